"""What the reader of parameter files takes, and what it refuses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules.parameters import NotInForceError, ParameterError, Parameters, Status
from rules.parameters.reading import parse_parameter, read
from rules.sources import cite, parse_texts

TODAY = date(2026, 11, 21)
TEXTS = parse_texts(
    {"BFL": {"name": "n", "kind": "law", "title": "t", "url": "https://example.org/"}}
)
LINE = {"from": date(2024, 1, 1), "value": 3, "status": "official", "checked": TODAY}
NEXT = {**LINE, "from": date(2025, 1, 1)}
ENTRY = {"unit": "months", "rule": "R", "source": {"law": "BFL"}, "values": [LINE]}
MONEY = {**ENTRY, "unit": "kr."}
SPANNED = {"from": date(2024, 1, 1), "low": 1, "high": 2, "status": "span", "checked": TODAY}


def parse(entry: Any) -> Any:
    return parse_parameter("key", entry, "f.yaml: key", TEXTS, {"R"})


def values(*lines: Any, **changes: Any) -> dict[str, Any]:
    return {**ENTRY, "values": list(lines), **changes}


def without(entry: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (None, "expected a mapping"),
        (without(ENTRY, "unit"), "unit missing"),
        (without(ENTRY, "rule"), "rule missing"),
        (without(ENTRY, "source"), "source missing"),
        (without(ENTRY, "values"), "values missing"),
        ({**ENTRY, "unti": "months"}, "unknown unti"),
        ({**ENTRY, "unit": "fortnights"}, "unknown unit fortnights"),
        ({**ENTRY, "rule": "BYF-X-01"}, "unknown rule BYF-X-01"),
        ({**ENTRY, "source": {"law": "XYZ"}}, "unknown source XYZ"),
        ({**ENTRY, "source": "BFL § 1"}, "source must be dict and not empty"),
        ({**ENTRY, "yearly": "yes"}, "yearly must be bool and not empty"),
        ({**ENTRY, "note": ""}, "note must be str and not empty"),
        (values(), "no values"),
        (values("3"), "expected a mapping"),
        (values(without(LINE, "from")), "from missing"),
        (values(without(LINE, "checked")), "checked missing"),
        (values(without(LINE, "status")), "status missing"),
        (values(without(LINE, "value")), "value missing"),
        (values({**LINE, "status": "guessed"}), "unknown status guessed"),
        (values({**LINE, "form": 1}), "unknown form"),
        (values({**LINE, "low": 1}), "unknown low"),
        (values({**LINE, "source": {"law": "XYZ"}}), "unknown source XYZ"),
        (values({**LINE, "from": "2024"}), "from must be date and not empty"),
        (values({**LINE, "checked": 2026}), "checked must be date and not empty"),
        (values({**LINE, "value": "3"}), "'3' is not a int"),
        (values({**LINE, "value": True}), "True is not a int"),
        (values({**LINE, "value": -1}), "-1 is not a int"),
        (values({**LINE, "value": 1.5}, unit="kr."), "1.5 is not a Decimal"),
        (values({**LINE, "value": "1,5"}, unit="kr."), "'1,5' is not a Decimal"),
        (values({**LINE, "value": "1.5\n"}, unit="kr."), "'1.5\\n' is not a Decimal"),
        (values({**LINE, "value": False}, unit="kr."), "False is not a Decimal"),
        (values({**LINE, "value": 1}, unit="fraction"), "1 is not a Fraction"),
        (values({**LINE, "value": "1/0"}, unit="fraction"), "'1/0' is not a Fraction"),
        (values({**LINE, "value": "0.5"}, unit="fraction"), "'0.5' is not a Fraction"),
        (values({**LINE, "value": 1}, unit="yes/no"), "1 is not a bool"),
        (values(without(SPANNED, "low")), "low missing"),
        (values(without(SPANNED, "high")), "high missing"),
        (values({**SPANNED, "value": 1}), "unknown value"),
        (values({**SPANNED, "high": "2"}), "'2' is not a int"),
        (
            values({**SPANNED, "high": 1}),
            "the low end of a span must be below the high end",
        ),
        (values({**LINE, "exact": "x"}), "'x' is not a Decimal"),
        (
            values({**LINE, "exact": ["2", "1"]}),
            "exact must be one number, or two with the lower first",
        ),
        (
            values({**LINE, "exact": ["1", "2", "3"]}),
            "exact must be one number, or two with the lower first",
        ),
        (values(NEXT, LINE), "2024-01-01 does not come after 2025-01-01"),
        (values(LINE, NEXT, NEXT), "2025-01-01 does not come after 2025-01-01"),
        (values(LINE, LINE), "2024-01-01 does not come after 2024-01-01"),
        (values(LINE, {**LINE, "from": date(2026, 1, 1)}, yearly=True), "no value for 2025"),
        (
            values(LINE, {**LINE, "from": date(2025, 1, 2)}, yearly=True),
            "2025-01-02 is not the first day of a year",
        ),
        (
            values(LINE, {**LINE, "from": date(2025, 2, 1)}, yearly=True),
            "2025-02-01 is not the first day of a year",
        ),
        (
            values(LINE, NEXT, {**LINE, "from": date(2027, 1, 1)}, yearly=True),
            "no value for 2026",
        ),
    ],
)
def test_what_the_reader_refuses(entry: Any, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse(entry)
    assert str(caught.value) == f"f.yaml: key: {message}"


def test_what_the_reader_takes() -> None:
    parameter = parse(
        values(
            {**LINE, "from": date(2024, 7, 1), "value": "1.50", "exact": "1.499", "note": "n"},
            {**NEXT, "value": 2, "exact": ["1.9", "2"], "source": {"law": "BFL", "ref": "§ 2"}},
            unit="kr.",
            yearly=True,
            note="whole",
        )
    )
    assert (parameter.id, parameter.unit, parameter.rule) == ("key", "kr.", "R")
    assert (parameter.yearly, parameter.note) == (True, "whole")
    assert parameter.source == cite({"law": "BFL"}, "here", TEXTS)
    first, second = parameter.values
    assert (first.low, first.high) == (Decimal("1.50"), Decimal("1.50"))
    assert first.exact == (Decimal("1.499"), Decimal("1.499"))
    assert (first.note, second.note) == ("n", "")
    assert (first.source.ref, second.source.ref) == ("", "§ 2")
    assert second.exact == (Decimal("1.9"), Decimal(2))
    assert (first.start, first.checked, first.status) == (date(2024, 7, 1), TODAY, Status.OFFICIAL)


def test_what_an_entry_may_leave_out() -> None:
    parameter = parse(ENTRY)
    assert parameter.yearly is False
    assert parameter.note == parameter.values[0].note == ""
    assert parameter.values[0].exact is None
    assert parameter.values[0].source == parameter.source


def test_a_yearly_value_ends_with_its_year() -> None:
    yearly = parse(values(LINE, {**NEXT, "value": 5}, unit="kr.", yearly=True))
    lasting = replace(yearly, id="lasting", yearly=False)
    parameters = Parameters([yearly, lasting])
    stretches = [
        (date(2023, 12, 31), None, None),
        (date(2024, 1, 1), 3, 3),
        (date(2024, 12, 31), 3, 3),
        (date(2025, 1, 1), 5, 5),
        (date(2025, 12, 31), 5, 5),
        (date(2026, 1, 1), None, 5),
        (date(2027, 6, 1), None, 5),
    ]
    for day, of_the_year, since in stretches + stretches[::-1]:
        found = [parameters.at(day).find(key) for key in ("key", "lasting")]
        assert [value and value.low for value in found] == [of_the_year, since], day
    with pytest.raises(NotInForceError, match=r"^key$"):
        parameters.at(date(2026, 1, 1)).decimal("key")


@pytest.mark.parametrize(
    ("unit", "raw", "number"),
    [
        ("months", 0, 0),
        ("kr.", 0, Decimal(0)),
        ("percent", "4.5", Decimal("4.5")),
        ("fraction", "2/3", Fraction(2, 3)),
        ("yes/no", False, False),
    ],
)
def test_each_unit_has_its_type(unit: str, raw: object, number: object) -> None:
    low = parse(values({**LINE, "value": raw}, unit=unit)).values[0].low
    assert low == number
    assert type(low) is type(number)


def test_a_span_keeps_both_ends() -> None:
    value = parse(values(SPANNED, unit="kr.")).values[0]
    assert (value.low, value.high, value.status) == (Decimal(1), Decimal(2), Status.SPAN)


GOOD = """
k.one:
  unit: months
  rule: BYF-P-02
  source: {law: BFL, ref: "§ 58, stk. 2"}
  values:
    - {from: 2004-01-01, value: 3, status: official, checked: 2026-11-21}
