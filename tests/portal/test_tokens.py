"""Answers in the address: what goes in comes out, and nothing else opens."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from portal.tokens import EMPTY, AnswerTokens, Sealed, TokenError
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind, Spec
from rules.interview import QUESTION_OF

KEYS = ("the first key of two, long enough to be taken", "an older key, which only reads by now")
TOKENS = AnswerTokens(KEYS, 30, "answers")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ANSWERS: dict[str, Any] = {
    "reason": SPECS["reason"].enum("demolition"),  # type: ignore[misc]
    "months_away": None,
    "lease_start": Month(2025, 3),
    "raised_rent_first_paid": NOT_YET,
    "old_rent": Decimal("4385.50"),
    "renewal_decision": False,
}

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
months = st.builds(Month, st.integers(1900, 2099), st.integers(1, 12))


def values(spec: Spec) -> st.SearchStrategy[Any]:
    if spec.kind is Kind.BOOL:
        return st.booleans()
    if spec.enum is not None:
        return st.sampled_from(spec.enum)
    if spec.kind is Kind.COUNT:
        return st.integers(int(spec.low), int(spec.high))
    if spec.kind is Kind.NUMBER:
        return st.decimals(spec.low, spec.high, places=2)
    dates = days | months
    return dates | st.just(NOT_YET) if spec.kind is Kind.DATE_OR_NOT_YET else dates


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Some answers, in some order, *ved ikke* among them."""
    names = draw(st.lists(st.sampled_from(list(SPECS)), unique=True))
    return {name: draw(st.none() | values(SPECS[name])) for name in names}


@given(answers())
def test_what_goes_in_comes_out_in_the_same_order(given_: dict[str, Any]) -> None:
    opened = TOKENS.read(TOKENS.write(given_))
    assert list(opened.items()) == list(given_.items())
    assert [type(value) for value in opened.values()] == [type(v) for v in given_.values()]


def test_a_token_fits_an_address_and_shows_nothing() -> None:
    everything = {name: ANSWERS.get(name) for name in SPECS} | ANSWERS
    token = TOKENS.write(everything)
    assert set(token) <= set(ALPHABET)
    assert len(token) < 1000
    assert token != TOKENS.write(everything), "the same answers do not look the same"
    asked = {name: everything[name] for name in QUESTION_OF}
    assert len(TOKENS.write(asked)) < 700, "short enough for a QR code that a phone reads"


def test_no_answers_are_a_plain_word() -> None:
    assert TOKENS.write({}) == EMPTY
    assert TOKENS.read(EMPTY) == {}


TOKEN = TOKENS.write(ANSWERS)


# Not parametrized by the token: each process of a run writes another, of another length.
def test_a_token_cut_short_does_not_open() -> None:
    for length in range(len(TOKEN)):
        with pytest.raises(TokenError):
            TOKENS.read(TOKEN[:length])


def test_a_token_with_something_after_it_does_not_open() -> None:
    with pytest.raises(TokenError):
        TOKENS.read(f"{TOKEN}é")


def test_a_token_without_its_beginning_does_not_open() -> None:
    for start in range(1, len(TOKEN)):
        with pytest.raises(TokenError):
            TOKENS.read(TOKEN[start:])


def test_a_changed_character_does_not_open() -> None:
    # The last one may carry bits that stand for nothing.
    for place in range(len(TOKEN) - 1):
        other = "A" if TOKEN[place] != "A" else "B"
        with pytest.raises(TokenError):
            TOKENS.read(TOKEN[:place] + other + TOKEN[place + 1 :])


@given(st.text() | st.text(ALPHABET, min_size=80) | st.binary().map(lambda b: b.decode("latin-1")))
def test_any_text_opens_or_is_a_token_error(text: str) -> None:
    if text != EMPTY:
        with pytest.raises(TokenError):
            TOKENS.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "æøå",
        "سلام",
        "\N{ARABIC-INDIC DIGIT ZERO}",
        "",
        " ",
        "\x00",
        "gAAAA",
        "A" * 10_000,
        "\ud800",
        "../../etc/passwd",
        "%00",
        "0" * 2,
        "null",
    ],
)
def test_odd_texts_do_not_open(text: str) -> None:
    with pytest.raises(TokenError):
        TOKENS.read(text)


def test_a_token_of_another_key_or_purpose_does_not_open() -> None:
    for other in (
        AnswerTokens(("a key that nobody here knows, and long",), 30, "answers"),
        AnswerTokens(KEYS, 30, "sums"),
    ):
        with pytest.raises(TokenError):
            other.read(TOKEN)


def test_keys_rotate() -> None:
    new = AnswerTokens(("the newest key, which writes from now on", *KEYS), 30, "answers")
    assert new.read(TOKEN) == ANSWERS
    with pytest.raises(TokenError):
        TOKENS.read(new.write(ANSWERS))
    forgotten = AnswerTokens(("the newest key, which writes from now on",), 30, "answers")
    with pytest.raises(TokenError):
        forgotten.read(TOKEN)


def test_a_token_is_good_for_its_days() -> None:
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        token = TOKENS.write(ANSWERS)
        clock.shift(timedelta(days=30))
        assert TOKENS.read(token) == ANSWERS
        clock.shift(timedelta(seconds=1))
        with pytest.raises(TokenError):
            TOKENS.read(token)


def test_a_token_from_a_clock_that_runs_ahead_does_not_break() -> None:
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        token = TOKENS.write(ANSWERS)
        clock.shift(timedelta(days=-2))
        with pytest.raises(TokenError):
            TOKENS.read(token)


SEALER = Sealed(KEYS, 30, "answers")


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"reason": "demolition"},
        None,
        7,
        "text",
        [1, 2],
        [[1]],
        [[1, 2, 3]],
        [[-999, None]],
        [[10_000, None]],
        [["reason", None]],
        [[True, "nowhere"]],
        [[2, "no reason"]],
        [[2, ["demolition"]]],
        [[list(SPECS).index("lease_start"), "2025-13"]],
        [[list(SPECS).index("lease_start"), "2025-02-31"]],
        [[list(SPECS).index("lease_start"), "99"]],
        [[list(SPECS).index("lease_start"), 7]],
        [[list(SPECS).index("lease_start"), {"year": 1}]],
        [[list(SPECS).index("old_rent"), "a lot"]],
        [[list(SPECS).index("old_rent"), {}]],
    ],
)
def test_our_own_seal_on_something_else_opens_to_answers_or_a_token_error(value: Any) -> None:
    """As an older version of the portal may have written it."""
    try:
        opened = TOKENS.read(SEALER.seal(value))
    except TokenError:
        return
    assert opened == {}, "only what is no answer at all may open"


def test_a_small_token_that_unpacks_to_much_is_refused() -> None:
    bomb = SEALER.seal("x" * 1_000_000)
    assert len(bomb) < 4000
    with pytest.raises(TokenError):
        SEALER.unseal(bomb)
