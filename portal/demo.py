"""`python -m portal.demo`: a made-up housing organisation, to look at both sides of the portal.

It makes a database of its own beside that of the portal, anew each time, prints where to look and
how to sign in, and starts the server on it. Nobody and nothing in it exists.
"""

import os
import secrets
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from flask import Flask, url_for
from sqlmodel import select

from portal import create_app, migrate
from portal.cases import labels, links, lists
from portal.cases.tables import Case, Change, Household, Kind, Message, OwnItem, PlannedItem, Tick
from portal.clock import law_day
from portal.config import Config, ConfigError, state_directory
from portal.i18n import LANGUAGES
from portal.staff.passwords import hashed
from portal.staff.roles import Role
from portal.staff.scope import OfficeSession, unscoped
from portal.staff.tables import Organisation, User
from portal.staff.times import now
from rules.facts import Landlord, Reason

ORGANISATION = "Boligforeningen Eksempel"
EMAIL = "demo@eksempel.example"
_CONTACT = "Maja Eksempel, Boligforeningen Eksempel\nTlf. 12 34 56 78, hverdage kl. 10-14"
_STAYS_AWAY, _MOVES = 40, 20
_TICKED = 0.4


@dataclass(frozen=True, slots=True)
class Look:
    """One household to look at."""

    language: str
    made: links.Made


def fill(app: Flask, password: str, seed: int = 1) -> list[Look]:
    """Two cases with 60 households, links and ticks; one of them is late with something."""
    random = Random(seed)  # noqa: S311  the same each time, and nothing secret
    with app.app_context(), unscoped() as session:
        organisation = Organisation(name=ORGANISATION, edits_texts=True)
        session.add(organisation)
        session.flush()
        of = organisation.id or 0
        session.add(
            User(
                organisation_id=of,
                email=EMAIL,
                name="Demo",
                role=Role.ADMINISTRATOR,
                password_hash=hashed(password),
            )
        )
        today = law_day()
        stays, moves = _renovation(of, today), _demolition(of, today)
        session.add_all([stays, moves])
        session.flush()
        _own(session, stays, today)
        looks = [
            *_households(session, stays, _STAYS_AWAY, today, random),
            *_households(session, moves, _MOVES, today, random),
        ]
        session.commit()
    return looks


def _renovation(of: int, today: date) -> Case:
    return Case(
        organisation_id=of,
        name="Birkelunden, etape 1",
        address="Birkelunden 2-24",
        reason=Reason.RENOVATION,
        landlord=Landlord.ALMEN,
        renewal_decision=False,
        kind=Kind.TEMPORARY,
        months_away=8,
        meeting=today - timedelta(days=30),
        talks=today + timedelta(days=14),
        notice=today + timedelta(days=270),
        empty_by=today + timedelta(days=370),
        works_start=today + timedelta(days=400),
        works_end=today + timedelta(days=610),
        return_day=today + timedelta(days=624),
        ends=today + timedelta(days=700),
        contact=_CONTACT,
    )


def _demolition(of: int, today: date) -> Case:
    return Case(
        organisation_id=of,
        name="Egevej, nedrivning",
        address="Egevej 1-19",
        reason=Reason.DEMOLITION,
        landlord=Landlord.ALMEN,
        renewal_decision=False,
        kind=Kind.PERMANENT,
        talks=today + timedelta(days=7),
        empty_by=today + timedelta(days=200),
        works_start=today + timedelta(days=230),
        ends=today + timedelta(days=400),
        contact=_CONTACT,
    )


def _own(session: OfficeSession, case: Case, today: date) -> None:
    """What the case has of its own: an item that nobody has translated, and a message."""
    item = {"title": "Hent flyttekasser i fælleshuset", "why": "Viceværten deler dem ud."}
    session.add(
        OwnItem(
            organisation_id=case.organisation_id,
            case_id=case.id or 0,
            item="own-1",
            change=Change.ADDED,
            phase="before",
            day=today + timedelta(days=350),
            texts={"da": item},
        )
    )
    session.add(
        Message(
            organisation_id=case.organisation_id,
            case_id=case.id or 0,
            text="Mødet om flytningen er den første torsdag i måneden kl. 17 i fælleshuset.",
        )
    )
    session.flush()