"""


def test_reading_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("k.one", "k.two"), encoding="utf-8")
    (tmp_path / "c.txt").write_text("no: [", encoding="utf-8")
    parameters = read(tmp_path)
    assert sorted(parameters.all) == ["k.one", "k.two"]
    assert parameters.at(TODAY).integer("k.two") == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD, "b.yaml: k.one: also in another file"),
        (GOOD.replace("k.one", "k.two") * 2, "b.yaml: 'k.two' is written twice"),
        (GOOD.replace("value: 3", "value: 3.5"), "b.yaml: 3.5 is a binary float"),
        (GOOD.replace("k.one", "k.2").replace("BYF-P-02", "BYF-P-99"), "b.yaml: k.2: unknown rule"),
        (
            GOOD.replace("k.one", "k.2").replace("from: 2004-01-01", "from: 2004-01-01 10:00:00"),
            "b.yaml: k.2: from must be a day without a time",
        ),
        (
            GOOD.replace("k.one", "k.2").replace("2026-11-21", "2026-11-21 10:00:00"),
            "b.yaml: k.2: checked must be a day without a time",
        ),
        (GOOD.replace("k.one", "k.2").replace("2004-01-01", "2004-02-30"), "b.yaml: "),
        ("k.2: [", "b.yaml: "),
    ],
)
def test_a_folder_that_is_not_well_formed(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        read(tmp_path)
    assert str(caught.value).startswith(message)


def test_a_folder_without_parameters(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"no parameters$"):
        read(tmp_path)
