"""The words of the interface: what stands in code and templates, and what each language says.

Catalogues are `locales/<language>/LC_MESSAGES/messages.po`; docs/decisions/0003-interface-words.md.
"""

import io
import re
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from portal.i18n.languages import Language

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
_NUMBER_OR_PARAGRAPH = re.compile(r"\d+(?:[.,]\d+)*|§")
#: words that stand nowhere else are read by the office alone
_OFFICE = re.compile(
    r"portal/(?:staff|cases/(?!letters/))"
    r"|portal/templates/(?:staff|cases|corrections/(?!form|thanks|words)|municipality/staff_)"
)
#: no language counts differently beyond
_COUNTED = (*range(1001), 10**6, 10**6 + 1)
_TAGS = ("zero", "one", "two", "few", "many", "other")


def extract() -> Catalog:
    """The messages that stand in the code and the templates today."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = Catalog(project="Genhusningsguiden", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(ROOT, methods, options):
        # No line numbers: they would change with every edit and say nothing here.
        places: Any = [(name, None)]
        template.add(message, None, places, auto_comments=comments, context=context)
    return template


def catalogues(folder: Path = LOCALES) -> Iterator[tuple[Path, Catalog]]:
    """Every catalogue there is, also of languages that are in preparation."""
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        yield path, read(path)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def new(code: str, locale: Locale) -> Catalog:
    """An empty catalogue with as many plural forms as CLDR has for the language."""
    header = f'msgid ""\nmsgstr ""\n"Plural-Forms: {to_gettext(locale.plural_form)}\\n"\n'
    return read_po(io.BytesIO(header.encode()), locale=code)


def as_written(catalogue: Catalog) -> str:
    """The file of a catalogue, the same whenever and by whomever it is written."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header + buffer.getvalue().decode()


def needed(template: Catalog, language: Language) -> Iterator[Message]:
    """The messages that a language needs: the office's own only where the office is in it."""
    for message in template:
        places = [place for place, _line in message.locations]
        office = bool(places) and all(map(_OFFICE.match, places))
        if message.id and (language.office or not office):
            yield message


def bring_up_to_date(catalogue: Catalog, template: Catalog, language: Language) -> None:
    """Add what is new, empty; take out what is not needed."""
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    wanted = {_key(message) for message in needed(template, language)}
    for message in [each for each in catalogue if each.id and _key(each) not in wanted]:
        catalogue.delete(message.id, message.context)
    catalogue.obsolete.clear()


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    """What a message is translated to: its plural forms, or the one string it has."""
    written = message.string
    return [written] if isinstance(written, str) else list(written or ())


def translated(message: Message) -> bool:
    return bool(forms(message)) and all(forms(message))


def problems(template: Catalog, catalogue: Catalog, language: Language) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence each."""
    wanted = {message.id for message in needed(template, language)}
    present = {message.id: message for message in catalogue if message.id}
    for key in sorted(wanted - present.keys(), key=str):
        yield f"not in the catalogue (run `make messages`): {key!r}"
    for key in sorted(present.keys() - wanted, key=str):
        yield f"no longer used (run `make messages`): {key!r}"
    for key, message in present.items():
        if message.fuzzy:
            yield f"fuzzy (read it, then take the mark away): {key!r}"
        elif not translated(message):
            yield f"not translated: {key!r}"
        else:
            yield from differences(message, catalogue.num_plurals)


def plural_problem(catalogue: Catalog, locale: Locale) -> str | None:
    """Whether the catalogue counts otherwise than the language does, by CLDR."""
    rule = locale.plural_form
    tags = [tag for tag in _TAGS if tag == "other" or tag in rule.tags]
    form = c2py(catalogue.plural_expr)
    wrong = [n for n in _COUNTED if form(n) != tags.index(rule(n))]
    if catalogue.num_plurals != len(tags) or wrong:
        return f"its plural forms are not those of CLDR: {to_gettext(rule)}"
    return None


def differences(message: Message, num_plurals: int) -> Iterator[str]:
    """Placeholders, numbers and paragraph signs must be the same as in the Danish text."""
    if isinstance(message.id, str):
        pairs = [(message.id, str(message.string))]
    else:
        if len(forms(message)) != num_plurals:
            yield f"has {len(forms(message))} plural forms, not {num_plurals}: {message.id!r}"
        pairs = []
        for form in forms(message):
            # A language may say "one" and "two" without the number.
            unknown = set(_PLACEHOLDER.findall(form)) - set(_PLACEHOLDER.findall(message.id[1]))
            if unknown:
                yield f"unknown placeholder {sorted(unknown)}: {message.id!r}"
    for danish, other in pairs:
        for what, pattern in (("placeholders", _PLACEHOLDER), ("numbers", _NUMBER_OR_PARAGRAPH)):
            if sorted(pattern.findall(danish)) != sorted(pattern.findall(other)):
                yield f"other {what} than in Danish: {danish!r}"
