"""What the page of a list needs, whether the list lies in its address or on a secret link."""

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from portal.checklist import phones
from portal.checklist.shown import Checklist
from portal.checklist.state import State
from portal.clock import law_day, today
from portal.i18n import DEFAULT_LANGUAGE, current_language

if TYPE_CHECKING:
    from portal.cases.family import Office


def beside() -> str | None:
    """The language to stand beside that of the page, as its address asks for it."""
    translated = current_language() is not DEFAULT_LANGUAGE
    wanted = request.args.get("beside") == DEFAULT_LANGUAGE.code
    return DEFAULT_LANGUAGE.code if translated and wanted else None


def render(
    state: State,
    view: str,
    errors: dict[str, str] | None = None,
    office: "Office | None" = None,
    **given: Any,
) -> str:
    """The page of a list. ``view``: the endpoint of its address, which ``given`` completes.

    ``errors``: what is wrong, by the id of the field; ``typed``: what was typed there.
    ``office``: what an office adds to it.
    """
    address: dict[str, Any] = given.pop("address")
    checklist = Checklist(state, law_day(), beside=beside() is not None, office=office)
    translated = current_language() is not DEFAULT_LANGUAGE
    other = None if beside() else DEFAULT_LANGUAGE.code
    return render_template(
        "checklist/page.html",
        checklist=checklist,
        office=office,
        phone_runs=phones.runs,
        action=url_for(view, **address, beside=beside()),
        toggle={"href": url_for(view, **address, beside=other), "shown": bool(beside())}
        if translated
        else None,
        result_url=url_for("guide.result", token=checklist.answers_token),
        errors=errors or {},
        printed_on_day=today(),
        answers_url=url_for("start.delete"),
        danish_url=url_for(view, **address, lang=DEFAULT_LANGUAGE.code),
        **given,
    )
