"""Questions that got no answer: nothing that could identify is kept, and at first nothing."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, text

from portal import create_app, db, migrate
from portal.ask import cli, unanswered, unanswered_store
from portal.ask.masking import LONGEST, masked
from portal.config import Config, ConfigError
from portal.i18n import LANGUAGES
from tests.conftest import SECRET

FIRST = date(2026, 11, 21)
QUESTION = "hvem betaler for min hund, spørger Fatima på Storegade 12?"
FORM = "hvem betaler for min hund spørger … på … #"
KEY = b"a key"


def _app(database_url: str, switch: str) -> Flask:
    environ = {"SECRET_KEY": SECRET, "DATABASE_URL": database_url, "COUNT_UNANSWERED": switch}
    return create_app(Config.from_environ(environ))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    migrate.upgrade(database_url)
    engine = db.make_engine(database_url)
    yield engine
    engine.dispose()


def _all(engine: Engine) -> str:
    """All that stands in the tables."""
    with engine.connect() as connection:
        rows = [
            row
            for table in ("unanswered_day", "unanswered_form")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    return "\n".join(str(tuple(row)) for row in rows)


def _ask(app: Flask, days: int, question: str = QUESTION, lang: str = "da") -> None:
    for day in range(days):
        with (
            time_machine.travel(f"{FIRST + timedelta(days=day)}T12:00:00+01:00", tick=False),
            app.app_context(),
        ):
            unanswered.count(question, lang)


@pytest.mark.parametrize("switch", ["", "no"])
def test_nothing_is_written_unless_the_operator_says_so(
    engine: Engine, database_url: str, switch: str
) -> None:
    app = _app(database_url, switch)
    _ask(app, 6)
    assert _all(engine) == ""
    app.extensions["engine"].dispose()


def test_before_the_fifth_day_only_a_hash_is_kept(engine: Engine, database_url: str) -> None:
    app = _app(database_url, "yes")
    _ask(app, 4)
    _ask(app, 4)  # again on the same days: not one day more
    kept = _all(engine)
    assert kept.count("\n") == 3
    assert not any(word in kept.lower() for word in ("hund", "betaler", "fatima", "storegade"))
    assert unanswered_store.kept(engine) == []
    app.extensions["engine"].dispose()


def test_on_the_fifth_day_the_masked_form_is_kept(engine: Engine, database_url: str) -> None:
    app = _app(database_url, "yes")
    _ask(app, 5)
    (row,) = unanswered_store.kept(engine)
    assert (row.lang, row.form, row.count) == ("da", FORM, 5)
    assert _all(engine) == str(("da", FORM, 5)), "the hashes are gone"
    _ask(app, 1, "HVEM BETALER FOR MIN HUND, SPØRGER OMAR PÅ NYVEJ 99?")
    (row,) = unanswered_store.kept(engine)
    assert row.count == 6
    app.extensions["engine"].dispose()


def test_old_hashes_are_dropped(engine: Engine) -> None:
    for days in (0, 1, 2, 3):
        unanswered_store.keep(engine, KEY, "hund", "da", FIRST + timedelta(days=days))
    later = FIRST + timedelta(days=92)
    unanswered_store.keep(engine, KEY, "hund", "da", later)
    assert unanswered_store.kept(engine) == []
    with engine.connect() as connection:
        days = set(connection.scalars(text("SELECT day FROM unanswered_day")))
    assert {str(day) for day in days} == {
        str(FIRST + timedelta(days=2)),
        str(FIRST + timedelta(days=3)),
        str(later),
    }


def test_the_hash_depends_on_the_key_and_the_language(engine: Engine) -> None:
    for key, lang in ((KEY, "da"), (b"another", "da"), (KEY, "en")):
        unanswered_store.keep(engine, key, "hund", lang, FIRST)
    with engine.connect() as connection:
        hashes = list(connection.scalars(text("SELECT form_hash FROM unanswered_day")))
    assert len(set(hashes)) == 3


IDENTIFYING = [
    ("da", "Kan Fatima Hassan på Storegade 12, 2. tv få hjælp?", "fatima hassan storegade 12"),
    ("da", "mit cpr er 010190-1234, hvem betaler", "010190 1234"),
    ("da", "cpr 010190 1234, jeg bor i 8000 Aarhus, hvem kan hjælpe", "010190 8000 arhus aarhus"),
    ("da", "skriv til bo@jensen.dk eller www.jensen.dk om min bolig", "jensen @"),
    ("da", "Bo Lund bor her, får han en bolig?", "lund"),
    ("da", "ring 20 30 40 50 om min lejlighed", "20 50"),
    ("en", "Can Ali Omar get a dog at 5 Nyvej from 3 May 2027?", "ali omar nyvej 2027 may"),
    ("en", "my name is jonathan smithson, who pays the rent", "jonathan smithson"),
    ("ar", "هل تستطيع فاطمة الحسن أن تسكن في نوربروغاده ٢٢", "فاطمة الحسن نوربروغاده 22 ٢٢"),
    ("ar", "رقمي 010190-1234 من يدفع الإيجار", "010190 1234"),
    ("tr", "Mehmet Yılmaz nerede, bolig hvor", "mehmet yilmaz yılmaz"),
]


@pytest.mark.parametrize(("lang", "question", "secrets"), IDENTIFYING)
def test_what_could_identify_never_stands_in_a_form(lang: str, question: str, secrets: str) -> None:
    form = masked(question, lang) or ""
    assert not [secret for secret in secrets.split() if secret in form.lower()]


def test_a_form_says_something_or_is_none() -> None:
    assert masked("Kan jeg have min hund med i den nye bolig?", "da") is not None
    for nothing in ("", "qwx zzkj", "og i på", "12345", "😀", "\u202e"):
        assert masked(nothing, "da") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_is_short(lang: str) -> None:
    assert len(masked("bolig " * 5000 + "البيت home " * 5000, lang) or "") <= LONGEST


def test_spelling_and_signs_make_no_difference() -> None:
    assert masked("Må  min hund: komme med?!", "da") == masked("maa min hund komme med", "da")


def test_a_database_that_fails_breaks_no_answer(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path_factory.mktemp("none") / "not" / "there.sqlite3"
    app = _app(f"sqlite:///{path}", "yes")
    with caplog.at_level(logging.WARNING):
        _ask(app, 1)
    assert len(caplog.records) == 1
    told = str(vars(caplog.records[0]))
    assert "hund" not in told
    assert "Fatima" not in told


def test_staff_see_what_is_missing(engine: Engine, database_url: str) -> None:
    app = _app(database_url, "yes")
    runner = app.test_cli_runner()
    assert "No question" in runner.invoke(cli.missing).output
    _ask(app, 5)
    _ask(app, 6, "where can I park my bicycle", "en")
    lines = runner.invoke(cli.missing).output.splitlines()
    assert [line.split() for line in lines] == [
        ["6", "en", *str(masked("where can I park my bicycle", "en")).split()],
        ["5", "da", *FORM.split()],
    ]
    app.extensions["engine"].dispose()


def test_staff_are_told_that_nothing_is_counted(engine: Engine, database_url: str) -> None:
    app = _app(database_url, "no")
    assert "COUNT_UNANSWERED" in app.test_cli_runner().invoke(cli.missing).output
    app.extensions["engine"].dispose()


def test_a_database_without_tables_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = _app(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'x.sqlite3'}", "yes")
    found = app.test_cli_runner().invoke(cli.missing)
    assert found.exit_code == 1
    assert "cannot be read" in found.output
    app.extensions["engine"].dispose()


def test_another_switch_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="COUNT_UNANSWERED"):
        Config.from_environ({"SECRET_KEY": SECRET, "COUNT_UNANSWERED": "maybe"})
