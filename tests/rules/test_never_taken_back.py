"""An answer given with some facts unknown still holds when they are filled in."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.assess import assess
from rules.facts import Facts
from rules.outcomes import Rehousing
from rules.truth import Verdict
from rules.validation import check
from tests.rules.households import ON, households

#: Facts that stand for something as long as they are not told, as the interface fixes it: signed
#: on the day the lease starts, not away longer than expected, not ready, nothing condemnable, not
#: objected, announced this year at the latest. Telling them may change an answer.
WITH_A_DEFAULT = {
    "lease_signed",
    "months_already_away",
    "home_ready",
    "never_habitable",
    "condemnable_conditions",
    "offer_objected",
    "notice_objected",
}
TENTATIVE = {Rehousing.UNKNOWN, Rehousing.MUNICIPALITY_DECIDES, Rehousing.LANDLORD_DECIDES}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """A household, and the same with some of its facts not told."""
    full = draw(households())
    names = sorted(full.known().keys() - WITH_A_DEFAULT)
    hidden = draw(st.sets(st.sampled_from(names))) if names else set()
    if full.increase_announced and full.increase_announced.year > ON.year:
        hidden.discard("increase_announced")
    less = replace(full, **dict.fromkeys(hidden))
    return (less, full) if not check(less, ON) else (full, full)


@settings(max_examples=3000, deadline=None)
@given(pairs())
def test_no_answer_is_taken_back(pair: tuple[Facts, Facts]) -> None:
    less, full = (assess(facts, ON) for facts in pair)
    if less.law is not None:
        assert less.law == full.law
    if less.rehousing not in TENTATIVE:
        assert full.rehousing == less.rehousing
    for found in less.findings:
        if found.verdict is not Verdict.UNKNOWN and full.covered:
            assert full.verdict(found.id) == found.verdict, found.id
    left_out = {f.id for f in full.findings} - {f.id for f in less.findings}
    assert not [f for f in left_out if full.verdict(f) is not Verdict.NO]
