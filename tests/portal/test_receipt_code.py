"""The code of a receipt: it gives back what was told, and no mistake in it becomes an answer."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from portal.receipt import code
from portal.receipt.mending import CHECKS, blocks_of, checked, mended, unchecked
from portal.receipt.order import order
from portal.receipt.packing import PackingError, Told, pack, unpack
from portal.receipt.seal import CompactSeal
from portal.tokens import TokenError
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind
from rules.laws import ACTS
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict
from tests.browser.states import PERMANENT
from tests.conftest import SECRET
from tests.rules.households import NOT_SHRINKING, ON, RANDOMS, household

SEAL = CompactSeal([SECRET], "receipt code")
FINDINGS = list(dict.fromkeys(finding.id for act in ACTS.values() for finding in act.findings))
#: on paper since the first day; never to be changed, or papers in drawers no longer open
PAPER = "FW1NA 7NGHN 1RR4K 1DY1T NWT8E NC87M WN60R 1JZVA 44BSJ HTWEZ CT7V0 FDD82"


def told(answers: dict[str, Any], random: Random | None = None) -> Told:
    draw = random or Random(7)
    return Told(
        answers=answers,
        day=ON,
        version="13b4",
        law=draw.choice([None, *Law]),
        rehousing=draw.choice(list(Rehousing)),
        verdicts={finding: draw.choice(list(Verdict)) for finding in FINDINGS},
    )


def written(what: Told) -> str:
    return code.spell(SEAL.seal(pack(what)))


def read(typed: str, seal: CompactSeal = SEAL) -> Told:
    return unpack(seal.unseal(code.read(typed, seal.unseal)))


TYPICAL = told(dict(PERMANENT))
CODE = written(TYPICAL)
PLAIN = CODE.replace(" ", "")


def answers_of(random: Random) -> dict[str, Any]:
    """Answers in any order, some *ved ikke*, some dates known to the month."""
    known = household(random).known()
    answers = {name: known.get(name) for name in SPECS if name in known or random.random() < 0.1}
    for name, value in answers.items():
        if isinstance(value, date) and random.random() < 0.2:
            answers[name] = Month(value.year, value.month)
        elif SPECS[name].kind is Kind.NUMBER and random.random() < 0.3:
            answers[name] = Decimal(random.randrange(10**9)).scaleb(-random.randrange(9))
    names = list(answers)
    random.shuffle(names)
    return {name: answers[name] for name in names}


@settings(max_examples=150, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_everything_comes_back(random: Random) -> None:
    what = told(answers_of(random), random)
    back = read(written(what))
    assert back == what
    assert list(back.answers) == list(what.answers)
    assert {type(v) for v in back.answers.values()} == {type(v) for v in what.answers.values()}


@pytest.mark.parametrize("kind", Kind)
def test_the_ends_of_what_can_be_answered(kind: Kind) -> None:
    ends: dict[Kind, list[Any]] = {
        Kind.BOOL: [True, False],
        Kind.COUNT: [0, 60],
        Kind.NUMBER: [
            Decimal(0),
            Decimal("0.01"),
            Decimal("999999.99"),
            Decimal("1.2345678901234"),
        ],
        Kind.DATE: [date(1900, 1, 1), date(2036, 11, 21), Month(1900, 1), Month(2036, 12)],
        Kind.DATE_OR_NOT_YET: [NOT_YET, date(1900, 1, 1)],
    }
    for name, spec in SPECS.items():
        values = list(spec.enum or ()) if kind is Kind.CHOICE else ends[kind]
        for value in (None, *values):
            if spec.kind is kind:
                assert read(written(told({name: value}))).answers == {name: value}


def test_a_typical_code_is_short() -> None:
    assert len(PERMANENT) == 8
    assert len(PAPER.replace(" ", "")) <= 60


def test_a_code_on_paper_still_opens() -> None:
    """Changed order, packing or keys would end the papers that people have."""
    back = read(PAPER)
    assert back.answers == dict(PERMANENT)
    assert back.day == ON
    assert (back.version, back.law, back.rehousing) == (
        "13b4",
        Law.BYFORNYELSE,
        Rehousing.PERMANENT,
    )
    assert back.verdicts["permanent_right"] is Verdict.YES


def test_every_name_has_a_number() -> None:
    """Add what is new at the END of its list in portal/receipt/order.yaml."""
    names = order()
    assert set(names.facts.names) >= set(SPECS)
    assert set(names.findings.names) >= set(FINDINGS)
    assert set(names.laws.names) >= set(Law)
    assert set(names.rehousing.names) >= set(Rehousing)
    for fact, spec in SPECS.items():
        if spec.enum is not None:
            assert set(names.choices[fact].names) >= set(spec.choices), fact
            assert len(names.choices[fact].names) <= 16


def test_what_the_order_lacks_is_refused() -> None:
    with pytest.raises(PackingError):
        pack(told({"no_such_fact": True}))
    for data in (b"", b"\x00", b"\xff" * 40, pack(TYPICAL)[:12]):
        with pytest.raises(PackingError):
            unpack(data)


WAYS_TO_WRITE: dict[str, Callable[[str], str]] = {
    "small": str.lower,
    "without spaces": lambda text: text.replace(" ", ""),
    "hyphens": lambda text: text.replace(" ", "-"),
    "lines": lambda text: text.replace(" ", "\r\n"),
    "look-alikes": lambda text: text.replace("0", "O").replace("1", "l"),
    "capital I": lambda text: text.replace("1", "I").replace("0", "o"),
    "arabic digits": lambda text: text.translate({ord(str(n)): chr(0x660 + n) for n in range(10)}),
    "wide": lambda text: "".join(chr(ord(s) + 0xFEE0) if s != " " else s for s in text),
    "isolated": lambda text: f"\u2066{text}\u2069\u00a0",
    "odd spaces": lambda text: "  ".join(text.replace(" ", "")),
}


@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_however_it_is_written(way: str) -> None:
    assert read(WAYS_TO_WRITE[way](CODE)) == TYPICAL


def mistakes() -> list[tuple[str, set[int]]]:
    """Each code with one mistake, and the groups of the right one that it may be told in."""
    found = []
    for at, sign in enumerate(PLAIN):
        group = at // 5 + 1
        for other in f"{code.ALPHABET}U+Æ"[at % 4 :: 4]:
            if other != sign:
                found.append((PLAIN[:at] + other + PLAIN[at + 1 :], {group}))
        near = {max(1, group - 1), group, min(len(PLAIN) // 5, group + 1)}
        found.append((PLAIN[:at] + PLAIN[at + 1 :], near))
        found.append((PLAIN[:at] + "7" + PLAIN[at:], near))
        if at and PLAIN[at - 1] != sign:
            swapped = PLAIN[: at - 1] + sign + PLAIN[at - 1] + PLAIN[at + 1 :]
            found.append((swapped, {(at - 1) // 5 + 1, group}))
    return found


def test_one_mistake_is_found_and_never_taken() -> None:
    for typed, groups in mistakes():
        with pytest.raises(code.MistypedCodeError) as caught:
            code.read(typed, SEAL.unseal)
        assert caught.value.right == CODE, typed
        told_of = {group.number for group in caught.value.groups}
        assert told_of, typed
        assert told_of <= groups, (typed, told_of, groups)


def test_the_group_is_shown_as_it_was_typed() -> None:
    groups = CODE.split()
    groups[2] = f"{groups[2][:4]}u"
    with pytest.raises(code.MistypedCodeError) as caught:
        code.read(" ".join(groups), SEAL.unseal)
    assert caught.value.groups == [code.WrongGroup(3, groups[2], CODE.split()[2])]


@pytest.mark.parametrize("typed", ["", "  ", "-- \n", "\u2066\u2069"])
def test_nothing_typed(typed: str) -> None:
    with pytest.raises(code.EmptyCodeError):
        code.read(typed, SEAL.unseal)


@pytest.mark.parametrize(
    "typed",
    [
        *("0", "hello", "😀" * 60, "<script>alert(1)</script>", "{{7*7}}" * 9, "A" * 60),
        *("Z" * 5000, PLAIN[:30], PLAIN * 2, PLAIN[::-1], "U" * 62),
    ],
)
def test_what_is_no_code(typed: str) -> None:
    with pytest.raises(code.CodeError) as caught:
        code.read(typed, SEAL.unseal)
    assert not isinstance(caught.value, code.MistypedCodeError)


@settings(max_examples=200)
@given(RANDOMS)
def test_many_mistakes_are_never_another_answer(random: Random) -> None:
    signs = list(PLAIN)
    for _ in range(random.randint(1, 12)):
        signs[random.randrange(len(signs))] = random.choice(code.ALPHABET)
    if "".join(signs) == PLAIN:
        return
    with pytest.raises(code.CodeError) as caught:
        code.read("".join(signs), SEAL.unseal)
    assert getattr(caught.value, "right", CODE) == CODE


def test_another_key_does_not_open_it() -> None:
    for secret, purpose in ((f"{SECRET}2", "receipt code"), (SECRET, "receipt link")):
        seal = CompactSeal([secret], purpose)
        with pytest.raises(code.ForeignCodeError):
            read(CODE, seal)
        with pytest.raises(code.UnreadableCodeError):
            read("7" + CODE[1:] if CODE[0] != "7" else "8" + CODE[1:], seal)


def test_older_keys_still_open_it() -> None:
    rotated = CompactSeal(["a new key of this portal, long enough", SECRET], "receipt code")
    assert read(CODE, rotated) == TYPICAL
    renewed = code.spell(rotated.seal(pack(TYPICAL)))
    assert renewed != CODE
    with pytest.raises(code.ForeignCodeError):
        read(renewed)


@pytest.mark.parametrize("sealed", [b"", b"1234567", SEAL.seal(b"abc")[:-1], b"\0" * 30])
def test_a_seal_that_does_not_open(sealed: bytes) -> None:
    with pytest.raises(TokenError):
        SEAL.unseal(sealed)


def test_a_seal_hides_its_text() -> None:
    sealed = SEAL.seal(b"renovation" * 3)
    assert len(sealed) == 38
    assert b"renovation" not in sealed
    assert SEAL.unseal(sealed) == b"renovation" * 3


@pytest.mark.parametrize("length", [1, 7, 57, 58, 59, 87, 200])
def test_check_signs_mend_one_in_each_block(length: int) -> None:
    random = Random(length)
    signs = [random.randrange(32) for _ in range(length)]
    whole = checked(signs)
    blocks = blocks_of(len(whole))
    assert len(whole) == length + CHECKS * blocks
    assert mended(whole) == whole
    assert unchecked(whole) == signs
    for _ in range(100):
        wrong = list(whole)
        for block in range(blocks):
            place = random.randrange(block, len(whole), blocks)
            wrong[place] ^= random.randrange(1, 32)
        assert mended(wrong) == whole
