"""Three-valued logic under two readings at once."""

from collections.abc import Iterator
from itertools import product

import pytest

from rules.truth import (
    DISPUTED,
    DISPUTED_AGAINST,
    NARROW,
    NO,
    UNKNOWN,
    VERDICT,
    WIDE,
    YES,
    Truth,
    Verdict,
    both,
    either,
    negated,
    open_bits,
    readings,
    truth,
)

#: What a truth can be: in each reading *yes*, *no* or either.
T, F, U = "T", "F", "U"
KLEENE = (T, F, U)
MAY_BE_YES, MAY_BE_NO = (0b0001, 0b0010), (0b0100, 0b1000)


def made(narrow: str, wide: str) -> Truth:
    """A truth, bit by bit, from what each reading says."""
    bits = 0
    for reading, value in enumerate((narrow, wide)):
        if value in (T, U):
            bits |= MAY_BE_YES[reading]
        if value in (F, U):
            bits |= MAY_BE_NO[reading]
    return bits


def split(value: Truth) -> tuple[str, str]:
    """What each reading says."""
    names = {(True, False): T, (False, True): F, (True, True): U}
    narrow, wide = (
        names[bool(value & MAY_BE_YES[reading]), bool(value & MAY_BE_NO[reading])]
        for reading in (0, 1)
    )
    return narrow, wide


ALL = [made(narrow, wide) for narrow, wide in product(KLEENE, KLEENE)]

AND = {
    (T, T): T, (T, F): F, (T, U): U,
    (F, T): F, (F, F): F, (F, U): F,
    (U, T): U, (U, F): F, (U, U): U,
}  # fmt: skip
OR = {
    (T, T): T, (T, F): T, (T, U): T,
    (F, T): T, (F, F): F, (F, U): U,
    (U, T): T, (U, F): U, (U, U): U,
}  # fmt: skip
NOT = {T: F, F: T, U: U}


def smaller(value: Truth) -> Iterator[Truth]:
    """What the truth can become when something is learnt: some bits gone, none added."""
    return (other for other in ALL if other & ~value == 0)


def test_the_names_of_the_truths() -> None:
    assert made(T, T) == YES
    assert made(F, F) == NO
    assert made(U, U) == UNKNOWN
    assert made(F, T) == DISPUTED
    assert made(T, F) == DISPUTED_AGAINST
    assert NARROW | WIDE == UNKNOWN
    assert NARROW & WIDE == 0


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_and_or_reading_by_reading(a: Truth, b: Truth) -> None:
    pairs = list(zip(split(a), split(b), strict=True))
    assert split(both(a, b)) == tuple(AND[pair] for pair in pairs)
    assert split(either(a, b)) == tuple(OR[pair] for pair in pairs)


@pytest.mark.parametrize("a", ALL)
def test_not_reading_by_reading(a: Truth) -> None:
    assert split(negated(a)) == tuple(NOT[value] for value in split(a))
    assert negated(negated(a)) == a


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_de_morgan(a: Truth, b: Truth) -> None:
    assert negated(both(a, b)) == either(negated(a), negated(b))
    assert negated(either(a, b)) == both(negated(a), negated(b))


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_learning_more_only_removes_bits(a: Truth, b: Truth) -> None:
    for less_a, less_b in product(smaller(a), smaller(b)):
        assert both(less_a, less_b) & ~both(a, b) == 0
        assert either(less_a, less_b) & ~either(a, b) == 0
    for less in smaller(a):
        assert negated(less) & ~negated(a) == 0


@pytest.mark.parametrize("a", ALL)
def test_verdicts(a: Truth) -> None:
    narrow, wide = split(a)
    if U in (narrow, wide):
        expected = Verdict.UNKNOWN
    elif narrow != wide:
        expected = Verdict.DISPUTED
    else:
        expected = Verdict.YES if narrow == T else Verdict.NO
    assert VERDICT[a] is expected


@pytest.mark.parametrize("a", ALL)
def test_a_settled_verdict_is_never_taken_back(a: Truth) -> None:
    if VERDICT[a] is not Verdict.UNKNOWN:
        assert {VERDICT[less] for less in smaller(a)} == {VERDICT[a]}


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_one_truth_from_two_readings(a: Truth, b: Truth) -> None:
    assert split(readings(a, b)) == (split(a)[0], split(b)[1])


def test_facts() -> None:
    assert truth(True) == YES
    assert truth(False) == NO
    assert truth(None) == UNKNOWN


def test_verdicts_as_the_interface_spells_them() -> None:
    assert [str(v) for v in Verdict] == ["yes", "no", "disputed", "unknown"]
    assert len(VERDICT) == 16


@pytest.mark.parametrize("a", ALL)
def test_the_bits_of_the_readings_that_are_open(a: Truth) -> None:
    narrow, wide = split(a)
    assert open_bits(a) == (NARROW if narrow == U else 0) | (WIDE if wide == U else 0)
