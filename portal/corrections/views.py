"""Where a reader tells that a text is wrong or hard to understand. Nobody is asked who they are."""

from html import unescape

from flask import (
    Blueprint,
    abort,
    current_app,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from portal.corrections.kinds import PageKind, is_page
from portal.i18n import DEFAULT_LANGUAGE, current_language

bp = Blueprint("correction", __name__, url_prefix="/<lang:lang>/correction")

#: signs
LONGEST, LONGEST_SENTENCE = 1000, 500


@bp.get("")
def page() -> ResponseReturnValue:
    """The form."""
    return _form({}, {})


@bp.post("")
def tell() -> ResponseReturnValue:
    """Keep what was told. So many from one address have to wait."""
    from portal.cases import plain
    from portal.staff import limits

    kind, name = _page()
    typed = {field: plain.lines(field) for field in ("wrong", "sentence")}
    most = {"wrong": LONGEST, "sentence": LONGEST_SENTENCE}
    problems = {
        field: plain.problem(text, most[field])
        for field, text in typed.items()
        if text or field == "wrong"
    }
    errors = {field: code for field, code in problems.items() if code}
    if errors:
        return _form(typed, errors), 422
    wait = limits.begin(limits.CORRECTION, limits.client_address())
    if wait is not None:
        minutes = limits.minutes(wait)
        response = current_app.make_response((_form(typed, {"wrong": "wait"}, minutes), 429))
        response.headers["Retry-After"] = str(max(1, int(wait.total_seconds())))
        return response
    _keep(kind, name, typed)
    return redirect(url_for(".thanks", page=kind.value, of=name or None), 303)


@bp.get("/thanks")
def thanks() -> ResponseReturnValue:
    """That it came, and what becomes of it."""
    kind, name = _page()
    return render_template(
        "corrections/thanks.html",
        back=_back(kind, name),
        danish_url=url_for(".thanks", lang=DEFAULT_LANGUAGE.code, page=kind.value, of=name or None),
    )


def _page() -> tuple[PageKind, str]:
    """Which page it is about; 404 where there is no such page."""
    kind, name = request.args.get("page", ""), request.args.get("of", "")
    if not is_page(kind, name):
        abort(404)
    return PageKind(kind), name


def _form(typed: dict[str, str], errors: dict[str, str], minutes: int = 0) -> str:
    kind, name = _page()
    word = get_template_attribute("corrections/words.html", "error")
    return render_template(
        "corrections/form.html",
        action=url_for(".tell", page=kind.value, of=name or None),
        back=_back(kind, name),
        typed={field: text[: 2 * LONGEST] for field, text in typed.items()},
        errors={
            field: unescape(str(word(code, minutes))).strip() for field, code in errors.items()
        },
        danish_url=url_for(".page", lang=DEFAULT_LANGUAGE.code, page=kind.value, of=name or None),
    )


def _back(kind: PageKind, name: str) -> str | None:
    """The page itself, where it needs no answers to be shown."""
    if kind is PageKind.TOPIC:
        return url_for("topics.page", slug=name)
    return url_for("topics.glossary") if kind is PageKind.GLOSSARY else None


def _keep(kind: PageKind, name: str, typed: dict[str, str]) -> None:
    from portal.corrections.tables import Correction
    from portal.staff.scope import unscoped

    with unscoped() as session:
        session.add(
            Correction(
                lang=current_language().code,
                page=kind,
                name=name,
                wrong=typed["wrong"],
                sentence=typed["sentence"] or None,
            )
        )
        session.commit()
