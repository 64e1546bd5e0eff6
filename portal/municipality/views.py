"""The public pages: find one's municipality, and read what has been told of it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.i18n import DEFAULT_LANGUAGE, current_language
from portal.municipality import places, shown
from portal.municipality.kinds import Kind
from portal.problems import as_typed
from portal.security import public_for

bp = Blueprint("municipality", __name__, url_prefix="/<lang:lang>/municipalities")

#: seconds for which a browser may show again what has been told: withdrawn, it is soon gone
_FRESH = 60


@bp.get("/")
@public_for(seconds=300)
def index() -> ResponseReturnValue:
    """All municipalities. The database is not asked."""
    return _index()


@bp.post("/")
def search() -> ResponseReturnValue:
    """The municipalities that what was typed can mean. Posted, so that no address holds it."""
    typed = as_typed(request.form.get("q", "")).strip()
    found = places.found_in(typed)
    if len(found) == 1:
        return redirect(url_for(".page", slug=found[0].slug), 303)
    return _index(typed, found)


@bp.get("/<slug>")
@public_for(seconds=_FRESH)
def page(slug: str) -> ResponseReturnValue:
    """What has been told of one municipality, or that nothing has."""
    municipality = places.by_slug().get(slug) or abort(404)
    told = shown.told(municipality.code, current_language().code)
    return render_template(
        "municipality/page.html",
        municipality=municipality,
        groups={kind: [each for each in told if each.kind is kind] for kind in Kind},
        told=told,
        danish_url=url_for(".page", slug=slug, lang=DEFAULT_LANGUAGE.code),
    )


def _index(typed: str = "", found: list[places.Municipality] | None = None) -> str:
    return render_template(
        "municipality/index.html",
        letters=places.by_letter(),
        typed=typed,
        matches=found,
        danish_url=url_for(".index", lang=DEFAULT_LANGUAGE.code),
    )
