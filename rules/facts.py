"""What a household can tell: every fact optional, ``None`` meaning *ved ikke*.

The one table from which the interface, the forms, the answer token, the OpenAPI document and the
exhaustive tests take names, kinds and limits. Names and meanings are those of the JSON interface;
``offer.kind`` there is the attribute ``offer_kind`` here.
"""

# ruff: noqa: RUF009  (the helpers below only wrap dataclasses.field)

from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Literal


class Tenure(StrEnum):
    TENANT = "tenant"
    SUBTENANT = "subtenant"
    PROTECTED_ROOM = "protected_room"
    ROOM_IN_LANDLORDS_HOME = "room_in_landlords_home"
    ANDEL = "andel"
    OWNER = "owner"


class Landlord(StrEnum):
    ALMEN = "almen"
    PRIVATE = "private"


class Reason(StrEnum):
    RENOVATION = "renovation"
    DEMOLITION = "demolition"
    MERGER = "merger"
    CONDEMNATION = "condemnation"
    COURTYARD = "courtyard"
    SALE = "sale"
    RENT_INCREASE = "rent_increase"
    EXPROPRIATION = "expropriation"
    FIRE = "fire"
    LEASE_END = "lease_end"


class HomeKind(StrEnum):
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class SelfFound(StrEnum):
    NO = "no"
    TEMPORARY = "temporary"
    RENTAL = "rental"
    ANDEL = "andel"
    OWNED = "owned"


class Plan(StrEnum):
    NONE = "none"
    COMMON = "common"
    MUNICIPAL = "municipal"


NOT_YET: Final = "not_yet"

MAX_HEADS: Final = 60
MAX_MONTHS: Final = Decimal(240)
MAX_RENT: Final = Decimal(1_000_000)
MAX_PER_M2: Final = Decimal(100_000)
MAX_AREA: Final = Decimal(10_000)


class Kind(StrEnum):
    """How a fact is written down."""

    CHOICE = "choice"
    BOOL = "bool"
    COUNT = "count"
    NUMBER = "number"
    DATE = "date"
    DATE_OR_NOT_YET = "date_or_not_yet"


@dataclass(frozen=True, slots=True)
class Spec:
    """One fact's name in the interface, kind and limits (inclusive)."""

    path: str
    kind: Kind
    choices: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = MAX_RENT
    #: a date of something that has happened: never after the day the law is applied on
    past: bool = False
    enum: type[StrEnum] | None = None


def _choice(enum: type[StrEnum]) -> Any:
    return field(default=None, metadata={"kind": Kind.CHOICE, "choices": tuple(enum), "enum": enum})


def _bool() -> Any:
    return field(default=None, metadata={"kind": Kind.BOOL})


def _count(low: int = 1) -> Any:
    meta = {"kind": Kind.COUNT, "low": Decimal(low), "high": Decimal(MAX_HEADS)}
    return field(default=None, metadata=meta)


def _number(high: Decimal, low: Decimal = Decimal(0)) -> Any:
    return field(default=None, metadata={"kind": Kind.NUMBER, "low": low, "high": high})


def _date(past: bool = False, kind: Kind = Kind.DATE) -> Any:
    return field(default=None, metadata={"kind": kind, "past": past})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A household's situation. Money in kroner per month, ``*_per_m2`` in kroner per m² a year."""

    tenure: Tenure | None = _choice(Tenure)
    landlord: Landlord | None = _choice(Landlord)
    reason: Reason | None = _choice(Reason)
    renewal_decision: bool | None = _bool()
    imminent_danger: bool | None = _bool()
    months_away: Decimal | None = _number(MAX_MONTHS)
    never_habitable: bool | None = _bool()
    months_already_away: Decimal | None = _number(MAX_MONTHS)
    home_ready: bool | None = _bool()
    agrees_to_longer: bool | None = _bool()
    agreed_kind: HomeKind | None = _choice(HomeKind)
    persons: int | None = _count()
    rooms: int | None = _count()
    lease_signed: date | None = _date()
    lease_start: date | None = _date()
    landlord_informed: date | None = _date()
    decision_date: date | None = _date()
    vacating_demanded: date | None = _date()
    increase_announced: date | None = _date()
    vacating_date: date | None = _date()
    raised_rent_first_paid: date | Literal["not_yet"] | None = _date(kind=Kind.DATE_OR_NOT_YET)
    told_in_writing: bool | None = _bool()
    fixed_term: bool | None = _bool()
    increase_per_m2: Decimal | None = _number(MAX_PER_M2)
    earlier_increase_per_m2: Decimal | None = _number(MAX_PER_M2)
    return_increase_per_m2: Decimal | None = _number(MAX_PER_M2)
    works_required_by_law: bool | None = _bool()
    area_m2: Decimal | None = _number(MAX_AREA, Decimal("0.01"))
    old_rent: Decimal | None = _number(MAX_RENT)
    new_rent: Decimal | None = _number(MAX_RENT)
    temporary_rent: Decimal | None = _number(MAX_RENT)
    offer_kind: HomeKind | None = _choice(HomeKind)
    offer_rooms: int | None = _count()
    offer_in_municipality: bool | None = _bool()
    offer_inside_area: bool | None = _bool()
    offer_hotel: bool | None = _bool()
    offer_agreed_outside: bool | None = _bool()
    offer_date: date | None = _date(past=True)
    offer_told_of_objection: bool | None = _bool()
    offer_objected: date | None = _date(past=True)
    refusals_used: int | None = _count(low=0)
    assigned: date | None = _date(past=True)
    moved_in: date | None = _date(past=True)
    self_found: SelfFound | None = _choice(SelfFound)
    self_found_approved: bool | None = _bool()
    notice_received: date | None = _date(past=True)
    notice_objected: date | None = _date(past=True)
    notice_leave_by: date | None = _date()
    notice_written: bool | None = _bool()
    notice_states_reason: bool | None = _bool()
    notice_states_objection_right: bool | None = _bool()
    notice_states_claims: bool | None = _bool()
    condemnable_conditions: bool | None = _bool()
    home_destroyed: bool | None = _bool()
    vulnerable_area: bool | None = _bool()
    transformation_area: bool | None = _bool()
    sold_under_plan: bool | None = _bool()
    plan: Plan | None = _choice(Plan)
    regulated_property: bool | None = _bool()
    told_of_expropriation_before_lease: bool | None = _bool()
    paid_to_leave: bool | None = _bool()

    @property
    def lease_made(self) -> date | None:
        """The day the lease was signed; where only the start is known, that day."""
        return self.lease_signed or self.lease_start

    def but(self, **changes: Any) -> "Facts":
        """The same household with some facts changed."""
        return replace(self, **changes)

    def known(self) -> dict[str, Any]:
        """The facts that were given, by attribute name, in the order of the table."""
        return {name: value for name in SPECS if (value := getattr(self, name)) is not None}


_GROUPS = ("offer_", "notice_")


def _path(name: str) -> str:
    for group in _GROUPS:
        if name.startswith(group):
            return f"{group[:-1]}.{name[len(group) :]}"
    return name


#: every fact by attribute name
SPECS: Final[dict[str, Spec]] = {f.name: Spec(_path(f.name), **f.metadata) for f in fields(Facts)}
#: attribute name by the interface's path (``offer.kind`` → ``offer_kind``)
BY_PATH: Final[dict[str, str]] = {spec.path: name for name, spec in SPECS.items()}
