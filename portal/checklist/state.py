"""What a household has ticked and noted, beside the answers that its list follows from."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import current_app

from portal.tokens import Sealed, TokenError, answer_tokens, packed, unpacked
from rules.checklist import ITEM_IDS

#: signs of one note
MOST_SIGNS = 300
#: of a note that two phones wrote at once, and that therefore holds both
MOST_JOINED = 4 * MOST_SIGNS
_KNOWN = frozenset(ITEM_IDS)
#: what an office puts on a list beside the items of the rules
_OF_OFFICE = re.compile(r"meeting|talk|own-[0-9]{1,9}")
_CONTROL = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")


class NoteTooLongError(ValueError):
    """A note with more signs than there is room for."""


class ListTokens(Sealed):
    """Seals lists into the address, which the server takes up to some 4000 signs long."""

    longest = 3500
    largest = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was pressed: tick it, take the tick away, or keep what is noted.

    ``note``: what stands in the field. ``was``: what stood there when the page was made, so that
    a note written meanwhile on another phone is not lost.
    """

    item: str
    done: bool | None = None
    note: str | None = None
    was: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A list as it stands. ``case``: by what its calendar is known again."""

    answers: Mapping[str, Any]
    case: str | None = None
    done: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)

    def after(self, change: Change) -> "State":
        """The list with one change more. Doing it twice is doing it once."""
        state = self
        if change.done is not None:
            kept = self.done - {change.item}
            state = replace(state, done=kept | {change.item} if change.done else kept)
        if change.note is not None and change.note != change.was:
            state = replace(state, notes=_with_note(self.notes, change))
        return state


def noted(there: str, change: Change) -> str:
    """The note after a change: both, where somebody else has written there meanwhile."""
    new = change.note or ""
    if there in (change.was, new):
        return new
    return "\n".join(part for part in (there, new) if part)[:MOST_JOINED]


def _with_note(notes: Mapping[str, str], change: Change) -> dict[str, str]:
    new = noted(notes.get(change.item, ""), change)
    others = {other: note for other, note in notes.items() if other != change.item}
    return {**others, change.item: new} if new else others


def clean(typed: str) -> str:
    """A note as it is kept. Raises NoteTooLongError."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    note = _CONTROL.sub(" ", lines).strip()
    if len(note) > MOST_JOINED:
        raise NoteTooLongError
    return note


def read_change(form: Mapping[str, str]) -> Change | None:
    """What was pressed on the page, or None where it is nothing that a page has.

    Raises NoteTooLongError.
    """
    act, _, item = form.get("do", "").partition(":")
    if not (item in _KNOWN or _OF_OFFICE.fullmatch(item)) or act not in ("done", "open", "note"):
        return None
    note, was = form.get("note"), clean(form.get("was", ""))
    if note is not None:
        note = clean(note)
        if note != was and len(note) > max(MOST_SIGNS, len(was)):
            raise NoteTooLongError
    return Change(item, None if act == "note" else act == "done", note, was)


def as_json(state: State) -> list[Any]:
    """The list as JSON can hold it."""
    return [packed(state.answers, state.case), sorted(state.done), dict(state.notes)]


def from_json(found: Any) -> State:
    """The list of `as_json`; ids that are no more are let go. Raises TokenError."""
    try:
        of_answers, done, notes = found
        case, answers = unpacked(of_answers)
        return State(
            answers,
            case,
            frozenset(_KNOWN.intersection(done)),
            {item: str(note) for item, note in notes.items() if item in _KNOWN},
        )
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
        raise TokenError from None


def seal(state: State) -> str | None:
    """The address of a list; None where it would be too long."""
    token = _tokens().seal(as_json(state))
    return token if len(token) <= ListTokens.longest else None


def unseal(token: str) -> State:
    """The list of an address: its own token, or that of the answers. Raises TokenError."""
    try:
        return from_json(_tokens().unseal(token))
    except TokenError:
        return State(answer_tokens().read(token), answer_tokens().case_of(token))


def _tokens() -> ListTokens:
    tokens: ListTokens = current_app.extensions["list_tokens"]
    return tokens
