"""Links and codes as a table, for an office that writes its letters itself."""

from collections.abc import Sequence

from portal.cases import exporting
from portal.cases.letters.letter import HouseholdLetter, language_of
from portal.cases.letters.order import Output
from portal.cases.links import shown_code
from portal.i18n import LANGUAGES, gettext


def table(letters: Sequence[HouseholdLetter], output: Output) -> bytes:
    """The file, its headings in the language of the page."""
    columns = [
        gettext("Betegnelse"),
        gettext("Sprog"),
        gettext("Link"),
        gettext("Kode"),
        gettext("Her skrives koden"),
        gettext("Virker til og med"),
    ]
    rows = [
        (
            letter.label,
            LANGUAGES[language_of(letter.language)].endonym,
            letter.link,
            shown_code(letter.code),
            letter.code_address,
            letter.last_day,
        )
        for letter in letters
    ]
    written = exporting.as_csv if output is Output.CSV else exporting.as_xlsx
    return written(columns, rows)
