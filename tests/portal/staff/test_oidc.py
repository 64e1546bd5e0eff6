"""Single sign-on, against a provider that runs."""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from portal import create_app
from portal.config import Config
from portal.db import make_engine
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, User
from portal.staff.times import now
from tests.conftest import SECRET
from tests.portal.staff import providers
from tests.portal.staff.conftest import People, email_of, settle
from tests.portal.staff.worker import Worker

OURS = {"cvr": "12345678", "email_verified": True}
PEOPLE: list[dict[str, object]] = [
    {"sub": "ny", "email": "NY@vores.example", "name": "Ny Fra Login", "roles": ["reader"], **OURS},
    {"sub": "chef", "email": "chef@vores.example", "roles": ["reader", "administrator"], **OURS},
    {"sub": "gæst", "email": "guest@vores.example", "roles": ["guest"], **OURS},
    {"sub": "uden", "email": "uden@vores.example", **OURS},
    {"sub": "kendt", "email": email_of(Role.READER), "roles": "caseworker", **OURS},
    {
        "sub": "påstået",
        "email": email_of(Role.CASEWORKER),
        "roles": "administrator",
        **OURS,
        "email_verified": False,
    },
    {"sub": "fremmed", "email": "x@y.example", "roles": "reader", "cvr": "87654321"},
    {"sub": "skifter", "email": email_of(Role.READER, ours=False), "roles": "reader", **OURS},
    {"sub": "tavs", "roles": "reader", "cvr": "12345678"},
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with providers.running_provider(PEOPLE) as issuer:
        yield issuer


@pytest.fixture(scope="module")
def app(issuer: str) -> Flask:
    return create_app(
        Config.from_environ(
            {
                "SECRET_KEY": SECRET,
                "DATABASE_URL": "sqlite:////nowhere",
                "OIDC_ISSUER": issuer,
                "OIDC_CLIENT_ID": providers.CLIENT,
                "OIDC_CLIENT_SECRET": providers.CLIENT_SECRET,
                "OIDC_ORGANISATION_CLAIM": "cvr",
            }
        )
    )


@pytest.fixture
def office(app: Flask, empty_database: Path, tmp_path: Path) -> Iterator[Flask]:
    path = shutil.copy(empty_database, tmp_path / "portal.sqlite3")
    app.extensions["engine"] = make_engine(f"sqlite:///{path}")
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def people(office: Flask) -> People:
    people = settle(office)
    with unscoped() as session:
        session.get_one(Organisation, people.our_organisation).external_id = "12345678"
        session.commit()
    return people


def leave(worker: Worker, **fields: str) -> str:
    """Press the button; the provider's address that one is sent to."""
    worker.open("/sign-in")
    worker.send("/single-sign-on", 200, **fields)
    assert worker.response
    return providers.address_in(worker.response.headers["Refresh"])


def come_back(worker: Worker, path: str, status: int = 303) -> Any:
    answer = worker._ask("GET", path)
    assert answer.status_code == status, answer.text
    return answer


def sign_on(worker: Worker, subject: str, status: int = 303) -> Any:
    return come_back(worker, providers.consent(leave(worker), subject), status)


def user_with(email: str) -> User | None:
    with unscoped() as session:
        return session.exec(select(User).where(User.email == email)).first()


def test_a_new_colleague_comes_with_the_role_of_the_claims(office: Flask, people: People) -> None:
    worker = Worker(office)
    page = worker.follow(sign_on(worker, "ny"))
    assert "Ny Fra Login (læser)" in page.text
    user = user_with("ny@vores.example")
    assert user is not None
    assert (user.organisation_id, user.role) == (people.our_organisation, Role.READER)
    assert user.password_hash is None
    worker.open("/account")
    assert "gennem din organisation" in worker.page.text
    assert worker.client.get("/da/staff/account/password").status_code == 404
    worker.open("/users", status=403)


def test_the_greatest_role_counts_and_follows_the_claims(office: Flask, people: People) -> None:
    worker = Worker(office)
    sign_on(worker, "chef")
    chef = user_with("chef@vores.example")
    assert chef is not None
    assert chef.role is Role.ADMINISTRATOR
    with unscoped() as session:
        session.get_one(User, chef.id).role = Role.READER
        session.commit()
    sign_on(Worker(office), "chef")
    worker.open("/users")


def test_the_request_is_as_it_should_be(
    office: Flask, people: People, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from authlib.integrations.requests_client import OAuth2Session

    sent: dict[str, Any] = {}
    fetch = OAuth2Session.fetch_token

    def spy(self: Any, *args: Any, **kwargs: Any) -> Any:
        sent.update(kwargs)
        return fetch(self, *args, **kwargs)

    monkeypatch.setattr(OAuth2Session, "fetch_token", spy)
    worker = Worker(office)
    address = leave(worker)
    asked = providers.query(address)
    assert address.startswith(f"{issuer}/")
    assert asked["redirect_uri"] == "http://localhost/da/staff/single-sign-on/return"
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"].split()[0] == "openid"
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 20
    come_back(worker, providers.consent(address, "ny"))
    digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("gæst", "ikke givet dig adgang"),
        ("uden", "ikke givet dig adgang"),
        ("påstået", "allerede en konto"),
        ("fremmed", "kender ikke den organisation"),
        ("skifter", "kender ikke den organisation"),
        ("tavs", "ingen e-mailadresse"),
        (None, "afbrød"),
    ],
)
def test_who_is_not_let_in_is_told_why(
    office: Flask, people: People, subject: str, said: str
) -> None:
    worker = Worker(office)
    answer = sign_on(worker, subject, 403)
    assert said in answer.text
    worker.open("/", status=401)


