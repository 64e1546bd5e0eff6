"""`make bench-office`: what an office does with many households, on SQLite and on PostgreSQL."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import Engine, event, text

from benchmarks import import_file, load, office_letters, server
from benchmarks.calls import Call
from benchmarks.table import Line, machine, render
from portal import create_app
from portal.cases.tables import Case, Household, Tick
from portal.config import Config
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from tests import tools
from tests.portal.cases.factory import make_case, make_households, make_link
from tests.portal.staff.conftest import settle
from tests.portal.staff.worker import Worker

_SECONDS, _ROUNDS = 10, 9
_PHONES = 200
_TICKED = ("papers", "advice", "insurer", "phone", "mail", "fridge", "photos", "meters", "keys")
_TICKS_AIM = {"SQLite": 300, "PostgreSQL": 500}
_OVERVIEW_AIM = 150


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="bench") as name:
        directory = Path(name)
        directory.chmod(0o755)
        with _databases(directory) as urls:
            lines = [line for kind, url in urls.items() for line in _measured(kind, url)]
            app = create_app(Config.from_environ(server.environment(urls["SQLite"], 1)))
            lines += office_letters.measured(app)
    print(render(lines))
    print(f"\n{machine()}; load by {load.tool()}, {load.CONNECTIONS} connections on the loopback.")


@contextmanager
def _databases(directory: Path) -> Iterator[dict[str, str]]:
    urls = {"SQLite": f"sqlite:///{directory / 'portal.sqlite3'}"}
    programs = tools.postgresql()
    if programs is None:
        yield urls
        return
    with tools.running_postgresql(programs, directory / "server", fsync=True) as url:
        yield urls | {"PostgreSQL": url}


def _measured(kind: str, url: str) -> Iterator[Line]:
    server.release(url)
    app = create_app(Config.from_environ(server.environment(url, 1)))
    with app.app_context():
        people = settle(app)
        of = people.our_organisation
        few, many = make_case(of, name="20"), make_case(of, name="2000")
        phones = _filled(few, 20)[:1] + _filled(many, 2_000)[: _PHONES - 1]
        secrets = [make_link(household).secret for household in phones]
        _settle(app)
        yield from _overview(kind, app, few, many)
        yield from import_file.measured(kind, app, of)
    app.extensions["engine"].dispose()
    yield from _ticks(kind, url, secrets)


def _filled(case: Case, count: int) -> list[Household]:
    """Households that have each ticked a quarter of their list."""
    rows = make_households(case, [f"{number:05}" for number in range(count)])
    with unscoped() as session:
        session.add_all(
            Tick(
                household_id=row.id or 0, organisation_id=row.organisation_id, item=item, done=True
            )
            for row in rows
            for item in _TICKED
        )
        session.commit()
    return rows


def _settle(app: Flask) -> None:
    """What PostgreSQL does by itself within a minute of so many new rows."""
    engine: Engine = app.extensions["engine"]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _overview(kind: str, app: Flask, few: Case, many: Case) -> Iterator[Line]:
    worker = Worker(app).sign_in(Role.READER)
    asked = {case.name: _questions(app, worker, case) for case in (few, many)}
    taken = median(_seconds(worker, many) for _ in range(_ROUNDS)) * 1000
    yield Line(
        f"{kind}: overview of a case of 2,000, time in the server",
        f"{taken:.0f} ms",
        f"< {_OVERVIEW_AIM} ms",
        "",
        taken < _OVERVIEW_AIM,
    )
    yield Line(
        f"{kind}: questions to the database for it, beside a case of 20",
        f"{asked['2000']}, {asked['20']}",
        "equal",
        "",
        asked["2000"] == asked["20"],
    )


def _questions(app: Flask, worker: Worker, case: Case) -> int:
    count = 0

    def more(*_: object) -> None:
        nonlocal count
        count += 1

    engine: Engine = app.extensions["engine"]
    _seconds(worker, case)
    event.listen(engine, "before_cursor_execute", more)
    _seconds(worker, case)
    event.remove(engine, "before_cursor_execute", more)
    return count


def _seconds(worker: Worker, case: Case) -> float:
    began = time.perf_counter()
    answer = worker.try_to_open(f"/cases/{case.id}")
    assert answer.status_code == 200  # noqa: S101
    return time.perf_counter() - began


def _ticks(kind: str, url: str, secrets: list[str]) -> Iterator[Line]:
    """Ticks as phones send them that come back to the network, each with a name of its own."""
    calls = [
        Call(f"/da/list/{secret}", "POST", f"do={act}%3Akeys&change=measured-#", form=True)
        for act in ("done", "open")
        for secret in secrets
    ]
    with server.running(url) as portal:
        load.measure(portal.port, calls, 1)
        rate = load.measure(portal.port, calls, _SECONDS)
    aim = _TICKS_AIM[kind]
    yield Line(
        f"{kind}: ticks a second, two processes; p95",
        f"{rate.per_second:,.0f}, {rate.p95:.0f} ms",
        f"≥ {aim}",
        "",
        rate.per_second >= aim,
    )


if __name__ == "__main__":
    main()
