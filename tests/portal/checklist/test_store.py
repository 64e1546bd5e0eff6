"""Lists under secret links, on SQLite and on PostgreSQL: nothing lost, nothing doubled."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from portal import create_app, migrate
from portal.checklist import store
from portal.checklist.state import Change, State
from portal.config import Config
from portal.staff.keys import rotated
from rules.checklist import ITEM_IDS
from tests.browser.states import DEMOLITION
from tests.conftest import SECRET

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STATE = State(DEMOLITION, "case", frozenset({"keys"}), {"keys": "Hos Ali, 2. sal"})


def application(database_url: str, keys: str = SECRET) -> Flask:
    return create_app(Config.from_environ({"SECRET_KEY": keys, "DATABASE_URL": database_url}))


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    migrate.upgrade(database_url)
    app = application(database_url)
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["engine"]
    return found


def state_of(engine: Engine, secret: str) -> State:
    kept = store.read(engine, secret, NOW)
    assert kept
    return kept.state


def test_what_is_kept_is_there_again(engine: Engine) -> None:
    secret = store.keep(engine, STATE, NOW)
    assert store.SECRET.fullmatch(secret)
    assert state_of(engine, secret) == STATE
    assert store.keep(engine, STATE, NOW) != secret


def test_nothing_that_could_be_read_lies_in_the_table(engine: Engine) -> None:
    secret = store.keep(engine, STATE, NOW)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM stored_list")).one()
    lying = b" ".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in row
    )
    for told in (secret, "Ali", "keys", "2019", "4385", "demolition"):
        assert told.encode() not in lying


@pytest.mark.parametrize(
    "secret", ["", "x", "A" * 22, "A" * 21, "A" * 5000, "æ" * 22, "' OR 1=1 --"]
)
def test_a_link_that_is_none(engine: Engine, secret: str) -> None:
    store.keep(engine, STATE, NOW)
    assert store.read(engine, secret, NOW) is None
    assert store.change(engine, secret, Change("keys", done=True), None, NOW) is None
    store.forget(engine, secret)


def test_a_change_is_kept_and_prolongs(engine: Engine) -> None:
    secret = store.keep(engine, STATE, NOW)
    later = NOW + timedelta(days=300)
    after = store.change(engine, secret, Change("meters", done=True), None, later)
    assert after
    assert after.state.done == {"keys", "meters"}
    kept = store.read(engine, secret, later + timedelta(days=364))
    assert kept
    assert (kept.state.done, kept.expires) == ({"keys", "meters"}, later + store.KEPT)


def test_a_change_sent_again_long_after_is_done_once(engine: Engine) -> None:
    """One phone ticks offline and its answer is lost; the other takes the tick away meanwhile."""
    secret = store.keep(engine, State(DEMOLITION), NOW)
    tick = Change("meters", done=True)
    store.change(engine, secret, tick, "11111111-aaaa", NOW)
    store.change(engine, secret, Change("meters", done=False), "22222222-bbbb", NOW)
    store.change(engine, secret, tick, "11111111-aaaa", NOW)
    assert state_of(engine, secret).done == frozenset()
    # Also where it changed nothing the first time.
    store.change(engine, secret, Change("keys", done=False), "33333333-cccc", NOW)
    store.change(engine, secret, Change("keys", done=True), "44444444-dddd", NOW)
    store.change(engine, secret, Change("keys", done=False), "33333333-cccc", NOW)
    assert state_of(engine, secret).done == {"keys"}


@pytest.mark.parametrize("name", ["", "short", "x" * 41, "<script>!", "a b c d e f"])
def test_a_change_with_a_strange_name_is_done_all_the_same(engine: Engine, name: str) -> None:
    secret = store.keep(engine, State(DEMOLITION), NOW)
    for done in (True, False, True):
        store.change(engine, secret, Change("meters", done=done), name, NOW)
    assert state_of(engine, secret).done == {"meters"}


def test_what_is_remembered_has_an_end(engine: Engine) -> None:
    secret = store.keep(engine, State(DEMOLITION), NOW)
    for number in range(310):
        done = number % 2 == 0
        store.change(engine, secret, Change("meters", done=done), f"number-{number}", NOW)
    kept = store.read(engine, secret, NOW)
    assert kept
    assert len(kept.seen) == 300
    assert kept.seen[-1] == "number-309"


@pytest.mark.parametrize("phones", [2, 6])
def test_phones_that_tick_at_once_lose_nothing(app: Flask, engine: Engine, phones: int) -> None:
    secret = store.keep(engine, State(DEMOLITION), NOW)
    together = threading.Barrier(phones)
    failed: list[BaseException] = []

    def phone(number: int) -> None:
        try:
            with app.app_context():
                together.wait()
                for place, item in enumerate(ITEM_IDS[number::phones]):
                    change = Change(item, done=True, note=f"{number}-{place}")
                    assert store.change(engine, secret, change, f"phone-{number}-{place}", NOW)
                    shared = Change("papers", note=f"fra {number}, {place}")
                    assert place or store.change(engine, secret, shared, None, NOW)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=phone, args=(number,)) for number in range(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    state = state_of(engine, secret)
    assert state.done == set(ITEM_IDS)
    assert set(state.notes) == set(ITEM_IDS)
    for number in range(phones):
        assert f"fra {number}, 0" in state.notes["papers"]


def test_a_deleted_list_is_gone_at_once_and_no_other(engine: Engine) -> None:
    one, two = store.keep(engine, STATE, NOW), store.keep(engine, STATE, NOW)
    store.forget(engine, one)
    assert store.read(engine, one, NOW) is None
    assert store.change(engine, one, Change("keys", done=False), None, NOW) is None
    assert state_of(engine, two) == STATE


def test_a_list_ends_on_its_day(engine: Engine) -> None:
    secret = store.keep(engine, STATE, NOW)
    assert store.read(engine, secret, NOW + store.KEPT - timedelta(seconds=1))
    assert store.read(engine, secret, NOW + store.KEPT) is None
    assert store.purge(engine, NOW + store.KEPT - timedelta(seconds=1)) == 0
    assert store.purge(engine, NOW + store.KEPT) == 1
    assert store.purge(engine, NOW + store.KEPT) == 0


def test_keys_can_be_rotated(app: Flask, engine: Engine, database_url: str) -> None:
    secret = store.keep(engine, STATE, NOW)
    new = "another key for tests only, as long as the first"
    both = application(database_url, f"{new},{SECRET}")
    with both.app_context():
        assert state_of(both.extensions["engine"], secret) == STATE
        assert ("stored_list.blob", 1, 0) in rotated()
    both.extensions["engine"].dispose()
    alone = application(database_url, new)
    with alone.app_context():
        assert state_of(alone.extensions["engine"], secret) == STATE
    alone.extensions["engine"].dispose()


def test_a_note_in_any_script_is_as_small_as_it_is(engine: Engine) -> None:
    secret = store.keep(engine, State(DEMOLITION, None, frozenset(), {"keys": "سلام" * 70}), NOW)
    with engine.connect() as connection:
        (blob,) = connection.execute(text("SELECT blob FROM stored_list")).one()
    assert len(bytes(blob)) < 1500
    assert state_of(engine, secret).notes["keys"] == "سلام" * 70
    assert json.dumps("سلام") != "سلام"
