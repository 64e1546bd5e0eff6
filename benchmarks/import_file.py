"""Reading 10,000 households into a case from a file, as a caseworker does: sent, seen, saved."""

import csv
import io
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from flask import Flask

from benchmarks.table import Line
from portal.cases.exporting import as_xlsx
from portal.cases.tables import Case
from tests.portal.cases.factory import make_case
from tests.portal.staff.worker import Worker

HOUSEHOLDS = 10_000
_AIM = 20
_HEADINGS = ["Lejemål", "Sprog", "Lejen begyndte", "Personer", "Børn", "Kælder eller loft", "Note"]
_FIRST, _DAYS = date(1995, 1, 1), 31 * 365


def measured(kind: str, app: Flask, of: int) -> Iterator[Line]:
    """New households from CSV and from Excel, and the same file again; in an app context."""
    rows = list(_rows())
    for name, made in (("CSV", _as_csv), ("Excel", lambda rows: as_xlsx(_HEADINGS, rows))):
        case, file = make_case(of, name=name), made(rows)
        taken = sum(_bring_in(app, case, file).values())
        yield Line(
            f"{kind}: {HOUSEHOLDS:,} households from {name}, sent, seen and saved",
            f"{taken:.1f} s",
            f"< {_AIM} s",
            "",
            taken < _AIM,
        )
    again = sum(_bring_in(app, case, file).values())
    yield Line(f"{kind}: the same file again, which changes nothing", f"{again:.1f} s")


def _rows() -> Iterator[list[Any]]:
    """Hardly two leases began on the same day, so that nearly each household has its own list."""
    chance = Random(10_000)  # noqa: S311
    for number in range(HOUSEHOLDS):
        yield [
            f"{number // 100 + 1}-{number % 100 + 1:03}",
            chance.choices(("dansk", "engelsk", "arabisk"), (7, 1, 2))[0],
            _FIRST + timedelta(chance.randrange(_DAYS)),
            chance.randint(1, 6),
            chance.choice(("ja", "nej", "")),
            chance.choice(("ja", "nej", "")),
            chance.choice(("", "", "Nøgle hos viceværten")),
        ]


def _as_csv(rows: list[list[Any]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(
        [_HEADINGS, *([f"{c:%d-%m-%Y}" if isinstance(c, date) else c for c in r] for r in rows)]
    )
    return written.getvalue().encode("cp1252")


def _bring_in(app: Flask, case: Case, file: bytes) -> dict[str, float]:
    """The seconds of each step."""
    worker = Worker(app).sign_in()
    at = f"/cases/{case.id}/import"
    worker.open(at)
    sending: dict[str, Any] = {"file": (io.BytesIO(file), "husstande")}
    sent, upload = _timed(partial(worker.send, at, **sending))
    steps = {"send": upload}
    _, steps["see"] = _timed(partial(worker.follow, sent))
    draft = str(sent.location).partition("/staff")[2]
    seals = [field.attrs["value"] for field in worker.page.all("input", name="seen")]
    for seal in seals:  # none where there is nothing to save
        _, steps["save"] = _timed(partial(worker.send, f"{draft}/save", seen=seal))
    return steps


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    done = do()
    return done, time.perf_counter() - began
