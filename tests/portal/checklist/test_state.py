"""What is ticked and noted: how it changes, and how it travels in the address."""

import random
import string

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.checklist.state import (
    MOST_JOINED,
    MOST_SIGNS,
    Change,
    ListTokens,
    NoteTooLongError,
    State,
    as_json,
    from_json,
    read_change,
    seal,
    unseal,
)
from portal.tokens import TokenError, answer_tokens
from rules.checklist import ITEM_IDS
from tests.browser.states import DEMOLITION

STATE = State(DEMOLITION, "case")


def test_a_tick_and_its_undoing() -> None:
    ticked = STATE.after(Change("meters", done=True))
    assert ticked.done == {"meters"}
    assert ticked.after(Change("meters", done=True)) == ticked
    assert ticked.after(Change("meters", done=False)) == STATE


def test_a_note_and_its_undoing() -> None:
    noted = STATE.after(Change("meters", note="Ring"))
    assert noted.notes == {"meters": "Ring"}
    assert noted.after(Change("meters", note="", was="Ring")) == STATE


def test_a_note_of_the_other_phone_is_not_lost() -> None:
    """Both phones show an empty field; one writes, and then the other does."""
    one = STATE.after(Change("meters", note="Ring"))
    both = one.after(Change("meters", note="Skriv"))
    assert both.notes["meters"] == "Ring\nSkriv"
    # A tick from a page made before the note was written leaves the note alone.
    assert one.after(Change("meters", done=True, note="")).notes == {"meters": "Ring"}


def test_the_same_note_sent_twice_stands_once() -> None:
    change = Change("meters", note="Ring")
    assert STATE.after(change).after(change).notes == {"meters": "Ring"}


changes = st.builds(
    Change,
    st.sampled_from(ITEM_IDS[:4]),
    st.sampled_from([True, False, None]),
    st.sampled_from(["", "Ring", None]),
    st.sampled_from(["", "Ring"]),
)


@given(changes, changes)
def test_changes_of_other_items_do_not_touch_each_other(one: Change, two: Change) -> None:
    if one.item != two.item:
        assert STATE.after(one).after(two) == STATE.after(two).after(one)


@given(changes)
def test_doing_it_twice_is_doing_it_once(change: Change) -> None:
    if change.note == change.was or change.was == "":
        once = STATE.after(change)
        assert once.after(change) == once


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"do": "done:meters"}, Change("meters", done=True)),
        ({"do": "open:meters", "note": "x"}, Change("meters", done=False, note="x")),
        (
            {"do": "note:meters", "note": " a\r\nb ", "was": "a"},
            Change("meters", None, "a\nb", "a"),
        ),
        ({"do": "note:meters", "note": "a\tb\ue000\x00"}, Change("meters", None, "a b", "")),
        ({"do": "done:nothing"}, None),
        ({"do": "drop:meters"}, None),
        ({"do": ""}, None),
        ({}, None),
    ],
)
def test_what_was_pressed(form: dict[str, str], expected: Change | None) -> None:
    assert read_change(form) == expected


def test_the_longest_note() -> None:
    form = {"do": "note:meters", "note": "ض" * MOST_SIGNS}
    assert read_change(form)
    with pytest.raises(NoteTooLongError):
        read_change({**form, "note": "ض" * (MOST_SIGNS + 1)})
    # What two phones wrote stays, and may be shortened; it does not grow.
    joined = "a" * (2 * MOST_SIGNS)
    assert read_change({"do": "done:meters", "note": joined, "was": joined})
    assert read_change({"do": "note:meters", "note": joined[:-1], "was": joined})
    with pytest.raises(NoteTooLongError):
        read_change({"do": "note:meters", "note": joined + "b", "was": joined})
    with pytest.raises(NoteTooLongError):
        read_change({"do": "note:meters", "note": "", "was": "b" * (MOST_JOINED + 1)})


def test_the_way_to_the_address_and_back(app: Flask) -> None:
    state = State(DEMOLITION, "case", frozenset({"meters", "keys"}), {"keys": "Hos Ali, 2. sal"})
    with app.test_request_context():
        token = seal(state)
        assert token
        assert unseal(token) == state
        assert "Ali" not in token


def test_the_token_of_the_answers_is_a_list_with_nothing_ticked(app: Flask) -> None:
    with app.test_request_context():
        token = answer_tokens().write(DEMOLITION)
        opened = unseal(token)
        assert (opened.answers, opened.done, opened.notes) == (DEMOLITION, frozenset(), {})
        assert opened.case == answer_tokens().case_of(token)


def test_items_that_are_no_more_are_let_go() -> None:
    found = as_json(State(DEMOLITION, "case", frozenset({"meters"}), {"meters": "x"}))
    found[1].append("gone")
    found[2]["gone"] = "y"
    state = from_json(found)
    assert (state.done, state.notes) == ({"meters"}, {"meters": "x"})


@pytest.mark.parametrize("found", [None, 3, [], [[], [], {}], [["c"], 3, {}], [["c"], [], []]])
def test_what_is_no_list_does_not_open(found: object) -> None:
    with pytest.raises(TokenError):
        from_json(found)


def test_links_that_do_not_open(app: Flask) -> None:
    with app.test_request_context():
        other = ListTokens((Fernet.generate_key().decode(),), 30, "checklist").seal([["c"], [], {}])
        wrong = app.extensions["sum_tokens"].seal([["c"], [], {}])
        for token in (other, wrong, "", "x" * 5000, "æ"):
            with pytest.raises(TokenError):
                unseal(token)


def test_an_address_has_an_end(app: Flask) -> None:
    """A server takes lines of some 4000 signs; what does not fit is said, and never cut."""
    letters = random.Random(1)
    noise = {
        item: "".join(letters.choices(string.ascii_letters, k=MOST_SIGNS)) for item in ITEM_IDS[:20]
    }
    with app.test_request_context():
        assert seal(State(DEMOLITION, "case", frozenset(), noise)) is None
        few = dict(list(noise.items())[:5])
        token = seal(State(DEMOLITION, "case", frozenset(ITEM_IDS), few))
        assert token
        assert len(token) <= ListTokens.longest
        assert unseal(token).notes == few
