"""A person at the guide: reads the question, answers it from what they know, and goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from portal.i18n import ascii_digits
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind
from rules.interview import BY_ID, Part, Question
from tests.portal.pages import Element, links, read

MOST_QUESTIONS = 40


def form(question: Question, facts: Mapping[str, Any]) -> dict[str, str]:
    """What a person who knows these facts fills in on the page of a question."""
    known = {name: facts[name] for name in question.fields if facts.get(name) is not None}
    if not known and any(SPECS[n].kind not in (Kind.CHOICE, Kind.BOOL) for n in question.facts):
        return {"unknown": "1"}
    sent: dict[str, str] = {}
    for name in question.fields:
        sent |= _field(name, known.get(name), name in question.extra)
    return sent


def _field(name: str, value: Any, extra: bool) -> dict[str, str]:
    kind = SPECS[name].kind
    if kind in (Kind.CHOICE, Kind.BOOL):
        if extra:
            return {name: "1"} if value else {}
        plain = {True: "yes", False: "no", None: "unknown"}
        return {name: plain[value] if value in plain else str(value)}
    if value is None:
        return {}
    if value == NOT_YET:
        return {NOT_YET: "1"}
    if isinstance(value, Month):
        return {f"{name}_text": f"{value.month}/{value.year}"}
    if isinstance(value, date):
        return {
            f"{name}_day": str(value.day),
            f"{name}_month": str(value.month),
            f"{name}_year": str(value.year),
        }
    return {name: str(value)}


@dataclass(repr=False)
class Journey:
    """A way through the guide. ``asked``: the questions in turn; ``addresses``: all that it saw."""

    client: FlaskClient
    facts: Mapping[str, Any]
    lang: str = "da"
    asked: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    address: str = ""
    page: Element = field(default_factory=lambda: Element("", {}))

    def begin(self) -> "Journey":
        """To the main answer."""
        return self._to(f"/{self.lang}/guide/").go_on()

    def open(self, address: str) -> "Journey":
        """To an address, and from there to the end of its part."""
        return self._to(address).go_on()

    def further(self, *parts: Part) -> "Journey":
        """Through the parts that the result page invites to, one after the other."""
        for part in parts:
            while address := self.invitation(part):
                self.open(address)
        return self

    def invitation(self, part: Part) -> str | None:
        """Where the result page invites to a part, or None."""
        ways = self.page.all("section")
        section = next((s for s in ways if s.has("aria-labelledby", "further")), None)
        found = [a for a in links(section) if f"/{part}/" in a] if section else []
        return found[0] if found else None

    @property
    def token(self) -> str:
        return self.address.split("/")[3]

    def go_on(self) -> "Journey":
        """Answer until the answer comes."""
        for _ in range(MOST_QUESTIONS):
            if self.address.endswith("/result"):
                return self
            self.answer()
        raise AssertionError(f"asked without end: {self.asked}")

    def answer(self, sent: Mapping[str, str] | None = None) -> "Journey":
        """Answer the question of the page."""
        action = self.page.first("form").attrs["action"]
        question = BY_ID[action.rpartition("/")[2]]
        self.asked.append(question.id)
        self.remaining_is_told()
        response = self.client.post(action, data=sent or form(question, self.facts))
        assert response.status_code == 303, (question.id, read(response, 422).text)
        assert response.headers["Cache-Control"] == "no-store"
        return self._to(response.location)

    def remaining_is_told(self) -> None:
        told = self.page.first("p", class_="progress").text
        assert told, "the page says how far it is"
        assert ascii_digits(told)

    def _to(self, address: str) -> "Journey":
        self.address = address
        self.addresses.append(address)
        response = self.client.get(address)
        if not address.endswith("/guide/"):
            assert response.headers["Cache-Control"] == "no-store"
        self.page = read(response)
        return self
