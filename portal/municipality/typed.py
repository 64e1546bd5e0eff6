"""The form of an entry: what was typed, what is wrong with it, and what it says."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portal.cases import plain
from portal.clock import today
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.i18n.numbers import NumberError, parse_number
from portal.i18n.typed_dates import DateError, parse_words
from portal.municipality.kinds import Kind, Per
from portal.municipality.places import municipalities
from portal.staff import typed

if TYPE_CHECKING:
    from portal.municipality.tables import Practice

Typed = dict[str, str]
Errors = dict[str, str]

LONGEST = {Kind.OWN_HOME: 1000, Kind.PRACTICE: 2000, Kind.HOURS: 500}
"""Signs of a text; of a contact or a link it is a line."""
_OWN_FIELDS = {
    Kind.OWN_HOME: ("amount", "per"),
    Kind.CONTACT: ("phone", "email"),
    Kind.LINK: ("url",),
}
_LONGEST_LINE, _LONGEST_SOURCE, _LONGEST_URL = 150, 200, 500
_MOST = Decimal(1_000_000)
"""Kroner."""
_FIRST_YEAR = 2000
_PHONE = re.compile(r"\+?[0-9]{8,15}")
_HOST = re.compile(r"(?:[a-z0-9æøå](?:[a-z0-9æøå-]*[a-z0-9æøå])?\.)+[a-z]{2,}", re.IGNORECASE)


def of_form(kind: Kind) -> Typed:
    """What was typed, for the fields that an entry of this kind has."""
    read = plain.lines if kind in LONGEST else plain.line
    texts = {f"text_{lang}": read(f"text_{lang}") for lang in LANGUAGES}
    names = ("municipality", "since", "source", *_OWN_FIELDS.get(kind, ()))
    return texts | {name: plain.line(name) for name in names}


def of_entry(row: "Practice") -> Typed:
    """An entry as it would be typed."""
    amount = "" if row.amount is None else f"{row.amount / 100:.2f}".removesuffix(".00")
    return {
        "municipality": row.municipality,
        "since": f"{row.since.day}.{row.since.month}.{row.since.year}",
        "source": row.source,
        "amount": amount.replace(".", ","),
        "per": row.per or "",
        "phone": row.phone,
        "email": row.email,
        "url": row.url,
        **{f"text_{lang}": row.texts.get(lang, "") for lang in LANGUAGES},
    }


def checked(kind: Kind, given: Typed) -> tuple[dict[str, Any], Errors]:
    """The columns of the entry, and what is wrong, by field, in the order of the form."""
    columns: dict[str, Any] = {"kind": kind, "source": given["source"]}
    problems: dict[str, str | None] = {"municipality": None}
    columns["municipality"] = given["municipality"]
    if given["municipality"] not in municipalities():
        problems["municipality"] = "choose"
    if kind is Kind.OWN_HOME:
        columns["amount"], problems["amount"] = _amount(given["amount"])
        columns["per"], problems["per"] = _per(given)
    if kind is Kind.LINK:
        columns["url"], problems["url"] = given["url"], url_problem(given["url"])
    columns["texts"] = {lang: given[f"text_{lang}"] for lang in LANGUAGES if given[f"text_{lang}"]}
    for lang in LANGUAGES:
        problems[f"text_{lang}"] = _text_problem(kind, given[f"text_{lang}"], lang)
    if kind is Kind.CONTACT:
        columns |= {"phone": given["phone"], "email": given["email"].lower()}
        problems |= _contact_problems(given)
    columns["since"], problems["since"] = _since(given["since"])
    source = given["source"]
    problems["source"] = plain.problem(source, _LONGEST_SOURCE) if source else None
    return columns, {name: code for name, code in problems.items() if code}


def url_problem(url: str) -> str | None:
    """`empty`, `too_long` or `not_https`; None for an address that may be linked to."""
    if not url:
        return "empty"
    if len(url) > _LONGEST_URL:
        return "too_long"
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return "not_https"
    plain = url.isprintable() and " " not in url and "\\" not in url and "@" not in parts.netloc
    fits = parts.scheme == "https" and port in (None, 443) and _HOST.fullmatch(host)
    return None if plain and fits else "not_https"


def _text_problem(kind: Kind, text: str, lang: str) -> str | None:
    if not text and lang != DEFAULT_LANGUAGE.code:
        return None
    return plain.problem(text, LONGEST.get(kind, _LONGEST_LINE))


def _amount(text: str) -> tuple[int | None, str | None]:
    """Øre, or None where there is none."""
    try:
        kroner = parse_number(text)
    except NumberError as error:
        return None, None if error.code == "empty" else "not_an_amount"
    if not 0 < kroner <= _MOST:
        return None, "not_an_amount"
    return int((kroner * 100).quantize(Decimal(1), ROUND_HALF_UP)), None


def _per(given: Mapping[str, str]) -> tuple[Per | None, str | None]:
    if not given["amount"]:
        return None, None
    return (Per(given["per"]), None) if given["per"] in list(Per) else (None, "choose")


def _contact_problems(given: Mapping[str, str]) -> dict[str, str | None]:
    phone, email = given["phone"], given["email"]
    if not phone and not email:
        return {"phone": "phone_or_email"}
    digits = re.sub(r"[ ()./-]", "", phone)
    return {
        "phone": "not_a_phone" if phone and not _PHONE.fullmatch(digits) else None,
        "email": typed.email_problem(email) if email else None,
    }


def _since(text: str) -> tuple[date | None, str | None]:
    """A whole date that has come: what is to hold later is told when it does."""
    try:
        day = parse_words(text)
    except DateError as error:
        return None, "empty" if error.code == "empty" else "not_a_day"
    if not isinstance(day, date):
        return None, "not_a_day"
    if day > today():
        return None, "in_future"
    return (day, None) if day.year >= _FIRST_YEAR else (None, "not_a_day")
