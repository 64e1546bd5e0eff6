"""The files that set the project up: locks, catalogues, scripts."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.i18n.languages import KNOWN
from portal.translating.catalogue import needed
from scripts import messages

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-semantic.txt"]


def canonical(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "index-url" not in text
    entries = re.findall(r"^[a-z0-9].*(?:\n .*)*", text, re.MULTILINE)
    assert entries
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = {canonical(entry) for entry in project["project"]["dependencies"]}
    development = {canonical(entry) for entry in project["dependency-groups"]["dev"]}
    extra = {canonical(e) for e in project["project"]["optional-dependencies"]["semantic"]}
    every = (runtime, runtime | development, runtime | extra)
    for name, wanted in zip(LOCKS, every, strict=True):
        locked = re.findall(r"^([a-z0-9][^=\[]*)", (ROOT / name).read_text(), re.MULTILINE)
        assert wanted <= set(locked), f"run `make lock`: {name}"


def test_tests_run_with_the_versions_that_production_runs_with() -> None:
    pinned = [
        set(re.findall(r"^([^ #]+==[^ ;]+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in LOCKS
    ]
    assert pinned[0] <= pinned[1]
    assert pinned[0] <= pinned[2]


@pytest.mark.parametrize(
    "name", [".ci/run", "scripts/install", "scripts/make-venv", "scripts/test-tools"]
)
def test_scripts_can_be_run_and_stop_at_the_first_mistake(name: str) -> None:
    path = ROOT / name
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in path.read_text()


# Catalogues


def test_every_word_is_translated() -> None:
    template = messages.extract()
    found = {
        path.parents[1].name: list(
            messages.problems(template, catalogue, KNOWN[path.parents[1].name])
        )
        for path, catalogue in messages.catalogues()
        if path.parents[1].name in LANGUAGES
    }
    assert found == {code: [] for code in LANGUAGES if code != DEFAULT_LANGUAGE.code}


def test_catalogues_are_written_as_the_command_writes_them() -> None:
    for path, catalogue in messages.catalogues():
        assert path.read_text(encoding="utf-8") == messages.as_written(catalogue)


def problems(danish: str, **english: object) -> list[str]:
    template, catalogue = Catalog(), Catalog(locale="en")
    template.add(danish)
    catalogue.add(danish, **english)
    return [text.split(":")[0] for text in messages.problems(template, catalogue, KNOWN["en"])]


def test_what_is_wrong_with_a_translation_is_found() -> None:
    assert problems("%(n)s uger, § 62", string="§ 62: %(n)s weeks") == []
    assert problems("Ja", string="") == ["not translated"]
    assert problems("Ja", string="Yes", flags=["fuzzy"]) == [
        "fuzzy (read it, then take the mark away)"
    ]
    assert problems("%(n)s uger", string="%(x)s weeks") == ["other placeholders than in Danish"]
    assert problems("6 uger", string="8 weeks") == ["other numbers than in Danish"]
    assert problems("§ 62", string="62") == ["other numbers than in Danish"]


def test_catalogues_and_words_must_be_the_same_set() -> None:
    template, catalogue = Catalog(), Catalog(locale="en")
    template.add("Ja")
    catalogue.add("Nej", "No")
    assert [
        text.split(" (")[0] for text in messages.problems(template, catalogue, KNOWN["en"])
    ] == [
        "not in the catalogue",
        "no longer used",
    ]


def test_words_of_the_office_are_needed_in_its_languages_only() -> None:
    template, catalogue = Catalog(), Catalog(locale="ar")
    template.add("Husstande", locations=[("portal/templates/cases/households.html", None)])
    template.add("Breve", locations=[("portal/cases/letters/letter.py", None)])
    both = [("portal/templates/cases/plan.html", None), ("portal/templates/base.html", None)]
    template.add("Sprog", locations=both)
    told = {
        code: [message.id for message in needed(template, KNOWN[code])] for code in ("en", "ar")
    }
    assert told == {"en": ["Husstande", "Breve", "Sprog"], "ar": ["Breve", "Sprog"]}
    catalogue.add("Husstande", "أسر")
    catalogue.add("Sprog", "اللغة")
    messages.bring_up_to_date(catalogue, template, KNOWN["ar"])
    assert {message.id for message in catalogue if message.id} == {"Breve", "Sprog"}


def test_plural_forms_are_compared_too() -> None:
    template, catalogue = Catalog(), Catalog(locale="en")
    template.add(("%(num)s dag", "%(num)s dage"))
    catalogue.add(("%(num)s dag", "%(num)s dage"), ("one day", "%(n)s days"))
    (found,) = messages.problems(template, catalogue, KNOWN["en"])
    assert found.startswith("unknown placeholder ['%(n)s']")
