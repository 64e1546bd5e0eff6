"""Pages that are rendered once and filled in: the same as if rendered for the person alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.guide import prepared, views
from portal.tokens import answer_tokens
from rules.facts import Reason, Tenure
from rules.interview import BY_ID

#: two households of whom nothing may be seen on the other's page
ONE: Mapping[str, Any] = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "months_away": Decimal(14),
    "increase_announced": date(2019, 7, 23),
}
OTHER = {**ONE, "tenure": Tenure.PROTECTED_ROOM, "increase_announced": date(2021, 2, 17)}
QUESTIONS = ("lease_start", "agrees_to_longer", "rent_increase", "months_away", "offer_kind")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    prepared._pages.clear()
    yield
    prepared._pages.clear()


def _address(client: FlaskClient, lang: str, answers: Mapping[str, Any], question: str) -> str:
    with client.application.app_context():
        return f"/{lang}/guide/{answer_tokens().write(answers)}/main/{question}"


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_kept_page_is_what_the_person_alone_would_see(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str, question: str
) -> None:
    addresses = [_address(visitor, lang, answers, question) for answers in (ONE, OTHER)]
    with_kept = [visitor.get(address).text for address in addresses]
    monkeypatch.setattr(views, "can_be_prepared", lambda *_: False)
    assert with_kept == [visitor.get(address).text for address in addresses]
    own = [address.split("/")[3] for address in addresses]
    assert own[1] not in with_kept[0]
    assert own[0] not in with_kept[1]


def test_the_first_page_is_kept_as_it_is(visitor: FlaskClient) -> None:
    pages = [
        [visitor.get(address).text for address in ("/da/guide/", "/da/guide/0/main/reason")]
        for _ in range(2)
    ]
    assert pages[0] == pages[1]
    assert all('action="/da/guide/0/main/reason"' in page for page in pages[0])
    assert len(prepared._pages) == 2


def test_what_is_kept_holds_no_token(visitor: FlaskClient) -> None:
    address = _address(visitor, "da", ONE, "lease_start")
    visitor.get(address)
    assert prepared._pages
    token = address.split("/")[3].encode()
    assert not [page for page in prepared._pages.values() if token in page]


def test_another_host_does_not_name_itself_on_the_page_of_others(visitor: FlaskClient) -> None:
    assert "evil.example" in visitor.get("/da/guide/", headers={"Host": "evil.example"}).text
    assert "evil.example" not in visitor.get("/da/guide/").text


def test_the_oldest_makes_room(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_MOST", 2)
    for lang in ("da", "en", "ar"):
        visitor.get(f"/{lang}/guide/")
    assert [key[0][0] for key in prepared._pages] == ["en", "ar"]  # type: ignore[index]


def test_only_what_is_the_same_for_everyone_is_kept(visitor: FlaskClient) -> None:
    visitor.get(_address(visitor, "da", ONE, "months_away"))  # answered
    visitor.get(_address(visitor, "da", ONE, "lease_start") + "?beside=da")
    visitor.post(_address(visitor, "da", ONE, "lease_start"), data={})  # an error
    visitor.get(_address(visitor, "da", ONE, "rent_increase"))  # names the year of the threshold
    assert prepared._pages == {}


def test_a_token_that_an_address_would_write_otherwise_is_not_put_in() -> None:
    question = BY_ID["lease_start"]
    assert prepared.can_be_prepared(question, "gAAAAABp_-" * 3, "da")
    for token in ("1", 'gAAAAABp"<' * 3, "gAAAAABp%3C" * 3, "gAAAAABp\n" * 3):
        assert not prepared.can_be_prepared(question, token, "da")


def test_the_store_does_not_grow_without_end() -> None:
    for number in range(3 * prepared._MOST):
        prepared.page(number, "token", lambda: "page")
    assert len(prepared._pages) <= prepared._MOST
