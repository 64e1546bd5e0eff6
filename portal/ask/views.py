"""The address of the conversation. Everything is posted, so that no address holds what was typed.

Nothing is kept: the page carries the whole conversation, sealed, to its own next turn.
"""

import unicodedata

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.api.reading import MAX_QUESTION
from portal.ask import conversation
from portal.ask.conversation import Refused
from portal.ask.shown import ShownTalk
from portal.ask.state import Conversation, seal, unseal
from portal.clock import today
from portal.i18n import format_date
from portal.problems import Problem, messages
from portal.rendered import rendered_once
from portal.tokens import EMPTY, TokenError
from portal.words import page_text

bp = Blueprint("ask", __name__, url_prefix="/<lang:lang>")

_PRESSES = {
    "facts:yes": lambda talk: conversation.confirmed(talk, right=True),
    "facts:no": lambda talk: conversation.confirmed(talk, right=False),
    "guide": conversation.guide,
    "none": conversation.none_of_these,
    "stop": conversation.stop,
    "undo": conversation.undo,
}
#: they turn the text around them as well
_DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


@bp.get("/ask")
@rendered_once
def page() -> ResponseReturnValue:
    """An empty conversation."""
    return _page(Conversation())


@bp.post("/ask")
def say() -> ResponseReturnValue:
    """One more turn, or the conversation as it stands (in another language, or found again)."""
    notice, talk = None, Conversation()
    try:
        talk = unseal(request.form.get("state", ""))
    except TokenError:
        notice = page_text("ask", "too_old")
    if "press" in request.form:
        return _page(_pressed(talk, request.form["press"]), notice)
    if "asked" in request.form:
        return _told(talk, notice)
    if "q" in request.form:
        return _typed(talk, notice)
    return _page(talk, notice)


def _pressed(talk: Conversation, press: str) -> Conversation:
    if press.startswith("topic:"):
        return conversation.topic(talk, press.removeprefix("topic:"))
    after = _PRESSES.get(press)
    return after(talk) if after else talk


def _told(talk: Conversation, notice: str | None) -> ResponseReturnValue:
    waiting = conversation.asked(talk)
    if waiting is None or waiting.id != request.form["asked"]:
        return _page(talk, notice)
    after = conversation.told(talk, request.form)
    if isinstance(after, Refused):
        return _page(talk, notice, refused=after), 422
    return _page(after, notice)


def _typed(talk: Conversation, notice: str | None) -> ResponseReturnValue:
    text = readable(request.form["q"])
    if not text:
        return _page(talk, notice, errors={"q": page_text("ask", "empty")}), 422
    if len(text) > MAX_QUESTION:
        long = Problem("q", "question_too_long", {"limit": MAX_QUESTION})
        return _page(talk, notice, errors=messages([long]), text=text), 422
    return _page(conversation.typed(talk, text), notice)


def readable(text: str) -> str:
    """What was typed, on one line, without signs that nobody sees and that turn text around."""
    kept = (
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in text
        if ord(sign) not in _DIRECTION and unicodedata.category(sign) not in ("Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def _page(
    talk: Conversation,
    notice: str | None = None,
    errors: dict[str, str] | None = None,
    text: str = "",
    refused: Refused | None = None,
) -> str:
    errors = errors or {}
    if refused:
        errors = messages(refused.problems)
    return render_template(
        "ask/page.html",
        talk=ShownTalk(talk, refused.raw if refused else {}, errors),
        state=seal(talk),
        token=talk.token if talk.token != EMPTY else None,
        notice=notice,
        errors=errors,
        text=text,
        printed_on=format_date(today()),
    )
