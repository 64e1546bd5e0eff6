"""Every outcome, stage and item has its drawing, and a page carries those that it shows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import brotli
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import pictures
from portal.i18n import LANGUAGES
from portal.words import words
from rules.checklist import ITEM_IDS
from rules.course import STAGE_IDS
from rules.outcomes import Law, Rehousing
from rules.strict_yaml import read_mapping
from tests.browser.states import DAY, DEMOLITION, OTHER_PAGES, QUESTION_PAGES, RESULTS
from tests.browser.states import result_address as address_of
from tests.portal import pages

#: bytes that the drawings of one page may add to it as it is sent
MOST_BYTES = 4_500
_FILE = read_mapping(pictures._FILE)
_KEYS = {"course": "stages", "checklist": "items"}
#: nothing is known to come
WITHOUT_STAGES = {("course", name) for name in ("unknown", "no-reason", "if-decided")}
_NOT_DRAWN = {"ways", "ways_by_reason"}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(DAY, tick=False):
        yield


@pytest.fixture
def drawings(app: Flask) -> Mapping[str, Any]:
    drawn: Mapping[str, Any] = app.jinja_env.get_template(
        "components/pictures.html"
    ).module.drawings  # type: ignore[attr-defined]
    return drawn


def outcomes() -> Iterator[tuple[str, str]]:
    """Every short answer that there are words for, and the causes it has variants for."""
    tree = words("da").branch("outcomes")
    laws = [law for law in Law if law in tree and law is not Law.NONE]
    for branch in [tree, *(words("da").branch("outcomes", law) for law in laws)]:
        for name in branch:
            if name in laws or name in _NOT_DRAWN:
                continue
            texts = branch[name]
            assert isinstance(texts, Mapping)
            yield name, ""
            for part in texts:
                if part.startswith("answer_"):
                    yield name, part.removeprefix("answer_")


def address(page: str, answers: Mapping[str, Any]) -> str:
    return f"/{page}/{address_of(answers).split('/')[2]}"


def test_every_outcome_has_a_drawing() -> None:
    found = set(outcomes())
    assert {name for name, _ in found} == {*Rehousing, "no_act", "which_law", "which_reason"}
    for name, cause in found:
        assert pictures.of_outcome(name, cause), (name, cause)
    # And no line speaks of an answer or a cause that is not there.
    told = {f"{name}_{cause}" if cause else name for name, cause in found}
    assert set(_FILE["outcomes"]) <= told


def test_every_stage_and_every_item_has_a_drawing() -> None:
    # The yearly steps of the support stand inside of its stage.
    alone = {stage for stage in STAGE_IDS if not stage.startswith("support_")}
    assert set(_FILE["stages"]) == alone
    office = set(words("da").branch("checklist", "office_items"))
    assert set(_FILE["items"]) == {*ITEM_IDS, *office}


def test_an_item_of_an_office_has_one_too() -> None:
    assert pictures.of_item("own-7") == _FILE["own_item"]


def test_nothing_is_drawn_in_vain(drawings: Mapping[str, Any]) -> None:
    kinds = ("outcomes", "stages", "items")
    used = {name for kind in kinds for name in _FILE[kind].values()} | {_FILE["own_item"]}
    assert used == set(drawings)
    assert list(drawings) == sorted(drawings)


def test_a_cause_can_have_a_drawing_of_its_own() -> None:
    assert pictures.of_outcome("none", "nothing_to_leave") == "stay"
    assert pictures.of_outcome("none", "two_year") == pictures.of_outcome("none") == "no_right"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", RESULTS)
def test_the_answer_begins_with_its_drawing(client: FlaskClient, lang: str, name: str) -> None:
    page = pages.read(client.get(f"/{lang}{address_of(RESULTS[name])}"))
    large = [svg for svg in page.all("svg", class_="picture") if svg.attrs["width"] == "96"]
    assert len(large) == 1
    assert large[0].attrs["aria-hidden"] == "true"


def test_answers_side_by_side_have_one_each(client: FlaskClient) -> None:
    page = pages.read(client.get(f"/da{address_of(RESULTS['no-reason'])}"))
    cards = list(page.all("li", class_="card"))
    assert len(cards) >= 2
    assert all(len(list(card.all("svg", class_="picture"))) == 1 for card in cards)


@pytest.mark.parametrize("kind", ["course", "checklist"])
@pytest.mark.parametrize("name", RESULTS)
def test_each_has_its_drawing_and_each_drawing_is_sent_once(
    client: FlaskClient, kind: str, name: str
) -> None:
    response = client.get(f"/da{address(kind, RESULTS[name])}")
    page = pages.read(response)
    drawn = _FILE[_KEYS[kind]]
    rows = [li for li in page.all("li") if li.attrs.get("id") in drawn]
    assert rows or (kind, name) in WITHOUT_STAGES
    for row in rows:
        (picture,) = row.all("svg", class_="picture")
        assert picture.attrs["aria-hidden"] == "true"
        assert picture.first("use").attrs["href"] == f"#drawing-{drawn[row.attrs['id']]}"
    sent = [symbol.attrs["id"] for symbol in page.all("symbol")]
    used = {use.attrs["href"].removeprefix("#") for use in page.all("use")}
    assert len(sent) == len(used)
    assert set(sent) == used


@pytest.mark.parametrize("kind", ["course", "checklist", "result"])
def test_drawings_are_light(client: FlaskClient, kind: str) -> None:
    at = address_of(DEMOLITION) if kind == "result" else address(kind, DEMOLITION)
    html = client.get(f"/ar{at}").text
    bare = re.sub(r'<svg class="(picture|symbols).*?</svg>', "", html, flags=re.DOTALL)
    assert len(bare) < len(html)
    assert weight(html) - weight(bare) <= MOST_BYTES


def weight(html: str) -> int:
    return len(brotli.compress(html.encode(), quality=5))


@pytest.mark.parametrize("name", ["start", "guide"])
def test_a_first_visit_carries_none(client: FlaskClient, name: str) -> None:
    assert "<symbol" not in client.get(f"/da{OTHER_PAGES[name]}").text
    assert 'class="picture' not in client.get(f"/da{QUESTION_PAGES['question-tenure']}").text


def test_what_has_a_direction_turns(client: FlaskClient, drawings: Mapping[str, Any]) -> None:
    assert {"away_and_back", "for_good", "move_in", "move_out", "return_home"} <= {
        name for name, drawn in drawings.items() if drawn.get("turns")
    }
    page = pages.read(client.get(f"/ar{address_of(RESULTS['temporary'])}"))
    assert "turns" in page.first("svg", width="96").attrs["class"].split()
