"""A new SECRET_KEY: each secret of each table is rewritten, and known again by its hash."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, LargeBinary, select, type_coerce, update
from sqlmodel import SQLModel

from portal.cases import labels, rekeying
from portal.cases.tables import Household, HouseholdLink, Tick
from portal.columns import Encrypted
from portal.staff import keys
from portal.staff.scope import unscoped
from portal.staff.times import now
from portal.vault import Vault, vault
from tests.portal import filler

OLD, NEW = "the old key that is long enough for all", "the new key that is long enough for all"
ROWS = 7


@pytest.fixture
def app(office: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The office, with the old key alone; its own keys come back afterwards."""
    for name in ("vault", "config"):
        monkeypatch.setitem(office.extensions, name, office.extensions.get(name))
    use_keys(office, OLD)
    return office


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["engine"]
    return found


def use_keys(app: Flask, *secret_keys: str) -> None:
    app.extensions["vault"] = Vault(secret_keys)
    app.extensions["config"] = replace(app.extensions["config"], secret_key=secret_keys)


def sealed(engine: Engine) -> dict[str, list[bytes]]:
    """What lies in each encrypted column, as it lies there."""
    with engine.connect() as connection:
        return {
            f"{table.name}.{column.name}": [
                bytes(value)
                for value in connection.scalars(
                    select(type_coerce(column, LargeBinary)).where(column.is_not(None))
                )
            ]
            for table in SQLModel.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, Encrypted)
        }


def plain(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table, opened."""
    with engine.connect() as connection:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name != "label_key"}
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in SQLModel.metadata.sorted_tables
        }


def test_every_secret_of_every_table_moves_to_the_new_key(
    app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_BATCH", 2)
    monkeypatch.setattr(rekeying, "_BATCH", 2)
    filler.fill(engine, ROWS)
    with unscoped() as session:
        session.execute(update(Household).values(removed=None))
        session.commit()
    before = plain(engine)
    use_keys(app, NEW, OLD)
    told = {column: (done, lost) for column, done, lost in keys.rotated()}
    assert told["household.label_key"] == (ROWS, 0)
    counts = {column: len(values) for column, values in sealed(engine).items()}
    assert min(counts.values()) >= ROWS - 1, "a column that nothing was put into tests nothing"
    assert told == {column: (n, 0) for column, n in counts.items()} | {
        "household.label_key": (ROWS, 0)
    }
    assert all(done == 0 for _, done, _ in keys.rotated()), "done again it changes nothing"
    use_keys(app, NEW)
    assert all(vault().is_current(v) for values in sealed(engine).values() for v in values)
    assert plain(engine) == before
    assert keys.unreadable() == []


def test_what_no_key_opens_is_told_by_column(app: Flask, engine: Engine) -> None:
    filler.fill(engine)
    raw = sealed(engine)
    use_keys(app, NEW)
    assert keys.unreadable() == list(raw)
    result = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert result.exit_code != 0
    assert "tick.note: 0 rewritten, 2 that no key opens" in result.output
    assert sealed(engine) == raw


def household(label: str = "12-3") -> int:
    with unscoped() as session:
        row = session.get_one(Household, 1)
        row.label, row.label_key = label, labels.key(row.case_id, label)
        row.removed = None
        session.commit()
        return row.case_id


def label_key() -> str:
    with unscoped() as session:
        return session.get_one(Household, 1).label_key


def test_a_label_is_known_again_under_the_new_key(app: Flask, engine: Engine) -> None:
    filler.fill(engine)
    case_id = household("12-3")
    old = label_key()
    use_keys(app, NEW, OLD)
    assert labels.key(case_id, "12-3") != old
    assert old in vault().macs(labels.PURPOSE, f"{case_id}\0" + "12-3")
    keys.rotated()
    use_keys(app, NEW)
    assert label_key() == labels.key(case_id, " 12-3 ")


def test_a_label_that_its_case_has_under_the_new_key_already_is_left(
    app: Flask, engine: Engine
) -> None:
    filler.fill(engine)
    case_id = household("12-3")
    old = label_key()
    use_keys(app, NEW, OLD)
    with unscoped() as session:
        twin = session.get_one(Household, 2)
        twin.case_id, twin.label = case_id, "12-3"
        twin.label_key, twin.removed = labels.key(case_id, "12-3"), None
        session.commit()
    assert keys.rotated()[-1] == ("household.label_key", 1, 1)
    assert label_key() == old


def test_who_types_a_code_is_told_how_long_the_old_key_is_needed(
    app: Flask, engine: Engine
) -> None:
    filler.fill(engine)
    run = app.test_cli_runner()
    soon, later, latest = (now() + timedelta(days=days) for days in (10, 20, 30))
    with unscoped() as session:
        for number, expires in enumerate((soon, later, latest), 1):
            row = session.get_one(HouseholdLink, number)
            row.code_key, row.expires, row.withdrawn = f"code {number}", expires, None
        row.withdrawn = now()
        session.commit()
    assert "until" not in run.invoke(args=["keys", "rotate"]).output
    use_keys(app, NEW, OLD)
    assert f"in SECRET_KEY until {later:%Y-%m-%d}." in run.invoke(args=["keys", "rotate"]).output


def test_somebody_writes_while_the_keys_are_rotated(
    app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A family notes something all the while: each note that was confirmed is there afterwards."""
    monkeypatch.setattr(keys, "_BATCH", 2)
    filler.fill(engine, ROWS)
    with unscoped() as session:
        ticks = {(row.household_id, row.item) for row in session.exec(select(Tick)).scalars()}
    use_keys(app, NEW, OLD)
    over, begun = threading.Event(), threading.Event()
    written: dict[tuple[int, str], str] = {}
    failed: list[BaseException] = []

    def family() -> None:
        try:
            with app.app_context():
                round_ = 0
                while not over.is_set():
                    for tick in sorted(ticks):
                        with unscoped() as session:
                            note = f"runde {round_}"
                            session.get_one(Tick, tick).note = note
                            session.commit()
                            written[tick] = note
                    round_ += 1
                    begun.set()
        except BaseException as error:
            failed.append(error)
            begun.set()

    thread = threading.Thread(target=family)
    thread.start()
    begun.wait()
    try:
        keys.rotated()
    finally:
        over.set()
        thread.join()
    assert failed == []
    use_keys(app, NEW)
    with unscoped() as session:
        assert {tick: session.get_one(Tick, tick).note for tick in ticks} == written
