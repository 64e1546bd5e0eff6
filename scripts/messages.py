"""The words of the interface: bring the catalogues up to date, or check that they are.

python scripts/messages.py update    # after a change of words; then translate what is empty
python scripts/messages.py check     # fails with a list of what is missing or wrong
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from portal.i18n.languages import KNOWN, LANGUAGES  # noqa: E402  found by the line above
from portal.translating.catalogue import (  # noqa: E402
    as_written,
    bring_up_to_date,
    catalogues,
    extract,
    plural_problem,
    problems,
    translated,
)


def update() -> None:
    template = extract()
    for path, catalogue in catalogues():
        bring_up_to_date(catalogue, template, KNOWN[path.parents[1].name])
        path.write_text(as_written(catalogue), encoding="utf-8")
        empty = sum(1 for message in catalogue if message.id and not translated(message))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {empty} to translate")


def check() -> int:
    template = extract()
    found = 0
    for path, catalogue in catalogues():
        code = path.parents[1].name
        counts = plural_problem(catalogue, KNOWN[code].locale)
        wrong = [*problems(template, catalogue, KNOWN[code]), *([counts] if counts else [])]
        if code not in LANGUAGES:
            print(f"{path.relative_to(ROOT)}: in preparation, {len(wrong)} to do")
            continue
        for problem in wrong:
            print(f"{path.relative_to(ROOT)}: {problem}")
        found += len(wrong)
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
