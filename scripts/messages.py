"""The words of the interface: bring the catalogues up to date, or check that they are.

python scripts/messages.py update    # after a change of words; then translate what is empty
python scripts/messages.py check     # fails with a list of what is missing or wrong
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "locales"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
NUMBER_OR_PARAGRAPH = re.compile(r"\d+(?:[.,]\d+)*|§")


def extract() -> Catalog:
    """The messages that stand in the code and the templates today."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    template = Catalog(project="Genhusningsguiden", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(ROOT, methods, options):
        # No line numbers: they would change with every edit and say nothing here.
        template.add(message, None, [(name, None)], auto_comments=comments, context=context)
    return template


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parents[1].name)


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


def update() -> None:
    template = extract()
    for path, catalogue in catalogues():
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        path.write_text(as_written(catalogue), encoding="utf-8")
        empty = sum(1 for message in catalogue if message.id and not translated(message))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {empty} to translate")


def translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings)


def problems(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence each."""
    wanted = {message.id for message in template if message.id}
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


def differences(message: Message, num_plurals: int) -> Iterator[str]:
    """Placeholders, numbers and paragraph signs must be the same as in the Danish text."""
    if isinstance(message.id, str):
        pairs = [(message.id, str(message.string))]
    else:
        if len(message.string) != num_plurals:
            yield f"has {len(message.string)} plural forms, not {num_plurals}: {message.id!r}"
        pairs = []
        for form in message.string:
            # A language may say "one" and "two" without the number.
            unknown = set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall(message.id[1]))
            if unknown:
                yield f"unknown placeholder {sorted(unknown)}: {message.id!r}"
    for danish, other in pairs:
        for what, pattern in (("placeholders", PLACEHOLDER), ("numbers", NUMBER_OR_PARAGRAPH)):
            if sorted(pattern.findall(danish)) != sorted(pattern.findall(other)):
                yield f"other {what} than in Danish: {danish!r}"


def check() -> int:
    template = extract()
    found = 0
    for path, catalogue in catalogues():
        for problem in problems(template, catalogue):
            print(f"{path.relative_to(ROOT)}: {problem}")
            found += 1
    print(f"Translations: {len(template)} messages, {found} problems")
    return 1 if found else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["check"]:
            sys.exit(check())
        case _:
            sys.exit(__doc__)
