"""The numbers of the law: what stands in the files, how they are looked up, what is refused."""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.parameters import (
    NotInForceError,
    ParameterError,
    Span,
    Status,
    UnknownParameterError,
    load,
)
from rules.parameters.reading import UNITS, parse_parameter, read
from rules.sources import load_registry, load_texts, parse_texts

TODAY = date(2026, 11, 21)
LAW = load().at(TODAY)
THRESHOLD = "byf.rent.threshold"

every_parameter = pytest.mark.parametrize("key", sorted(load().all))

# The threshold table as printed, year by year: the value, and O where an authority gave it.
PRINTED = """
2004 155 O   2010 177     2016 192 O   2022 202
2005 157     2011 180     2017 193     2023 218 O
2006 160 O   2012 185     2018 195     2024 226
2007 164     2013 188     2019 197     2025 228-229
2008 166     2014 189     2020 199     2026 232-233
2009 173     2015 191     2021 199     2027 239
"""
TABLE = re.findall(r"(\d{4}) (\d+)(?:-(\d+))?( O)?", PRINTED)


# What the files hold


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("byf.temp.max_months_without_consent", 6),
        ("byf.temp.max_months_with_consent", 12),
        ("byf.temp.persons_per_room", 2),
        ("byf.temp.keys_days", 3),
        ("byf.perm.right_earliest_months_before", 6),
        ("byf.perm.practice_start_months_before", 3),
        ("byf.perm.rooms_more_than_persons", 1),
        ("byf.perm.overcrowded_above_persons_per_room", 2),
        ("byf.perm.refusals", 1),
        ("byf.perm.objection_weeks", 6),
        ("byf.perm.municipality_weeks", 6),
        ("byf.perm.change_years", 2),
        ("byf.notice.earliest_months_before", 6),
        ("byf.notice.months", 3),
        ("byf.notice.months_new_tenant", 1),
        ("byf.notice.objection_weeks", 6),
        ("byf.notice.landlord_weeks", 6),
        ("byf.newtenant.years", 2),
        ("byf.rent.lookback_years", 3),
        ("byf.support.years", 10),
        ("byf.supply.every_nth_vacant", 3),
        ("byf.supply.private_min_flats", 6),
        ("byf.supply.supported_every_nth_vacant", 4),
        ("byf.supply.supported_years", 5),
        ("byf.building_year_before", 1960),
        ("byf.naevn.complaint_weeks", 6),
        ("byf.naevn.decision_weeks", 8),
        ("byf.boligret_weeks", 4),
        ("byf.boligret_permission_years", 1),
        ("byf.kondem.max_deadline_months_imminent", 6),
        ("byf.kondem.max_deadline_years", 15),
        ("byf.kondem.grant_apply_months", 6),
        ("byf.kondem.rebuild_deadline_min_months", 2),
        ("byf.kondem.rebuild_deadline_max_months", 12),
        ("byf.kondem.owner_notify_days", 30),
        ("cph.temp.max_months", 4),
        ("alm.notice.months", 3),
        ("alm.notice.practice_months", 4),
        ("alm.objection_weeks", 6),
        ("alm.landlord_sue_weeks", 6),
        ("alm.temp.max_months_before_choice", 12),
        ("alm.vacancy_offer_months", 3),
        ("alm.return_letter_months", 1),
        ("alm.side_rental_months", 3),
        ("alm.side_rental_own_contract_months", 1),
        ("alm.timelimited_reminder_weeks", 5),
        ("alm.talks_before_months", 12),
        ("alm.works_warning_weeks", 6),
        ("alm.works_warning_months", 3),
        ("alm.bkn.boligret_weeks", 4),
        ("abl.omdannelse.criteria_met", 2),
        ("abl.omdannelse.years", 5),
        ("abl.anvisning_every_nth_vacant", 4),
        ("prv.notice.months", 3),
        ("prv.notice.months_room", 1),
        ("prv.notice.months_own_use", 12),
        ("prv.objection_weeks", 6),
        ("prv.sue_weeks", 6),
        ("prv.warn_big_increase_months", 3),
        ("prv.claim_weeks", 6),
        ("prv.expropriation_years", 5),
        ("cpr.report_days", 5),
        ("bsl.indskud_loan.free_years", 5),
        ("bsl.indskud_loan.repay_years", 10),
        ("ankestyrelsen_weeks", 4),
        ("interpreter.min_age", 18),
    ],
)
def test_counts_of_the_law(key: str, expected: int) -> None:
    assert LAW.integer(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("byf.rent.base", "155"),
        ("byf.state_refund", "50"),
        ("abl.omdannelse.above_percent", "50"),
        ("abl.omdannelse.max_family_homes_percent", "40"),
        ("alm.voluntary_example", "25000"),
        ("bsl.indskud_loan.interest", "4.5"),
        ("legal_aid.income.single", "404000"),
        ("legal_aid.income.couple", "513000"),
        ("legal_aid.income.per_child", "70000"),
        ("legal_aid.fees.step_2", "1370"),
        ("legal_aid.fees.step_2_own_share", "25"),
        ("legal_aid.fees.step_3", "3130"),
        ("legal_aid.fees.step_3_own_share", "50"),
        ("court.fee.small", "750"),
        ("court.fee.large", "1500"),
        ("court.fee.limit", "100000"),
    ],
)
def test_amounts_of_the_law(key: str, expected: str) -> None:
    assert LAW.decimal(key) == Decimal(expected)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("byf.support.first_year_fraction", Fraction(2, 3)),
        ("byf.support.optional_max_fraction_below_threshold", Fraction(2, 3)),
        ("byf.kondem.tenant_share", Fraction(1, 4)),
    ],
)
def test_shares_of_the_law(key: str, expected: Fraction) -> None:
    assert LAW.fraction(key) == expected


