"""The names of the outcomes, as the JSON interface fixes them, and what an act is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.case import Case
from rules.conditions import Condition
from rules.findings import Advice, Deadline, Decision, Finding


class Law(StrEnum):
    """The act that applies."""

    BYFORNYELSE = "byfornyelse"
    ALMEN = "almen"
    PRIVATE = "private"
    EXPROPRIATION = "expropriation"
    #: none of them
    NONE = "none"


class Rehousing(StrEnum):
    """The main verdict."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    MUNICIPALITY_DECIDES = "municipality_decides"
    LANDLORD_DECIDES = "landlord_decides"
    TENANT_CHOOSES = "tenant_chooses"
    ON_DEMAND = "on_demand"
    NONE = "none"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Duty(StrEnum):
    """Who must find the home."""

    MUNICIPALITY = "municipality"
    HOUSING_ORGANISATION = "housing_organisation"
    LANDLORD = "landlord"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its findings, its decision on rehousing and its other dates.

    ``tentative`` verdicts hold as soon as their condition does, although a fact still missing may
    turn them into something firmer.
    """

    law: Law
    findings: tuple[Finding, ...]
    rehousing: Decision[Rehousing]
    tentative: Mapping[Rehousing, Condition]
    #: who must find the home, given the main verdict
    duty: Callable[[Case, Rehousing], Duty | None]
    deadlines: tuple[Deadline, ...]
    steps: tuple[Advice, ...]
    notes: tuple[Advice, ...]