def test_an_account_from_before_is_found_by_a_verified_address(
    office: Flask, people: People
) -> None:
    sign_on(Worker(office), "kendt")
    user = user_with(email_of(Role.READER))
    assert user is not None
    assert (user.id, user.subject, user.role) == (
        people.ours[Role.READER],
        "kendt",
        Role.CASEWORKER,
    )


def test_who_is_disabled_stays_out(office: Flask, people: People) -> None:
    sign_on(Worker(office), "ny")
    with unscoped() as session:
        session.exec(select(User).where(User.subject == "ny")).one().disabled = now()
        session.commit()
    assert "spærret" in sign_on(Worker(office), "ny", 403).text


@pytest.mark.parametrize("change", ["state", "code", "iss"])
def test_an_answer_that_was_changed_is_refused(office: Flask, people: People, change: str) -> None:
    worker = Worker(office)
    path = providers.consent(leave(worker), "ny")
    if change == "iss":
        path += "&iss=https%3A%2F%2Fevil.example"
    else:
        path = path.replace(f"{change}=", f"{change}=x")
    come_back(worker, path, 502)
    assert user_with("ny@vores.example") is None


def test_an_answer_is_for_the_browser_that_asked_and_once(office: Flask, people: People) -> None:
    worker, other = Worker(office), Worker(office)
    path = providers.consent(leave(worker), "ny")
    leave(other)
    come_back(other, path, 502)
    come_back(Worker(office), path, 502)
    come_back(worker, path)
    come_back(worker, path, 502)


@pytest.mark.parametrize("claim", ["nonce", "aud", "iss"])
def test_an_id_token_for_something_else_is_refused(
    office: Flask, people: People, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from joserfc import jwt

    decode = jwt.decode

    def forged(*args: Any, **kwargs: Any) -> Any:
        token = decode(*args, **kwargs)
        token.claims[claim] = "something else"
        return token

    monkeypatch.setattr(jwt, "decode", forged)
    sign_on(Worker(office), "ny", 502)
    assert user_with("ny@vores.example") is None


def test_a_provider_that_does_not_answer_is_told(
    office: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        office.extensions,
        "config",
        replace(office.extensions["config"], oidc_issuer="http://127.0.0.1:9"),
    )
    monkeypatch.delitem(office.extensions, "oidc_metadata", raising=False)
    worker = Worker(office)
    worker.open("/sign-in")
    worker.send("/single-sign-on", 502)
    assert "svarer ikke" in worker.said()


def test_what_was_being_done_is_found_again(office: Flask, people: People) -> None:
    worker = Worker(office)
    worker.open("/account", status=401)
    worker.send("/single-sign-on", 200, _kept=worker.hidden("_kept"))
    assert worker.response
    address = providers.address_in(worker.response.headers["Refresh"])
    assert come_back(worker, providers.consent(address, "ny")).location == "/da/staff/account"


def test_without_a_claim_there_is_one_organisation(
    office: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(office.extensions["config"], oidc_organisation_claim=None)
    monkeypatch.setitem(office.extensions, "config", config)
    assert "kender ikke" in sign_on(Worker(office), "ny", 403).text  # there are two


def test_it_is_off_without_settings(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office)
    assert "gennem din organisation" not in worker.open("/sign-in").text
    worker.send("/single-sign-on", 502)
    assert worker.client.get("/da/staff/single-sign-on/return").status_code == 502