@pytest.mark.parametrize(
    ("key", "year", "text", "status"),
    [
        ("prv.big_increase", 2021, "199", Status.OFFICIAL),
        ("prv.big_increase", 2022, "202", Status.OFFICIAL),
        ("prv.big_increase", 2023, "218", Status.OFFICIAL),
        ("prv.big_increase", 2024, "226", Status.COMPUTED),
        ("prv.return_increase", 2022, "97-98", Status.SPAN),
        ("prv.return_increase", 2023, "105", Status.OFFICIAL),
        ("prv.hn.fee", 2023, "345", Status.OFFICIAL),
        ("prv.hn.fee", 2024, "357", Status.OFFICIAL),
        ("prv.hn.fee_landlord_losing", 2024, "6827", Status.OFFICIAL),
        ("prv.raaderet.base_amount", 2023, "17537", Status.OFFICIAL),
        ("prv.raaderet.most", 2023, "138726", Status.OFFICIAL),
        ("prv.raaderet.least", 2023, "3509", Status.OFFICIAL),
        ("alm.bkn.fee", 2024, "167", Status.OFFICIAL),
    ],
)
def test_amounts_of_a_year(key: str, year: int, text: str, status: Status) -> None:
    span = load().span_or_none(key, date(year, 12, 31))
    assert span is not None
    assert (span.text, span.status, span.year) == (text, status, year)


@pytest.mark.parametrize(("year", "low", "high", "official"), TABLE)
def test_the_threshold_year_by_year(year: str, low: str, high: str, official: str) -> None:
    expected = Status.OFFICIAL if official else Status.SPAN if high else Status.COMPUTED
    for day in (date(int(year), 1, 1), date(int(year), 12, 31)):
        span = load().span_or_none(THRESHOLD, day)
        assert span == Span(Decimal(low), Decimal(high or low), expected, int(year))


def test_the_threshold_table_is_whole() -> None:
    assert sorted(int(row[0]) for row in TABLE) == list(range(2004, 2028))
    assert len(load().all[THRESHOLD].values) == len(TABLE)


def test_thresholds_are_their_exact_values_rounded() -> None:
    for value in load().all[THRESHOLD].values:
        assert value.exact is not None
        ends = [end.quantize(Decimal(1), rounding=ROUND_HALF_UP) for end in value.exact]
        assert ends == [value.low, value.high], value.start


def test_andel_and_owned_homes_came_in_2013() -> None:
    key = "byf.temp.covers_all_tenures"
    assert load().at(date(2012, 12, 31)).flag(key) is False
    assert load().at(date(2013, 1, 1)).flag(key) is True


def test_younger_buildings_came_in_2016() -> None:
    assert load().at(date(2015, 12, 31)).integer("byf.building_year_before") == 1950
    assert load().at(date(2016, 1, 1)).integer("byf.building_year_before") == 1960


@every_parameter
def test_each_parameter_says_what_it_is_and_where_it_is_from(key: str) -> None:
    parameter = load().all[key]
    assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", key)
    assert parameter.id == key
    assert parameter.unit in UNITS
    assert parameter.rule in load_registry()
    assert parameter.source.url.startswith("https://")
    for value in parameter.values:
        assert isinstance(value.low, UNITS[parameter.unit])
        assert value.checked == TODAY
        assert (value.status is Status.SPAN) == (value.low != value.high)
        assert value.source.key in load_texts()


@every_parameter
def test_what_is_fixed_yearly_has_each_year(key: str) -> None:
    parameter = load().all[key]
    years = [value.start.year for value in parameter.values]
    if parameter.yearly:
        assert years == list(range(years[0], years[-1] + 1))


def test_a_part_of_the_law_carries_its_own_parameters_in_time() -> None:
    """What byfornyelse and kondemnering need is known from the day the act took over."""
    of_the_act = [
        parameter
        for key, parameter in load().all.items()
        if key.startswith("byf.") and parameter.source.key == "BFL"
    ]
    later = {each.id for each in of_the_act if each.values[0].start > date(2004, 1, 1)}
    assert later == {"byf.state_refund", "byf.kondem.owner_notify_days"}


# Looking up


