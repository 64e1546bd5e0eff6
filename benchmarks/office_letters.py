"""Letters for a whole case, as the office orders them: a page each, in two languages."""

import secrets
import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice

from flask import Flask

from benchmarks.table import Line
from portal.cases import links
from portal.cases.letters.letter import HouseholdLetter
from portal.cases.letters.printing import render
from portal.i18n import LANGUAGES

HOUSEHOLDS = 700
_AIM = 60
_BASE = "https://genhusning.boligforening.example"


def measured(app: Flask) -> Iterator[Line]:
    """Letters for a case of 700, set by a process of its own that gives way to all others."""
    taken = seconds(app)
    yield Line(
        f"Letters for {HOUSEHOLDS} households, a page each in two languages",
        f"{taken:.1f} s",
        f"< {_AIM} s",
        "",
        taken < _AIM,
    )


def seconds(app: Flask, count: int = HOUSEHOLDS) -> float:
    """How long the PDF of so many letters takes, every language in turn."""
    languages = cycle(LANGUAGES)
    letters = [_letter(number, lang) for number, lang in enumerate(islice(languages, count), 1)]
    start = time.perf_counter()
    with app.app_context():
        render(letters, lambda _: None)
    return time.perf_counter() - start


def _letter(number: int, lang: str) -> HouseholdLetter:
    return HouseholdLetter(
        label=f"{number:04}-1",
        language=lang,
        link=f"{_BASE}/{lang}/list/{secrets.token_urlsafe(16)}",
        code=links.new_code(),
        code_address=f"{_BASE}/{lang}/c",
        danish_code_address=f"{_BASE}/da/c",
        day=date(2026, 11, 21),
        last_day=date(2027, 12, 31),
        case="Etape 2",
        case_address="Bøgevej 2-48, 2400 København NV",
        office="Vores Boligforening",
        contact="Genhusningsteamet\nTlf. 12 34 56 78, hverdage 9-14\ngenhusning@bolig.example",
    )
