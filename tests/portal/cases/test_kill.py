"""The server is killed while a family ticks: every tick that was confirmed is there afterwards.

Four phones press on the list of one household, 1,000 times where an office made it; the server is
gunicorn with two workers, as in production, and all its processes are killed three times. What was
not confirmed a phone sends again, under the same name, and it is done once.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from portal.cases import family
from portal.cases.tables import SeenChange
from portal.checklist import store
from portal.checklist.state import State
from rules.checklist import ITEM_IDS
from tests import tools
from tests.browser.states import DEMOLITION
from tests.conftest import SECRET
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.staff.conftest import People

ROOT = Path(__file__).resolve().parents[3]
PHONES = 4
_GUNICORN = (sys.executable, "-m", "gunicorn")


class Server:
    """The web process of the Procfile, on a port that stays the same."""

    def __init__(self, database_url: str, state: Path) -> None:
        self.port = tools.free_port()
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(state),
            "XDG_STATE_HOME": str(state),
            "SECRET_KEY": SECRET,
            "DATABASE_URL": database_url,
            "WEB_CONCURRENCY": "2",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        process = self._process = subprocess.Popen(
            _GUNICORN,
            cwd=ROOT,
            env=self._environ,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stderr
        said = []
        for line in process.stderr:
            said.append(line)
            if "Listening at" in line:
                break
        else:
            process.communicate()
            self._process = None
            raise AssertionError("the server did not start:\n" + "".join(said))
        # Or its log would wait for a reader.
        self._reader = threading.Thread(target=process.communicate)
        self._reader.start()

    def kill(self) -> None:
        """All its processes at once; they have no time to finish anything."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._reader.join()
            self._process = None


@dataclass
class Family:
    """Its phones. ``confirmed``: how many presses, by phone; ``up``: there is a server."""

    secret: str
    port: int
    each: int
    up: threading.Event = field(default_factory=threading.Event)
    over: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)
    confirmed: list[int] = field(default_factory=lambda: [0] * PHONES)
    failed: list[BaseException] = field(default_factory=list)

    def phone(self, phone: int) -> None:
        try:
            self.up.wait()
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
                for number in range(self.each):
                    while not self._press(line, phone, number):
                        line.close()
                        self.up.wait()
                        if self.over:
                            return
                    with self.news:
                        self.confirmed[phone] += 1
                        self.news.notify_all()
        except BaseException as error:
            with self.news:
                self.failed.append(error)
                self.news.notify_all()

    def _press(self, line: http.client.HTTPConnection, phone: int, number: int) -> bool:
        item, done = press(phone, number)
        body = {"do": f"{'done' if done else 'open'}:{item}", "change": name(phone, number)}
        try:
            line.request(
                "POST",
                f"/da/list/{self.secret}",
                urlencode(body),
                {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            )
            response = line.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException):
            return False
        assert response.status == 200, response.status
        assert json.loads(answer) == {"kept": True}
        return True

    def wait_for(self, confirmed: int) -> None:
        with self.news:
            self.news.wait_for(lambda: self.failed or sum(self.confirmed) >= confirmed)
        assert self.failed == []


def name(phone: int, number: int) -> str:
    return f"phone-{phone}-{number}"


def press(phone: int, number: int) -> tuple[str, bool]:
    """What a phone presses: each of its own items in turn, on and off again."""
    own = ITEM_IDS[phone::PHONES]
    return own[number % len(own)], number // len(own) % 2 == 0


def expected(phone: int, confirmed: int) -> dict[str, set[bool]]:
    """How the items of a phone may stand: as was confirmed last, or as was on its way."""
    states = {item: {False} for item in ITEM_IDS[phone::PHONES]}
    for number in range(confirmed):
        item, done = press(phone, number)
        states[item] = {done}
    item, done = press(phone, confirmed)
    states[item] |= {done}
    return states


def check(found: State, confirmed: list[int]) -> None:
    """Each item stands as it may stand after so many confirmed presses of each phone."""
    for phone, count in enumerate(confirmed):
        for item, states in expected(phone, count).items():
            assert (item in found.done) in states, (phone, item)


def run(engine: Engine, folder: Path, secret: str, read: Callable[[], State], each: int) -> None:
    """Press, kill, look, start again. ``each``: how often each phone presses."""
    server = Server(engine.url.render_as_string(hide_password=False), folder)
    phones = Family(secret, server.port, each)
    threads = [threading.Thread(target=phones.phone, args=(n,)) for n in range(PHONES)]
    for thread in threads:
        thread.start()
    try:
        server.start()
        phones.up.set()
        for count in (PHONES * each // 3, PHONES * each * 2 // 3, PHONES * each):
            phones.wait_for(count)
            phones.up.clear()
            confirmed = list(phones.confirmed)
            server.kill()
            check(read(), confirmed)
            if count < PHONES * each:
                server.start()
                phones.up.set()
    finally:
        server.kill()
        phones.over = True
        phones.up.set()
        for thread in threads:
            thread.join()
    assert phones.confirmed == [each] * PHONES
    for phone in range(PHONES):
        last = dict(press(phone, number) for number in range(each))
        assert {item for item, done in last.items() if done} == read().done & set(last)


def test_every_confirmed_tick_on_a_list_of_an_office(
    office: Flask, people: People, tmp_path: Path
) -> None:
    engine: Engine = office.extensions["engine"]
    secret = make_link(make_household(make_case(people.our_organisation))).secret

    def read() -> State:
        found = family.read(engine, secret, datetime.now(UTC))
        assert found
        return found.state

    run(engine, tmp_path, secret, read, each=250)
    with Session(engine) as session:
        names = session.exec(select(col(SeenChange.change))).all()
    assert sorted(names) == sorted(name(p, n) for p in range(PHONES) for n in range(250))


def test_every_confirmed_tick_on_a_list_of_its_own(office: Flask, tmp_path: Path) -> None:
    engine: Engine = office.extensions["engine"]
    secret = store.keep(engine, State(DEMOLITION), datetime.now(UTC))

    def read() -> State:
        found = store.read(engine, secret, datetime.now(UTC))
        assert found
        return found.state

    run(engine, tmp_path, secret, read, each=60)
