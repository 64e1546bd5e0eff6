"""The made-up organisation: what it holds, and that its addresses open."""

import re
from pathlib import Path

from sqlmodel import select

from portal import create_app, demo, migrate
from portal.cases.households import rows
from portal.cases.tables import Case, Household
from portal.clock import law_day
from portal.config import Config
from portal.i18n import LANGUAGES
from portal.staff.scope import OfficeSession, Scope, unscoped
from portal.staff.tables import User
from tests.conftest import SECRET


def test_the_demo_shows_both_sides(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    migrate.upgrade(url)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": url}))
    looks = demo.fill(app, "et godt langt kodeord")
    text = demo.told(app, looks, "et godt langt kodeord")
    with app.app_context(), unscoped() as session:
        cases = session.exec(select(Case)).all()
        households = session.exec(select(Household)).all()
        user = session.exec(select(User)).one()
        with OfficeSession() as own:
            scope = Scope(own, user)
            late = [row for case in cases for row in rows(scope, case, law_day()) if row.late]
    assert (len(cases), len(households), len(looks)) == (2, 60, 60)
    assert {household.language for household in households} == set(LANGUAGES)
    assert any(household.opened for household in households)
    assert len(late) == 1
    client = app.test_client()
    lists = re.findall(r"http://[^/]+(/../list/[\w-]{22})", text)
    assert len(lists) == len(LANGUAGES)
    assert [client.get(path).status_code for path in lists] == [200] * len(lists)
    code = text.rpartition(": ")[2]
    assert client.post("/da/c", data={"code": code}).status_code == 303
    assert client.get("/da/staff/").status_code == 401
    app.extensions["engine"].dispose()