def test_a_year_without_a_value_is_not_guessed() -> None:
    for day in (date(2003, 12, 31), date(2028, 1, 1), date(2100, 6, 1), date.min, date.max):
        assert load().span_or_none(THRESHOLD, day) is None
        assert load().at(day).find(THRESHOLD) is None


def test_a_lasting_value_lasts() -> None:
    assert load().at(date.max).integer("byf.notice.months") == 3
    assert load().at(date(2004, 1, 1)).integer("byf.notice.months") == 3


@pytest.mark.parametrize(
    "ask",
    [
        lambda: load().at(date(2003, 12, 31)).integer("byf.notice.months"),
        lambda: load().at(date.min).fraction("byf.support.first_year_fraction"),
        lambda: load().at(date(2028, 1, 1)).decimal(THRESHOLD),
        lambda: load().at(date.min).flag("byf.temp.covers_all_tenures"),
    ],
)
def test_before_it_was_in_force_is_a_named_error(ask: Callable[[], Any]) -> None:
    with pytest.raises(NotInForceError):
        ask()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: LAW.integer("byf.nothing"), "byf.nothing"),
        (lambda: LAW.span("byf.nothing"), "byf.nothing"),
        (lambda: LAW.find("byf.nothing"), "byf.nothing"),
        (lambda: load().first_span("byf.nothing"), "byf.nothing"),
        (lambda: LAW.integer("byf.rent.base"), "byf.rent.base is no whole number"),
        (
            lambda: LAW.integer("byf.temp.covers_all_tenures"),
            "byf.temp.covers_all_tenures is no whole number",
        ),
        (lambda: LAW.decimal("byf.notice.months"), "byf.notice.months is no decimal number"),
        (lambda: LAW.fraction("byf.rent.base"), "byf.rent.base is no fraction"),
        (lambda: LAW.flag("byf.notice.months"), "byf.notice.months is no yes or no"),
        (lambda: LAW.span("byf.notice.months"), "byf.notice.months is no amount"),
        (lambda: load().first_span("byf.notice.months"), "byf.notice.months is no amount"),
        (lambda: LAW.decimal(THRESHOLD), f"{THRESHOLD} is a span: ask for it as one"),
    ],
)
def test_asking_for_the_wrong_thing(ask: Callable[[], Any], message: str) -> None:
    with pytest.raises(UnknownParameterError) as caught:
        ask()
    assert str(caught.value) == message


def test_a_settled_year_can_be_asked_for_as_a_number() -> None:
    assert load().at(date(2023, 5, 1)).decimal(THRESHOLD) == 218


def test_the_first_threshold_is_the_lowest() -> None:
    first = load().first_span(THRESHOLD)
    assert first == Span(Decimal(155), Decimal(155), Status.OFFICIAL, 2004)
    assert first.low == min(Decimal(str(v.low)) for v in load().all[THRESHOLD].values)


def test_a_lasting_amount_is_a_span_of_no_year() -> None:
    assert LAW.span("byf.rent.base") == Span(Decimal(155), Decimal(155), Status.OFFICIAL, None)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("218", "218", "218"), ("228", "229", "228-229"), ("1E+2", "100.5", "100-100.5")],
)
def test_a_span_as_text(low: str, high: str, text: str) -> None:
    assert Span(Decimal(low), Decimal(high), Status.SPAN, 2025).text == text


def test_a_value_carries_its_source() -> None:
    value = load().at(date(2006, 7, 1)).find(THRESHOLD)
    assert value is not None
    assert (value.source.key, value.source.ref) == ("FOLDER06", "s. 8")
    assert value.checked == TODAY
    months = LAW.find("byf.notice.months")
    assert months is not None
    assert (months.source.law, months.source.ref) == ("byfornyelsesloven", "§ 58, stk. 2")


@given(st.dates())
def test_any_day_gives_what_each_parameter_says_of_it(day: date) -> None:
    law = load().at(day)
    for key, parameter in load().all.items():
        inside = [value for value in parameter.values if value.start <= day]
        expected = inside[-1] if inside else None
        if expected and parameter.yearly and expected.start.year < day.year:
            expected = None
        assert law.find(key) is expected


def test_days_without_a_change_between_them_share_their_numbers() -> None:
    assert load().at(date(2023, 2, 1)) is load().at(date(2023, 3, 1))
    assert load().at(date(2023, 12, 31)) is not load().at(date(2024, 1, 1))
    assert load() is load()


def test_all_parameters_can_be_listed_and_not_changed() -> None:
    with pytest.raises(TypeError):
        load().all["byf.notice.months"] = None  # type: ignore[index]


# Refusing

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
    first, second = parameter.values
    assert (first.low, first.high) == (Decimal("1.50"), Decimal("1.50"))
    assert first.exact == (Decimal("1.499"), Decimal("1.499"))
    assert (first.note, second.note) == ("n", "")
    assert (first.source.ref, second.source.ref) == ("", "§ 2")
    assert second.exact == (Decimal("1.9"), Decimal(2))


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
    with pytest.raises(ParameterError, match="no parameters$"):
        read(tmp_path)
