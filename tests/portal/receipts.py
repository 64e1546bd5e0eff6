"""What a person does with a receipt, and what stands on it."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from portal.guide.result import Result
from portal.receipt import memory
from portal.receipt.packing import Told
from tests.browser.states import Answers
from tests.portal import pages


def token_of(visitor: FlaskClient, answers: Answers) -> str:
    """The answers as they stand in an address."""
    return str(visitor.application.extensions["answer_tokens"].write(answers))


def receipt(visitor: FlaskClient, answers: Answers, lang: str = "da") -> pages.Element:
    response = visitor.get(f"/{lang}/receipt/{token_of(visitor, answers)}")
    assert response.headers["Cache-Control"] == "no-store"
    return pages.read(response)


def code_on(page: pages.Element) -> str:
    return page.first("p", class_="code").text


def enter(visitor: FlaskClient, code: str, lang: str = "da") -> str:
    """Where a code leads."""
    response = visitor.post(f"/{lang}/receipt/", data={"code": code})
    assert response.status_code == 303, pages.errors(pages.read(response, 422))
    assert response.headers["Cache-Control"] == "no-store"
    assert not [group for group in code.split() if len(group) == 5 and group in response.location]
    return response.location


def again(visitor: FlaskClient, told: Told, portal: Flask, lang: str = "da") -> pages.Element:
    """The comparison for what was told, with the rules of the visitor's day."""
    with portal.test_request_context(f"/{lang}/"):
        link = memory.link_of(told)
    response = visitor.get(f"/{lang}/receipt/again/{link}")
    assert response.headers["Cache-Control"] == "no-store"
    return pages.read(response)


def told_on(portal: Flask, answers: Answers, day: date) -> Told:
    with portal.test_request_context("/da/"):
        return memory.told_by(Result(answers, "0", day))


def then_now(page: pages.Element, title: str) -> list[str]:
    """What stands under *then* and *now* at a heading."""
    item = next(i for i in page.all("li") if any(title in h.text for h in i.all("h3")))
    return [each.text for each in item.all("dd")]


def plain(text: str) -> str:
    """As `Element.text` gives it."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
