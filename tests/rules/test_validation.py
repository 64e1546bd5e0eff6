"""What is impossible is an error, with a code and the interface's name of the field."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts import BY_PATH, NOT_YET, SPECS, Facts, HomeKind, Kind, Reason, SelfFound, Tenure
from rules.validation import Code, FactError, InvalidFactsError, check, iso_date, number, read
from tests.rules.households import NOT_SHRINKING, ON, households


def errors(raw: object, on: date = ON) -> list[tuple[str, Code]]:
    with pytest.raises(InvalidFactsError) as caught:
        read(raw, on)
    return [(error.path, error.code) for error in caught.value.errors]


def nested(path: str, value: object) -> dict[str, Any]:
    """`offer.kind` → `{"offer": {"kind": …}}`."""
    group, _, inner = path.rpartition(".")
    return {group: {inner: value}} if group else {path: value}


def paths(*kinds: Kind) -> list[str]:
    return [spec.path for spec in SPECS.values() if spec.kind in kinds]


DATES = paths(Kind.DATE, Kind.DATE_OR_NOT_YET)
WRONG = [
    *[(path, bad, Code.NOT_TRUE_OR_FALSE) for path in paths(Kind.BOOL) for bad in ("yes", 1, [])],
    *[
        (path, bad, Code.UNKNOWN_VALUE)
        for path in paths(Kind.CHOICE)
        for bad in ("castle", "", 1, True, ["tenant"], {}, "TENANT", "Temporary")
    ],
    *[
        (path, bad, Code.NOT_A_NUMBER)
        for path in paths(Kind.COUNT, Kind.NUMBER)
        for bad in (True, "", " 2", "2 ", "two", "1_0", "٣", "NaN", "Infinity", 1.5, [], {}, "²")
    ],
    *[
        (path, bad, Code.NOT_WHOLE)
        for path in paths(Kind.COUNT)
        for bad in ("2.5", Decimal("0.1"), "1e9", -(10**7))
    ],
    *[
        (path, bad, Code.NOT_A_DATE)
        for path in DATES
        for bad in (
            "2026-02-31",
            "2026-13-01",
            "2026-2-1",
            "20260201",
            "2026-W01-1",
            "20250-01-01",
            "2026-11-21T00:00",
            "in spring",
            "",
            20260101,
            True,
            [],
        )
    ],
    *[(path, "not_yet", Code.NOT_A_DATE) for path in paths(Kind.DATE)],
]


@pytest.mark.parametrize(("path", "bad", "code"), WRONG)
def test_wrong_kind_of_value(path: str, bad: object, code: Code) -> None:
    assert errors(nested(path, bad)) == [(path, code)]


def test_a_number_that_is_too_long_is_none() -> None:
    with pytest.raises(InvalidFactsError):
        read({"old_rent": "1" * 31}, ON)
    assert number("1" * 30) == Decimal("1" * 30)


@pytest.mark.parametrize("raw", [[], "text", 7, None, True])
def test_facts_must_be_an_object(raw: object) -> None:
    assert errors(raw) == [("facts", Code.NOT_AN_OBJECT)]


@pytest.mark.parametrize("group", ["offer", "notice"])
@pytest.mark.parametrize("bad", [[], "text", 7, True])
def test_groups_must_be_objects(group: str, bad: object) -> None:
    assert errors({group: bad}) == [(group, Code.NOT_AN_OBJECT)]


def test_a_group_may_be_left_open() -> None:
    assert read({"offer": None, "notice": {}}, ON) == Facts()


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"colour": None}, "colour"),
        ({"offer": {"colour": "red"}}, "offer.colour"),
        ({"notice": {"kind": "temporary"}}, "notice.kind"),
        ({"offer_kind": "temporary"}, "offer_kind"),
        ({"offer.kind": "temporary"}, "offer.kind?"),
        ({"x" * 300: 1}, "x" * 80),
    ],
)
def test_unknown_facts(raw: dict[str, Any], path: str) -> None:
    assert errors(raw) == [(path, Code.UNKNOWN_FACT)]


COUNTED = [(s.path, s.low, s.high) for s in SPECS.values() if s.kind is Kind.COUNT]
MEASURED = [(s.path, s.low, s.high) for s in SPECS.values() if s.kind is Kind.NUMBER]


@pytest.mark.parametrize(("path", "low", "high"), COUNTED + MEASURED)
def test_limits_of_numbers(path: str, low: Decimal, high: Decimal) -> None:
    step = Decimal(1) if (path, low, high) in COUNTED else Decimal("0.01")
    for allowed in (low, high):
        assert read(nested(path, str(allowed)), ON).known() == {BY_PATH[path]: allowed}
    assert limit_of(nested(path, str(low - step))) == (path, Code.TOO_SMALL, low)
    assert limit_of(nested(path, str(high + step))) == (path, Code.TOO_LARGE, high)


def limit_of(raw: object, on: date = ON) -> tuple[str, Code, object]:
    with pytest.raises(InvalidFactsError) as caught:
        read(raw, on)
    (error,) = caught.value.errors
    return error.path, error.code, error.params.get("limit")


@pytest.mark.parametrize("path", DATES)
def test_limits_of_dates(path: str) -> None:
    on = date(2024, 2, 29)
    first, last = date(1900, 1, 1), date(2034, 2, 28)
    spec = SPECS[BY_PATH[path]]
    too_late = Code.IN_THE_FUTURE if spec.past else Code.TOO_LATE
    if spec.past:
        last = on
    if path == "lease_start":
        last, too_late = date(2025, 2, 28), Code.LEASE_TOO_LATE
    for allowed in (first, last):
        assert read(nested(path, allowed.isoformat()), on).known() == {BY_PATH[path]: allowed}
    early, late = date(1899, 12, 31), date.fromordinal(last.toordinal() + 1)
    assert limit_of(nested(path, early.isoformat()), on) == (path, Code.TOO_EARLY, first)
    assert limit_of(nested(path, late.isoformat()), on) == (path, too_late, last)


@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        (
            {"lease_start": "2026-03-02", "vacating_date": "2026-03-01"},
            "vacating_date",
            Code.BEFORE_LEASE,
        ),
        (
            {"offer": {"date": "2026-03-02", "objected": "2026-03-01"}},
            "offer.objected",
            Code.BEFORE_OFFER,
        ),
        (
            {"notice": {"received": "2026-03-02", "objected": "2026-03-01"}},
            "notice.objected",
            Code.BEFORE_NOTICE,
        ),
    ],
)
def test_what_cannot_come_before(raw: dict[str, Any], path: str, code: Code) -> None:
    assert limit_of(raw) == (path, code, date(2026, 3, 2))
    same_day = json.loads(json.dumps(raw).replace("03-01", "03-02"))
    read(same_day, ON)


@pytest.mark.parametrize("reason", ["condemnation", "courtyard"])
def test_some_reasons_imply_a_decision(reason: str) -> None:
    raw = {"reason": reason, "renewal_decision": False}
    assert limit_of(raw) == ("renewal_decision", Code.DECISION_IMPLIED, None)
    assert read({"reason": reason, "renewal_decision": True}, ON).renewal_decision is True
    assert read({"reason": reason}, ON).renewal_decision is None


def test_no_decision_is_possible_otherwise() -> None:
    raw = {"reason": "renovation", "renewal_decision": False}
    assert read(raw, ON) == Facts(reason=Reason.RENOVATION, renewal_decision=False)


def test_every_error_at_once() -> None:
    raw = {
        "tenure": "castle",
        "persons": 0,
        "offer": {"date": "2026-02-31", "rooms": 61},
        "notice": 7,
        "colour": 1,
        "lease_start": "2028-01-01",
    }
    assert set(errors(raw)) == {
        ("tenure", Code.UNKNOWN_VALUE),
        ("persons", Code.TOO_SMALL),
        ("offer.date", Code.NOT_A_DATE),
        ("offer.rooms", Code.TOO_LARGE),
        ("notice", Code.NOT_AN_OBJECT),
        ("colour", Code.UNKNOWN_FACT),
        ("lease_start", Code.LEASE_TOO_LATE),
    }


def test_the_error_names_field_and_code_only() -> None:
    with pytest.raises(InvalidFactsError) as caught:
        read({"persons": 0, "tenure": "castle"}, ON)
    assert sorted(str(caught.value).split(", ")) == [
        "persons: too_small",
        "tenure: unknown_value",
    ]


def test_what_is_null_is_not_known() -> None:
    assert read({"tenure": None, "offer": {"kind": None}, "persons": None}, ON) == Facts()


def test_values_become_what_the_rules_use() -> None:
    facts = read(
        {
            "tenure": "andel",
            "home_ready": False,
            "persons": "3.0",
            "months_away": "0.5",
            "old_rent": 5000,
            "new_rent": Decimal("6912.25"),
            "lease_start": "2025-02-01",
            "raised_rent_first_paid": "not_yet",
            "self_found": "no",
            "offer": {"kind": "permanent", "rooms": 2},
        },
        ON,
    )
    assert facts == Facts(
        tenure=Tenure.ANDEL,
        home_ready=False,
        persons=3,
        months_away=Decimal("0.5"),
        old_rent=Decimal(5000),
        new_rent=Decimal("6912.25"),
        lease_start=date(2025, 2, 1),
        raised_rent_first_paid=NOT_YET,
        self_found=SelfFound.NO,
        offer_kind=HomeKind.PERMANENT,
        offer_rooms=2,
    )
    assert type(facts.persons) is int
    assert type(facts.old_rent) is Decimal
    assert read({"raised_rent_first_paid": "2027-01-01"}, ON).raised_rent_first_paid == date(
        2027, 1, 1
    )


def test_a_million_persons_are_too_many_but_whole() -> None:
    assert errors({"persons": 10**6}) == [("persons", Code.TOO_LARGE)]
    assert errors({"persons": 10**6 + 1}) == [("persons", Code.NOT_WHOLE)]


@pytest.mark.parametrize("raw", ["-1", "+2", "1e2", "0.50", ".5"])
def test_plain_decimal_strings(raw: str) -> None:
    assert number(raw) == Decimal(raw)


def test_a_day() -> None:
    assert iso_date("2024-02-29") == date(2024, 2, 29)


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as they are sent: dates and amounts as text, groups as objects."""
    raw: dict[str, Any] = {}
    for name, value in facts.known().items():
        group, _, inner = SPECS[name].path.rpartition(".")
        target = raw.setdefault(group, {}) if group else raw
        target[inner] = value if isinstance(value, bool | int) else str(value)
    return raw


@settings(max_examples=150, deadline=None, phases=NOT_SHRINKING)
@given(households())
def test_valid_facts_come_back_as_they_were(facts: Facts) -> None:
    assert check(facts, ON) == []
    assert read(as_json(facts), ON) == facts
    assert read(json.loads(json.dumps(as_json(facts))), ON) == facts


KEYS = st.sampled_from([*BY_PATH, "offer", "notice", "kind", "rooms", "date"]) | st.text(max_size=9)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=31)
    | st.sampled_from(["tenant", "not_yet", "2026-11-21", "9999-12-31", "0001-01-01", "1e999999"])
    | st.dates().map(str)
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None, phases=NOT_SHRINKING)
@given(JSON | st.dictionaries(KEYS, JSON, max_size=12))
def test_whatever_is_sent_is_facts_or_errors(raw: object) -> None:
    try:
        facts = read(raw, ON)
    except InvalidFactsError as error:
        found = error.errors
    else:
        found = check(facts, ON)
        assert found == []
        return
    assert found
    assert all(isinstance(each, FactError) for each in found)
