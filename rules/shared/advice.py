"""What steps and notes ask of a household."""

from rules.case import Case
from rules.conditions import Test
from rules.truth import NO, YES, Truth


def told(fact: str) -> Test:
    """Something was said about the fact; it is not asked for on account of advice."""

    def evaluate(case: Case) -> Truth:
        return NO if getattr(case.facts, fact) is None else YES

    return Test(f"told_{fact}", (), evaluate)
