"""What has been told of a municipality, as residents read it. The table is loaded when needed."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from portal.clock import DENMARK, today
from portal.i18n import DEFAULT_LANGUAGE, format_kroner, in_language
from portal.municipality.kinds import Kind, Per

if TYPE_CHECKING:
    from portal.municipality.tables import Practice

#: told longer ago than this, a reader is asked to make sure
_OLD = timedelta(days=365)
_DANISH = DEFAULT_LANGUAGE.code


class InLanguage(NamedTuple):
    """A text and the language that it is in."""

    lang: str
    text: str

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that an organisation has told of a municipality: practice, and never a right."""

    kind: Kind
    text: InLanguage
    """In the reader's language, or else in Danish."""
    amount: str | None
    """With `kr.`, as the reader's language writes it."""
    per: Per | None
    phone: str
    email: str
    url: str
    since: date
    """From which day it has been so."""
    source: str
    """In Danish; may be empty."""
    by: str
    """The organisation that told it."""
    entered: date
    """The day on which it was told."""
    old: bool
    """Told more than a year ago."""

    @property
    def tel(self) -> str:
        """The number as a link dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    @property
    def host(self) -> str:
        """Where the link leads, for a person to read."""
        return self.url.removeprefix("https://").partition("/")[0]


def told(code: str, lang: str) -> list[Told]:
    """All that holds now of the municipality with this code, by kind, the newest first.

    What is only in Danish comes in Danish. Raises SQLAlchemyError.
    """
    from sqlmodel import col, select

    from portal.municipality.tables import Practice
    from portal.staff.scope import unscoped
    from portal.staff.tables import Organisation

    rows = (
        select(Practice, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Practice.organisation_id))
        .where(Practice.municipality == code, col(Practice.withdrawn).is_(None))
        .order_by(col(Practice.entered).desc(), col(Practice.id).desc())
    )
    with unscoped() as session, in_language(lang):
        found = [as_told(row, organisation, lang) for row, organisation in session.exec(rows)]
    order = list(Kind)
    return sorted(found, key=lambda each: order.index(each.kind))


def as_told(row: "Practice", organisation: str, lang: str) -> Told:
    """One entry as a reader of this language finds it."""
    entered = row.entered.astimezone(DENMARK).date()
    own = lang if lang in row.texts else _DANISH
    return Told(
        kind=row.kind,
        text=InLanguage(own, row.texts.get(own, "")),
        amount=None if row.amount is None else kroner(row.amount),
        per=row.per,
        phone=row.phone,
        email=row.email,
        url=row.url,
        since=row.since,
        source=row.source,
        by=organisation,
        entered=entered,
        old=today() - entered > _OLD,
    )


def kroner(amount: int) -> str:
    """An amount of øre in kroner, with øre only where there are some."""
    return format_kroner(Decimal(amount) / 100, oere=bool(amount % 100))
