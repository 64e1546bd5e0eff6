"""What is past its time goes, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel, select

from portal import data
from portal.cases.purge import purge
from portal.cases.tables import (
    Draft,
    Household,
    HouseholdLink,
    Job,
    JobFile,
    JobState,
    Message,
    PlannedItem,
    SeenChange,
    SharedList,
    Tick,
    Undo,
)
from portal.config import Config, ConfigError
from portal.staff.scope import unscoped
from tests.conftest import SECRET
from tests.portal.cases.factory import make_case, make_household, make_households, make_link
from tests.portal.staff.conftest import People

NOW = datetime(2027, 8, 31, 22, 30, tzinfo=UTC)
"""Past midnight in Denmark: 1 September."""


def left(table: type[SQLModel]) -> int:
    with unscoped() as session:
        return len(session.exec(select(table)).all())


def test_what_is_over_is_deleted(office: Flask, people: People) -> None:
    of = people.our_organisation
    case = make_case(of)
    case_id = case.id or 0
    hour, day = timedelta(hours=1), timedelta(days=1)
    stays, fresh, gone = make_households(case, ["1", "2", "3"])
    make_link(gone)
    with unscoped() as session:
        session.get_one(Household, fresh.id).removed = NOW - day + hour
        session.get_one(Household, gone.id).removed = NOW - day
        own: dict[str, Any] = {"organisation_id": of, "case_id": case_id, "user_id": 1}
        for ago in (day - hour, day):
            session.add(Undo(**own, action="language", before="{}", at=NOW - ago))
            session.add(Draft(**own, content="[]", at=NOW - ago))
        for at, beat, state in (
            (NOW - hour / 2, NOW - hour / 2, JobState.READY),
            (NOW - hour, NOW - hour / 2, JobState.READY),
            (NOW - 2 * hour, NOW, JobState.RUNNING),
        ):
            job = Job(**own, state=state, total=1, filename="x", at=at, beat=beat)
            session.add(job)
            session.flush()
            part = JobFile(organisation_id=of, job_id=job.id or 0, part=0, content="x")
            session.add(part)
        for change, ago in (("a", 59 * day), ("b", 60 * day)):
            number = stays.id or 0
            session.add(
                SeenChange(organisation_id=of, household_id=number, change=change, at=NOW - ago)
            )
        session.commit()
    engine = office.extensions["engine"]
    assert purge(engine, NOW) == 1 + 1 + 1 + 1 + 1
    with unscoped() as session:
        assert set(session.exec(select(Household.label)).all()) == {"1", "2"}
    assert [left(t) for t in (Undo, Draft, Job, JobFile, SeenChange)] == [1, 1, 2, 2, 1]
    assert left(HouseholdLink) == 0
    assert purge(engine, NOW) == 0


@pytest.mark.parametrize(
    ("ends", "months", "kept"),
    [
        (date(2027, 3, 1), 6, True),
        (date(2027, 2, 28), 6, False),
        (date(2027, 2, 28), 7, True),
        (date(2022, 9, 1), 60, True),
        (date(2022, 8, 31), 60, False),
        (None, 1, True),
        (date(2030, 1, 1), 1, True),
    ],
)
def test_a_case_goes_with_all_of_it_so_long_after_its_end(
    office: Flask,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    ends: date | None,
    months: int,
    kept: bool,
) -> None:
    monkeypatch.setitem(office.extensions, "config", _config(KEEP_MONTHS=str(months)))
    of = people.our_organisation
    found = make_household(make_case(of, ends=ends), "1")
    make_link(found)
    number = found.id or 0
    with unscoped() as session:
        session.add(Tick(organisation_id=of, household_id=number, item="x", done=True))
        session.add(Message(organisation_id=of, case_id=found.case_id, text="x"))
        session.commit()
    assert purge(office.extensions["engine"], NOW) == (0 if kept else 2)
    tables = (Household, HouseholdLink, Message, SharedList, PlannedItem, Tick)
    assert {bool(left(table)) for table in tables} == {kept}


def _config(**values: str) -> Config:
    base = {"SECRET_KEY": SECRET, "DATABASE_URL": "sqlite:////nowhere"}
    return Config.from_environ({**base, **values})


def test_how_long_is_in_the_settings() -> None:
    assert _config().keep_months == 6
    for wrong in ("0", "61", "six", "-1"):
        with pytest.raises(ConfigError):
            _config(KEEP_MONTHS=wrong)


def test_the_nightly_command_does_it() -> None:
    assert "portal.cases.purge" in data.PURGED.values()
