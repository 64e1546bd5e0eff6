"""A language that nobody thought of becomes one of the portal's, without a line of Python.

Made in a copy of the project: Lithuanian, whose words are the English ones.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from portal.i18n.languages import FILE as LIST
from portal.i18n.languages import KNOWN, LANGUAGES, read_languages
from portal.topics.cli import group
from portal.translating.catalogue import as_written, extract, forms, read
from portal.translating.lay_out import add_entry, lay_out
from portal.translating.progress import progress, told
from portal.translating.units import Kind

ROOT = Path(__file__).resolve().parents[3]
COPIED = ("portal", "rules", "content", "locales", "migrations", "babel.cfg", "alembic.ini")
#: asks the portal for its pages and prints what it answers
ASK = """
import re
from portal import create_app
from portal.config import Config
from portal.i18n import LANGUAGES
from portal.translating.progress import findings
app = create_app(Config.from_environ({"SECRET_KEY": "x" * 40, "DATABASE_URL": "sqlite:///tenth.sqlite3"}))
client = app.test_client()
print(*LANGUAGES)
for page in ("", "guide/", "topics/notice", "topics/", "glossary", "news", "compare", "ask"):
    answer = client.get("/lt/" + page, follow_redirects=True)
    print(page, answer.status_code, re.search("<html[^>]*>", answer.text)[0])
for found in findings():
    print(f"{found.file}: {found.problem}")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def ask_for_pages(copy: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_STATE_HOME": str(copy / "state")}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def files(copy: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in ("content", "locales")
        for path in (copy / folder).rglob("*")
        if path.is_file()
    }


def say_it_in_english(copy: Path) -> None:
    """Fill in what was laid out, and call it ready."""
    for path in [*(copy / "content").rglob("lt.yaml"), *(copy / "content").rglob("lt.md")]:
        shutil.copy(path.with_stem("en"), path)
    terms = copy / "content/terms.yaml"
    terms.write_text(
        re.sub(
            r'  en: (.*)\n  ar: (.*)\n  lt: ""', r"  en: \1\n  ar: \2\n  lt: \1", terms.read_text()
        )
    )
    path = copy / "locales/lt/LC_MESSAGES/messages.po"
    own, english = read(path), read(ROOT / "locales/en/LC_MESSAGES/messages.po")
    for message in own:
        if message.id:
            said = forms(english.get(message.id))  # type: ignore[arg-type]
            plural = (*said, *[said[-1]] * 4)[: own.num_plurals]
            message.string = said[0] if isinstance(message.id, str) else tuple(plural)
    path.write_text(as_written(own), encoding="utf-8")
    listed = copy / "content/languages.yaml"
    before, entry = listed.read_text().split("\nlt:\n")
    listed.write_text(f"{before}\nlt:\n{entry.replace('in_preparation', 'ready')}")


def test_a_tenth_language(copy: Path) -> None:
    before = files(copy)
    add_entry("lt", copy)
    add_entry("lt", copy)
    language = read_languages(copy / "content/languages.yaml")["lt"]
    made = list(lay_out(language, copy))
    assert language.endonym == "lietuvių"
    after = files(copy)
    changed = {path.relative_to(copy).as_posix() for path in before if before[path] != after[path]}
    assert changed == {"content/terms.yaml", "content/languages.yaml"}
    assert {copy / file for file in made} == after.keys() - before.keys() | {
        copy / "content/terms.yaml"
    }

    # Once more: what was written is as it was.
    page = copy / "content/topics/notice/lt.md"
    page.write_text(page.read_text().replace('title: ""', "title: Pranešimas"))
    steps = copy / "content/steps/lt.yaml"
    steps.write_text(steps.read_text().replace('""', '"Trūksta: {missing}"', 1))
    written = files(copy)
    assert list(lay_out(language, copy)) == []
    assert files(copy) == written
    found = progress(language, extract(), copy)
    assert (found.written[Kind.TOPIC], found.written[Kind.TEXT]) == (1, 1)
    assert found.missing["content/steps/lt.yaml"] > 10
    assert found.words_left.total() > 50_000
    assert (found.outdated, found.wrong) == ([], [])
    report = "\n".join(told(found, every=True))
    assert report.startswith("lt (lietuvių): in preparation\n")
    assert "content/ask/lt.yaml: nothing in stop_words" in report

    say_it_in_english(copy)
    offered = ask_for_pages(copy)
    languages, *answers = offered.stdout.splitlines()
    assert languages == " ".join([*LANGUAGES, "lt"]), offered.stderr
    pages, wrong = answers[:8], answers[8:]
    for answer in pages:
        assert '200 <html lang="lt" dir="ltr"' in answer
    # And from then on it is held to what the others are held to.
    assert any(line.startswith("content/topics/notice/lt.md: ") for line in wrong)
    assert any("is it still English?" in line for line in wrong)


def test_danish_that_changed_is_outdated(copy: Path) -> None:
    language = KNOWN["pl"]
    list(lay_out(language, copy))
    own, danish = copy / "content/steps/pl.yaml", copy / "content/steps/da.yaml"
    written = [line for line in own.read_text().splitlines() if not line.strip().startswith("#")]
    first = re.search(r'"([^"\\]{20,})"', danish.read_text())
    assert first
    danish.write_text(danish.read_text().replace(first[1], "Skriv i dag.", 1))
    for _ in range(2):
        found = progress(language, extract(), copy)
        assert [each.file for each in found.outdated] == ["content/steps/pl.yaml"]
        list(lay_out(language, copy))
    assert f"# was: {first[1]}\n" in own.read_text()
    assert [line for line in own.read_text().splitlines() if line in written] == written


@pytest.mark.parametrize("code", ["xx", "../x", "da", "EN"])
def test_a_name_that_no_language_has(code: str, app: Flask) -> None:
    before = LIST.read_bytes()
    refused = app.test_cli_runner().invoke(group, ["new-language", code])
    assert refused.exit_code == 2, refused.output
    assert LIST.read_bytes() == before
