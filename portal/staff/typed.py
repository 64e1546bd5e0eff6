"""What is typed into the forms of the office, read and checked."""

import re

from flask import request

from portal.problems import as_typed

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_LONGEST_EMAIL, _LONGEST_NAME = 254, 100


def text(name: str) -> str:
    """A line of text, without spaces around it."""
    return " ".join(as_typed(request.form.get(name, "")).split())


def secret(name: str) -> str:
    """A password, exactly as it was typed."""
    return request.form.get(name, "")


def email(name: str = "email") -> str:
    """An address in small letters."""
    return request.form.get(name, "").strip().lower()[: _LONGEST_EMAIL + 1]


def email_problem(address: str) -> str | None:
    """`empty` or `not_an_email`; None where mail could go there."""
    if not address:
        return "empty"
    fits = len(address) <= _LONGEST_EMAIL and _EMAIL.fullmatch(address) and address.isprintable()
    return None if fits else "not_an_email"


def name_problem(name: str) -> str | None:
    """`empty` or `too_long`; None for a name."""
    if not name:
        return "empty"
    return "too_long" if len(name) > _LONGEST_NAME else None
