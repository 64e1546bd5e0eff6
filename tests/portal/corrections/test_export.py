"""Accepted texts as a patch: `git apply` takes it, and nothing else of a file changes."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.corrections.kinds import PageKind, State
from portal.corrections.patched import patched
from portal.corrections.places import Place, places
from portal.i18n import LANGUAGES
from portal.staff.times import now
from portal.topics.library import topics
from portal.words.library import CONTENT
from rules.interview import BY_ID
from rules.strict_yaml import read_text
from tests.portal.corrections.conftest import told


def accepted(at: Place, text: str, **columns: object) -> int:
    row = {"file": at.file, "place": at.at, "was": at.text, "proposal": text}
    return told(state=State.ACCEPTED, **{"decided": now(), **row, **columns})


def export(app: Flask, status: int = 0) -> tuple[str, str]:
    result = app.test_cli_runner().invoke(args=["content", "corrections", "export"])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def place_of(page: PageKind, name: str, at: str, lang: str = "da") -> Place:
    return next(place for place in places(page, name, lang) if place.at == at)


def test_the_patch_can_be_applied(office: Flask, tmp_path: Path) -> None:
    title = place_of(PageKind.TOPIC, "notice", "title", "ar")
    block = place_of(PageKind.TOPIC, "notice", "body/1", "ar")
    word = place_of(PageKind.GLOSSARY, "", "forbud")
    accepted(title, "عنوان أفضل: سهل")
    accepted(block, block.text + " نص أفضل.")
    accepted(word, 'Kommunens "nej" \\ på skrift: ingen må bo her.')
    told(state=State.DECLINED, file=word.file, place="paabud", was="x", proposal="Nej")
    told()
    patch, waiting = export(office)
    assert patch.count("\n@@") == 3 or patch.count("@@ -") == 3
    assert waiting == "1 corrections wait for an answer in the office.\n"
    for file in (title.file, word.file):
        copy = tmp_path / "content" / file
        copy.parent.mkdir(parents=True)
        copy.write_bytes((CONTENT / file).read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)
    made = (tmp_path / "content" / title.file).read_text(encoding="utf-8")
    assert "عنوان أفضل: سهل" in made
    assert block.text + " نص أفضل." in made
    changed = [line for line in patch.splitlines() if line.startswith(("+", "-"))]
    assert len(changed) == 2 * 2 + 2 * 3


def test_nothing_accepted_is_no_patch(sqlite_office: Flask) -> None:
    assert export(sqlite_office) == ("", "")


def test_of_two_for_one_place_the_later_stays(sqlite_office: Flask) -> None:
    place = place_of(PageKind.GLOSSARY, "", "forbud")
    accepted(place, "Den nye.")
    accepted(place, "Den gamle.", decided=now() - timedelta(hours=1))
    patch, lost = export(sqlite_office, 1)
    # The later one was written for another text: it is named, not put over what came first.
    assert '+forbud: "Den gamle."' in patch
    assert "says something else now" in lost


def test_what_stands_there_already_is_left_out(sqlite_office: Flask) -> None:
    place = place_of(PageKind.GLOSSARY, "", "forbud")
    told(
        state=State.ACCEPTED,
        file=place.file,
        place=place.at,
        was="Som det var",
        proposal=place.text,
        decided=now(),
    )
    assert export(sqlite_office) == ("", "")


@pytest.mark.parametrize(
    "lost",
    [
        {"was": "Noget, der ikke står der"},
        {"place": "nowhere"},
        {"place": "forbud/0"},
        {"file": "glossary/xx.yaml"},
    ],
)
def test_a_text_that_is_gone_is_named(sqlite_office: Flask, lost: dict[str, str]) -> None:
    place = place_of(PageKind.GLOSSARY, "", "forbud")
    number = accepted(place, "Bedre", **lost)
    patch, named = export(sqlite_office, 1)
    assert patch == ""
    assert f"correction {number}:" in named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_can_be_replaced_alone(lang: str) -> None:
    """Every place of some pages of each kind: the file changes there, and nowhere else."""
    text = 'Ny: "tekst" \\ # {x} – نص'
    some = [
        *places(PageKind.QUESTION, list(BY_ID)[3], lang),
        *places(PageKind.RESULT, "", lang)[::60],
        *places(PageKind.GLOSSARY, "", lang)[::25],
        *places(PageKind.CHECKLIST, "", lang)[::60],
    ]
    for place in some:
        source = (CONTENT / place.file).read_text(encoding="utf-8")
        made = patched(source, place.at, place.text, text)
        assert made is not None, place.key
        assert len(made.splitlines()) == len(source.splitlines())
        assert patched(made, place.at, text, place.text) is not None
        assert read_text(made, "") != read_text(source, "")
    for slug in ("notice", "moving-costs"):
        for place in places(PageKind.TOPIC, slug, lang):
            source = (CONTENT / place.file).read_text(encoding="utf-8")
            made = patched(source, place.at, place.text, "Ny tekst")
            assert made is not None, place.key
            assert source.count(place.text) == made.count(place.text) + 1 or place.at == "title"
    assert topics(lang)


def test_a_block_that_has_moved_is_found() -> None:
    source = "---\ntitle: x\n---\nEn.\n\nTo.\n\nTo.\n"
    moved = "---\ntitle: x\n---\nNy.\n\nEn.\n\nTo.\n\nTo.\n"
    assert patched(source, "body/0", "En.", "1.") == source.replace("En.", "1.")
    assert patched(moved, "body/0", "En.", "1.") == moved.replace("En.", "1.")
    assert patched(source, "body/2", "To.", "2.") == source[: -len("To.\n")] + "2.\n"
    assert patched(moved, "body/0", "To.", "2.") is None  # there are two
    assert patched(source, "body/9", "Tre.", "3.") is None
