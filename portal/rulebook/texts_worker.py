"""Runs inside one version of the project: its texts, filled with the law's numbers of some days.

Started as a file by `impact_of_texts`, in the folder of that version, with the days; prints day →
language → path → text. What a person's own facts would fill stands as a gap.
"""

import json
import os
import sys
from datetime import date

sys.path.insert(0, os.getcwd())  # before the imports: the version in this folder

from portal.i18n import LANGUAGES, in_language
from portal.words import Text, words
from portal.words.values import law_values
from rules import parameters


def texts(lang: str, on: date) -> dict[str, str]:
    """Every text of a language, its variants a line each."""
    with in_language(lang):
        values = law_values(on, parameters.load())
        return {
            "/".join(path): "\n".join(Text((raw,)).fill(values) for raw in text.raw)
            for path, text in words(lang).all()
        }


if __name__ == "__main__":
    told = {
        day: {lang: texts(lang, date.fromisoformat(day)) for lang in LANGUAGES}
        for day in sys.argv[1:]
    }
    json.dump(told, sys.stdout)