def _households(
    session: OfficeSession, case: Case, count: int, today: date, random: Random
) -> list[Look]:
    languages = cycle(LANGUAGES)
    rows = [
        _household(case, f"{case.name[:1]}-{number:03}", next(languages), random)
        for number in range(1, count + 1)
    ]
    if case.kind is Kind.TEMPORARY:
        rows[0].talk = today - timedelta(days=3)  # and did not come
        rows[1].call_asked, rows[1].call_note = now(), "22 33 44 55, efter kl. 16"
    for row, number in zip(rows, lists.lists_for(session, case, rows), strict=True):
        row.list_id = number
    session.add_all(rows)
    session.flush()
    lists.refresh(session, case)
    looks = [_link(session, row) for row in rows]
    for row in rows[1:]:
        _ticked(session, row, random)
    return looks


def _household(case: Case, label: str, language: str, random: Random) -> Household:
    return Household(
        organisation_id=case.organisation_id,
        case_id=case.id or 0,
        label=label,
        label_key=labels.key(case.id or 0, label),
        language=language,
        children=random.random() < 0.5,
        needs_help=random.random() < 0.2,
        side_rooms=random.random() < 0.7,
    )


def _link(session: OfficeSession, household: Household) -> Look:
    return Look(household.language, links.make(session, household, now() + timedelta(days=365)))


def _ticked(session: OfficeSession, household: Household, random: Random) -> None:
    """Two in three have opened their list, and done a part of it."""
    if random.random() < 1 / 3:
        return
    household.opened = household.seen = now()
    planned = select(PlannedItem.item).where(PlannedItem.list_id == household.list_id)
    for item in session.exec(planned).all():
        if random.random() < _TICKED:
            session.add(
                Tick(
                    household_id=household.id or 0,
                    organisation_id=household.organisation_id,
                    item=item,
                    done=True,
                )
            )


def told(app: Flask, looks: list[Look], password: str) -> str:
    """What to open, and how to sign in."""
    config: Config = app.extensions["config"]
    base = config.base_url or f"http://localhost:{config.port}"
    with app.test_request_context(base_url=base):
        lines = [
            "A made-up housing organisation with two cases and 60 households.",
            f"The office:  {base}{url_for('staff.front', lang='da')}",
            f"             {EMAIL}  {password}",
            "Families, each in a language:",
        ]
        first = {look.language: look for look in reversed(looks[1:])}
        for language in LANGUAGES:
            made = first[language].made
            lines.append(f"  {links.address(made.secret, language)}")
        code = links.shown_code(first["da"].made.code)
        lines.append(f"A code to type at {links.code_address('da')}: {code}")
    return "\n".join(lines)


def main() -> None:
    """Make the database anew, print where to look, and become the server."""
    try:
        path = state_directory(dict(os.environ)) / "demo.sqlite3"
        _without(path)
        config = Config.from_environ({**os.environ, "DATABASE_URL": f"sqlite:///{path}"})
    except ConfigError as error:
        sys.exit(f"The demo was not made.\n{error}")
    if config.in_production:
        sys.exit("The demo is not for production: unset ENVIRONMENT.")
    migrate.upgrade(config.database_url)
    app = create_app(config)
    password = secrets.token_urlsafe(12)
    looks = fill(app, password)
    print(told(app, looks, password), flush=True)
    app.extensions["engine"].dispose()
    server = [sys.executable, "-m", "gunicorn"]
    os.execve(sys.executable, server, {**os.environ, "DATABASE_URL": config.database_url})  # noqa: S606


def _without(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
