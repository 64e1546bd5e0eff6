"""How far a language has come, and what is wrong with what is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog

from portal.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES, Language
from portal.topics.check import Finding
from portal.translating import catalogue, own_words, pages
from portal.translating.checks import own_signs, problems
from portal.translating.units import ROOT, Broken, Kind, units
from rules.strict_yaml import YamlError

#: what the tests ask a ready language for beside its texts
FOR_THE_TESTS = ("tests/questions/own/{}.jsonl", "tests/portal/ask/said/{}.txt")


@dataclass
class Progress:
    """Counts of a language, and what is to be mended. ``words`` are those of the Danish texts."""

    language: Language
    all: Counter[Kind] = field(default_factory=Counter)
    written: Counter[Kind] = field(default_factory=Counter)
    words_left: Counter[Kind] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    """Texts that are not written, by file."""
    outdated: list[Finding] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    few_phrasings: list[str] = field(default_factory=list)
    empty: dict[str, list[str]] = field(default_factory=dict)
    """Parts of the files of `own_words` that have nothing in them."""
    absent: list[str] = field(default_factory=list)


def progress(language: Language, template: Catalog, root: Path = ROOT) -> Progress:
    """How far a language has come. ``template``: the messages of the interface."""
    found = Progress(language)
    for unit in units(language, root, template):
        if isinstance(unit, Broken):
            found.wrong.append(Finding(unit.file, unit.problem))
            continue
        found.all[unit.kind] += 1
        found.written[unit.kind] += bool(unit.own)
        if not unit.own or unit.outdated:
            found.words_left[unit.kind] += unit.words
        if not unit.own:
            found.missing[unit.file] += 1
            continue
        if unit.outdated:
            found.outdated.append(Finding(unit.file, f"{unit.key}: made from another Danish text"))
        found.wrong += [Finding(unit.file, f"{unit.key}: {p}") for p in problems(unit, language)]
    found.few_phrasings = list(_few_phrasings(root, language.code))
    for name, file in own_words.FILES.items():
        try:
            found.empty[file.format(language.code)] = own_words.empty(name, root, language.code)
        except YamlError as error:
            found.wrong.append(Finding(file.format(language.code), str(error)))
    wanted = (file.format(language.code) for file in FOR_THE_TESTS)
    found.absent = [file for file in wanted if not (root / file).exists()]
    return found


def findings(template: Catalog | None = None, root: Path = ROOT) -> Iterator[Finding]:
    """What is wrong with the texts of the languages that readers are offered.

    Missing words of the interface are told by `scripts/messages.py check`.
    """
    messages = template or catalogue.extract()
    for unit in units(DEFAULT_LANGUAGE, root):
        if not isinstance(unit, Broken):
            for problem in own_signs(unit.own, DEFAULT_LANGUAGE):
                yield Finding(unit.file, f"{unit.key}: {problem}")
    for code, language in LANGUAGES.items():
        if code == DEFAULT_LANGUAGE.code:
            continue
        found = progress(language, messages, root)
        for file, number in found.missing.items():
            if not file.startswith("locales/"):
                yield Finding(file, f"{number} texts are not translated")
        yield from found.outdated
        yield from found.wrong


def _few_phrasings(root: Path, code: str) -> Iterator[str]:
    for path in sorted((root / "content/topics").glob("*/da.md")):
        own = path.with_name(f"{code}.md")
        try:
            found = pages.parts(own.read_text(encoding="utf-8"))[1] if own.exists() else []
        except (ValueError, YamlError):
            continue
        if len(found) < pages.FEWEST_PHRASINGS:
            yield path.parent.name


def told(found: Progress, *, every: bool = False) -> Iterator[str]:
    """The report, line by line. ``every``: each file with what is missing, each fault."""
    language = found.language
    yield f"{language.code} ({language.endonym}): {language.state.replace('_', ' ')}"
    for kind, number in found.all.items():
        left = f"{found.words_left[kind]:,} words left"
        yield f"  {kind}: {found.written[kind]} of {number} written, {left}"
    yield f"  topics with fewer than {pages.FEWEST_PHRASINGS} phrasings: {len(found.few_phrasings)}"
    for file, parts in found.empty.items():
        if parts:
            yield f"  {file}: nothing in {', '.join(parts)}"
    for file in found.absent:
        yield f"  {file}: not there yet"
    yield f"  outdated: {len(found.outdated)}; to mend: {len(found.wrong)}"
    yield from (f"    {each.file}: {each.problem}" for each in (*found.outdated, *found.wrong))
    if every:
        yield from (f"    {file}: {n} not written" for file, n in sorted(found.missing.items()))
    yield f"  {sum(found.words_left.values()):,} Danish words are left in all."
