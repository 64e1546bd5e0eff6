"""What the office types about an item: read, checked, and put back into the fields."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

from portal.cases import plain, texts
from portal.cases.household_form import FieldError, read_day, shown_date
from portal.cases.tables import OwnItem
from portal.cases.texts import Words
from portal.i18n import DEFAULT_LANGUAGE, Language
from rules.checklist import Phase

#: signs of what is to be done, and of why
MOST = {"title": 100, "why": 300}
_DANISH = DEFAULT_LANGUAGE.code


@dataclass(slots=True)
class Typed:
    """The fields as they were typed. ``fits``: the translations that are said to fit the Danish."""

    words: dict[str, Words]
    fits: set[str] = field(default_factory=set)
    phase: str = Phase.BEFORE
    day: str = ""
    version: str = ""


def of_row(row: OwnItem | None, languages: Sequence[Language], danish: Words) -> Typed:
    """What stands in the fields; where the case has no words of its own yet, ``danish``."""
    there = row.texts if row else {}
    words = {each.code: texts.words_of(there, each.code) for each in languages}
    if not words[_DANISH].title:
        words[_DANISH] = danish
    if row is None:
        return Typed(words)
    return Typed(words, set(), row.phase or "", shown_date(row.day), str(row.version))


def of_request(languages: Sequence[Language]) -> Typed:
    """What was sent."""
    codes = [each.code for each in languages]
    return Typed(
        words={
            code: Words(plain.line(f"title_{code}"), plain.lines(f"why_{code}")) for code in codes
        },
        fits={code for code in codes if request.form.get(f"fits_{code}")},
        phase=plain.line("phase"),
        day=plain.line("day"),
        version=plain.line("version"),
    )


def read(given: Typed, *, own: bool) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns of what was typed but the texts, and the code of the error of each field."""
    errors: dict[str, str] = {}
    for code, words in given.words.items():
        errors |= _problems(code, words)
    if not own:
        return {}, errors
    values: dict[str, Any] = {}
    if given.phase in list(Phase):
        values["phase"] = given.phase
    else:
        errors["phase"] = "choose"
    try:
        values["day"] = read_day(given.day)
    except FieldError as error:
        errors["day"] = error.code
    return values, errors


def _problems(code: str, words: Words) -> dict[str, str]:
    if code != _DANISH and not any(words):
        return {}
    found = {
        f"{name}_{code}": plain.problem(text, MOST[name]) for name, text in words._asdict().items()
    }
    return {name: problem for name, problem in found.items() if problem}
