"""A person in the conversation, and a matcher that says what a test tells it to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from portal.matching import Answer, Kind, Match, Verdict
from tests.portal.pages import Element, fields, read


@dataclass
class Standin:
    """Says the same to everything, and remembers what it was asked."""

    verdict: Verdict = Verdict.NONE
    topics: Sequence[str] = ()
    kind: Kind = Kind.QUESTION
    emergency: str = ""
    language: str = ""
    asked: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def match(self, q: str, lang: str, context: Sequence[str] = ()) -> Match:
        self.asked.append((q, lang, tuple(context)))
        answers = tuple(Answer(topic, 0.9) for topic in self.topics)
        return Match(self.verdict, answers, self.language or lang, self.kind, self.emergency)


@dataclass(repr=False)
class Talk:
    """A conversation; ``page`` as it stands, ``status`` of the last answer."""

    client: FlaskClient
    lang: str = "da"
    page: Element = field(default_factory=lambda: Element("", {}))
    html: str = ""

    def __post_init__(self) -> None:
        self.page = read(self.client.get(f"/{self.lang}/ask"))

    @property
    def state(self) -> str:
        states = {i.attrs["value"] for i in self.page.all("input") if i.has("name", "state")}
        assert len(states) == 1, "every form of the page carries the same conversation"
        return states.pop()

    def say(self, text: str, status: int = 200) -> "Talk":
        return self.post({"q": text}, status)

    def press(self, value: str) -> "Talk":
        """Press a button that stands on the page."""
        (button,) = self.page.all("button", value=value)
        return self.post({button.attrs["name"]: value, **self._with(button)})

    def give(self, form: Mapping[str, str], status: int = 200) -> "Talk":
        """Answer the question on the page."""
        question = self.page.first("form", class_="asked")
        asked = fields_of(question)["asked"]
        return self.post({"asked": asked, **form}, status)

    def post(self, form: Mapping[str, str], status: int = 200) -> "Talk":
        response = self.client.post(f"/{self.lang}/ask", data={"state": self.state, **form})
        assert response.headers["Cache-Control"] == "no-store"
        self.html = response.text
        self.page = read(response, status)
        return self

    def _with(self, button: Element) -> dict[str, str]:
        forms = (f for f in self.page.all("form") if any(b is button for b in f.all("button")))
        sent = fields_of(next(forms))
        return {"asked": sent["asked"]} if "asked" in sent else {}

    @property
    def turns(self) -> list[Element]:
        return list(self.page.all("section", class_="turn"))

    @property
    def latest(self) -> Element:
        """The latest turn, which is where the page is scrolled to."""
        latest = self.page.first(id="latest")
        assert latest is self.turns[-1]
        return latest

    @property
    def reply(self) -> str:
        return self.latest.first("div", class_="theirs").text

    @property
    def mine(self) -> str:
        return self.latest.first("div", class_="mine").text

    @property
    def asked(self) -> str | None:
        """The question of the guide that stands on the page."""
        form = next(self.page.all("form", class_="asked"), None)
        return fields_of(form)["asked"] if form else None

    @property
    def buttons(self) -> list[str]:
        return [b.attrs.get("value", "") for b in self.latest.all("button")]


def fields_of(form: Element) -> dict[str, str]:
    wrapped = Element("", {}, [Element("main", {}, [form])])
    return fields(wrapped)
