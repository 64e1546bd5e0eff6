"""How the guide decides: the rules as figures and as text, for anyone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.clock import law_day
from portal.i18n import current_language
from portal.rulebook import layout
from portal.rulebook.picture import captions, svg
from portal.rulebook.shown import ShownLadder, shown_ladders
from portal.security import public_for
from portal.words import words

bp = Blueprint("rulebook", __name__, url_prefix="/<lang:lang>")


@bp.get("/how-it-decides")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    ladders = [(ladder, _figure(ladder)) for ladder in shown_ladders(law_day())]
    return render_template("rulebook/page.html", ladders=ladders)


def _figure(ladder: ShownLadder) -> Markup:
    label = words(current_language().code).text("rulebook", "figures", "figure")
    return svg(layout.column(ladder, captions()), label.fill({"name": ladder.name}))
