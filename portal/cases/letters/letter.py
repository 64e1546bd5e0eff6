"""One letter: a sheet in the language of a household and in Danish, with its QR code."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import segno
from flask import current_app

from portal.cases.links import shown_code
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, format_date, gettext, in_language
from portal.i18n.isolate import isolated
from portal.words import Given, words

#: pixels of a module of the QR picture, and modules of white around it
_SCALE, _BORDER = 8, 4


@dataclass(frozen=True, slots=True)
class HouseholdLetter:
    """What a letter is filled with."""

    label: str
    language: str
    link: str
    """The whole address, with its secret."""
    code: str
    code_address: str
    """Where the code is typed, in the language of the household."""
    danish_code_address: str
    day: date
    """On which it was written."""
    last_day: date
    """The last one on which link and code work."""
    case: str
    case_address: str
    office: str
    contact: str
    """Whom to call: lines, or nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """The words of a letter in one language."""

    lang: str
    direction: str
    title: str
    text: list[str]
    how: str
    steps: list[str]
    good_to_know: list[str]
    last_day: str
    ask: str
    picture: str
    address: str
    code: str
    home: str
    contact: str


def html(letter: HouseholdLetter) -> str:
    """The letter as a part of a document, with a page of its own. In an application context."""
    with in_language(DEFAULT_LANGUAGE.code):
        # Not `render_template`: there is no request, whose page would have a menu and the like.
        return current_app.jinja_env.get_template("cases/letter.html").render(
            letter=letter,
            sides=_sides(letter),
            code=shown_code(letter.code),
            qr=qr(letter.link),
            day=format_date(letter.day),
        )


def language_of(language: str) -> str:
    """The language a household is written to in; Danish for one that the portal does not have."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE.code


def _sides(letter: HouseholdLetter) -> list[Side]:
    own, danish = language_of(letter.language), DEFAULT_LANGUAGE.code
    sides = [_side(letter, own, letter.code_address)]
    return sides if own == danish else [*sides, _side(letter, danish, letter.danish_code_address)]


def _side(letter: HouseholdLetter, lang: str, whole_address: str) -> Side:
    language, address = LANGUAGES[lang], _as_typed(whole_address)
    whole = address if language.direction == "ltr" else f"\u2066{address}\u2069"
    with in_language(lang):
        values = Given({"address": whole, "day": format_date(letter.last_day)}, {})

        def plain(name: str) -> list[str]:
            return words(lang).text("office_letter", name).paragraphs(values)

        def lines(name: str) -> list[str]:
            return [isolated(line) for line in plain(name)]

        def line(name: str) -> str:
            return lines(name)[0]

        return Side(
            lang=lang,
            direction=language.direction,
            title=line("title"),
            text=lines("text"),
            how=line("how"),
            steps=lines("steps"),
            good_to_know=lines("good_to_know"),
            last_day=line("last_day"),
            ask=line("ask" if letter.contact else "ask_office"),
            picture=plain("picture")[0],
            address=address,
            code=gettext("Kode"),
            home=gettext("Bolig"),
            contact=gettext("Kontakt"),
        )


def _as_typed(address: str) -> str:
    """An address as a person types it: browsers know the rest."""
    return address.partition("://")[2] or address


def qr(address: str) -> str:
    """The QR picture of an address as a `data:` URL, readable with a twelfth of it spoilt."""
    picture = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="png", scale=_SCALE, border=_BORDER)
    return f"data:image/png;base64,{b64encode(picture.getvalue()).decode()}"
