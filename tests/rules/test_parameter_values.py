"""The numbers of the law: what stands in the files, entered a second time."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from rules.parameters import Span, Status, load
from rules.parameters.reading import UNITS
from rules.sources import load_registry, load_texts

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
        assert value.checked >= TODAY, "the day on which it was last read at its source"
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
