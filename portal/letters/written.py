"""A letter filled in: from the words in `content/letters`, the answers and what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal.i18n import current_language, format_date, format_kroner, gettext
from portal.letters.catalogue import Letter
from portal.letters.typed import RECEIPTS, Receipt, Typed
from portal.words import Text, Values, words
from portal.words.text import Lookup
from portal.words.values import NAMES as VALUE_NAMES
from rules.facts import SPECS, Kind

#: room for a pen
BLANK = "________"
#: around what was typed, for an element of its own on the page; nobody can type these signs
OPEN, CLOSE = "\ue000", "\ue001"
#: empty lines of the list, for a pen
_LINES_FOR_A_PEN = 4
_FROM_LEASE = {"lease_made": "lease_start"}
_DATES = [n for n, spec in SPECS.items() if spec.kind in (Kind.DATE, Kind.DATE_OR_NOT_YET)]

_TYPED = ("about", "addition", "reason")
_ON_DATES = tuple(f"on_{name}" for name in (*_DATES, *_FROM_LEASE))
_PLAIN = VALUE_NAMES | {*_TYPED, *_ON_DATES}
#: every placeholder that a letter may use; with `_` at its end it leaves room where it is not known
NAMES = _PLAIN | {f"{name}_" for name in _PLAIN}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of receipts, as it is printed."""

    what: str
    amount: str


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in one language, from top to bottom. What was typed stands between marks."""

    lang: str
    direction: str
    sender: list[str]
    day: str
    recipient: list[str]
    reference: str | None
    subject: str
    paragraphs: list[str]
    rows: list[Row]
    total: str | None
    closing: str
    name: str

    @property
    def text(self) -> str:
        """The letter as plain text, to be copied into a message."""
        parts = [
            "\n".join(self.sender),
            self.day,
            "\n".join(self.recipient),
            "\n".join(line for line in (self.subject, self.reference) if line),
            *self.paragraphs,
            "\n".join(self._list()),
            f"{self.closing}\n\n{self.name}",
        ]
        whole = "\n\n".join(part for part in parts if part)
        return whole.replace(OPEN, "").replace(CLOSE, "").replace("\N{NO-BREAK SPACE}", " ") + "\n"

    def _list(self) -> Iterator[str]:
        for row in self.rows:
            yield f"- {row.what}: {row.amount}"
        if self.total:
            yield self.total


class _Filling:
    """What the placeholders of a letter stand for, in the language of the page."""

    def __init__(self, values: Lookup, months: frozenset[str], typed: Typed) -> None:
        self._values = values
        self._months = months
        self._typed = typed.text

    def get(self, name: str, /) -> str | None:
        if name.endswith("_"):
            return self.get(name[:-1]) or _room(name)
        if name in _TYPED:
            found = self._typed.get("addition" if name == "reason" else name)
            return found and typed_text(found)
        if name.startswith("on_"):
            return self._on(name.removeprefix("on_"))
        return self._values.get(name)

    def _on(self, fact: str) -> str | None:
        """A date as it stands in a sentence: `den 3. marts 2026`, `i marts 2026`."""
        day = self._values.get(fact)
        if day is None:
            return None
        if {fact, _FROM_LEASE.get(fact, fact)} & self._months:
            return gettext("i %(month)s", month=day)
        return gettext("den %(date)s", date=day)


def _room(name: str) -> str:
    return gettext("den %(date)s", date=BLANK) if name.startswith("on_") else BLANK


def typed_text(text: str) -> str:
    """What was typed, set apart from the text around it."""
    return f"{OPEN}{text}{CLOSE}"


def write(
    letter: Letter, version: str | None, values: Values, months: frozenset[str], typed: Typed
) -> Written:
    """The letter in the language of the page; ``values`` must be of the same language."""
    language = current_language()
    found = words(language.code)
    filling = _Filling(values, months, typed)
    text = typed.text
    path = ("letters", letter.id)
    rows = list(_rows(typed.receipts)) if letter.receipts else []
    reference = text.get("case_no")
    return Written(
        lang=language.code,
        direction=language.direction,
        sender=[
            _line(text.get("name"), gettext("Navn")),
            _line(text.get("address"), gettext("Adresse")),
            _line(text.get("town"), gettext("Postnummer og by")),
        ],
        day=format_date(typed.day) if typed.day else _line(None, gettext("Dato")),
        recipient=[_line(line, gettext("Til")) for line in text.get("recipient", "").split("\n")],
        reference=reference and gettext("Sagsnummer: %(number)s", number=typed_text(reference)),
        subject=found.text(*path, "subject").fill(filling),
        paragraphs=list(_paragraphs(letter, version, filling)),
        rows=rows,
        total=_total(typed.receipts) if letter.receipts else None,
        closing=gettext("Med venlig hilsen"),
        name=_line(text.get("name")),
    )


def _line(text: str | None, label: str | None = None) -> str:
    """What was typed, or room for it, with a word that says what belongs there."""
    if text:
        return typed_text(text)
    return f"{label}: {BLANK}" if label else BLANK


def _paragraphs(letter: Letter, version: str | None, filling: Lookup) -> Iterator[str]:
    """The body; of a part with versions that of the case, of a text the first that is complete."""
    for node in words(current_language().code).branch("letters", letter.id, "body").values():
        text = node if isinstance(node, Text) else node.get(version or "")
        if isinstance(text, Text) and (complete := text.paragraphs(filling)):
            yield complete[0]


def _rows(receipts: list[Receipt]) -> Iterator[Row]:
    for receipt in receipts:
        yield Row(_line(receipt.what), _kroner(receipt.amount))
    if not receipts:
        yield from [Row(BLANK, BLANK)] * min(_LINES_FOR_A_PEN, RECEIPTS)


def _total(receipts: list[Receipt]) -> str | None:
    """The sum, where every line has its amount."""
    amounts = [receipt.amount for receipt in receipts if receipt.amount is not None]
    if len(amounts) < max(len(receipts), 1):
        return None
    return gettext("I alt: %(total)s", total=format_kroner(sum(amounts, Decimal(0))))


def _kroner(amount: Decimal | None) -> str:
    return BLANK if amount is None else format_kroner(amount)
