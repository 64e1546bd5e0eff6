"""A page of the office: the words for codes of errors, and what each of its templates has."""

from datetime import datetime
from html import unescape
from typing import Any

from babel.dates import format_time
from flask import g, get_template_attribute, render_template, request, url_for

from portal.clock import DENMARK
from portal.i18n import (
    LANGUAGES,
    OFFICE_LANGUAGES,
    Alternate,
    current_language,
    format_date,
    gettext,
)
from portal.staff import oidc
from portal.staff.gate import csrf_token, visit
from portal.staff.roles import Access
from portal.staff.tables import Organisation
from portal.staff.times import now

#: not to be opened by a link, though a browser comes by one
_ONE_WAY = {"staff.returned"}
#: what the public side says in its addresses
_NOT_OURS = {"family", "on"}
_ENDONYMS = {code: language.endonym for code, language in LANGUAGES.items()}


def page(template: str, *, errors: dict[str, str] | None = None, **values: Any) -> str:
    """The page, with the errors at its fields in words. `minutes`: for `wait`."""
    word = get_template_attribute("staff/words.html", "error")
    minutes = values.get("minutes")
    messages = {
        field: unescape(str(word(code, minutes))).strip() for field, code in (errors or {}).items()
    }
    return render_template(template, errors=messages, **values)


def context() -> dict[str, Any]:
    """What every template of the office has; nothing where a request is refused at the door."""
    if "visit" not in g:
        return {}
    scope = visit().scope
    return {
        "alternates": _alternates(),
        "csrf_token": csrf_token,
        "home_url": url_for("staff.front"),
        "me": scope.user if scope else None,
        "administrator": bool(scope and scope.may(Access.ADMINISTRATOR)),
        "edits_texts": _edits_texts,
        "late_form": bool(scope and visit().carried.get("form")),
        "single_sign_on": oidc.is_on(),
        "moment": moment,
        "printed_on": moment(now()),
        "endonyms": _ENDONYMS,
    }


def _edits_texts() -> bool:
    """Whether the organisation of the one who is signed in keeps the portal's texts."""
    scope = visit().scope
    organisation = scope and scope.session.get(Organisation, scope.organisation_id)
    return bool(organisation and organisation.edits_texts)


def moment(at: datetime) -> str:
    """`21. november 2026 kl. 14.05`, in Danish time."""
    here = at.astimezone(DENMARK)
    time = format_time(here, "short", locale=current_language().locale)
    return gettext("%(date)s kl. %(time)s", date=format_date(here.date()), time=time)


def _alternates() -> list[Alternate]:
    """The page in the languages of the office, with what is filtered and sorted by; the front page
    for what only a form leads to."""
    rule, now_in = request.url_rule, current_language().code
    linked = rule and "GET" in (rule.methods or ()) and request.endpoint not in _ONE_WAY
    endpoint = (request.endpoint or "") if linked else "staff.front"
    asked = {name: found for name, found in request.args.lists() if name not in _NOT_OURS}
    values = {**asked, **(request.view_args or {})} if linked else {}
    return [
        Alternate(code, _ENDONYMS[code], url_for(endpoint, lang=code, **values), code == now_in)
        for code in OFFICE_LANGUAGES
    ]
