"""The texts of `content/`: the same tree in each language, and every word that can be needed."""

import re
import unicodedata
from pathlib import Path

import pytest

from portal.i18n import LANGUAGES
from portal.i18n.languages import KNOWN
from portal.letters.written import NAMES as LETTER_NAMES
from portal.words import Text, words
from portal.words.library import CONTENT, FOLDERS, files_of, load_words
from portal.words.values import NAMES
from rules import parameters
from rules.facts import NOT_YET, SPECS, Kind
from rules.findings import Finding
from rules.interview import QUESTIONS
from rules.laws import ACTS
from rules.outcomes import Law, Rehousing
from rules.strict_yaml import read_mapping
from rules.truth import Verdict

OTHERS = [code for code in LANGUAGES if code != "da"]
#: what the page itself gives, by the beginning of the path
GIVEN = {
    ("outcomes",): {"missing"},
    ("steps",): {"missing"},
    ("changes",): {"value"},
    ("course", "calendar"): {"title", "source", "kind"},
    ("checklist", "kept"): {"day"},
    ("checklist", "office"): {"day", "organisation"},
    ("checklist", "errors"): {"minutes"},
    ("checklist", "wait"): {"minutes"},
    ("letters",): set(LETTER_NAMES),
    ("office_letter",): {"address", "day"},
    ("plan",): {"case", "cleared", "planning_first", "planning_last", "source", "title"}
    | {"reserve_high", "reserve_low"},
    ("pages", "home_check"): {"rooms_needed"},
    ("rulebook",): {"day", "first", "last", "name"},
    ("pages", "topics"): {"letter"},
    ("pages", "news"): {"day", "topic"},
    ("pages", "calculator"): set(
        re.findall(
            r"\w+",
            "old new difference share first step years total area increase increase_year"
            " threshold above below for_above for_below",
        )
    ),
}
#: every number of the law can be named by its own key
PARAMETERS = parameters.load().all.keys()
#: Danish, for adults who read slowly; the readability index that Danish authorities use
MOST_LIX = 35


#: what stands beside the words and is none: ids, addresses, numbers
NO_WORDS = {"kind", "rules", "url", "tel"}


def texts(lang: str) -> dict[tuple[str, ...], Text]:
    """What is read, by its path."""
    return {path: text for path, text in words(lang).all() if path[-1] not in NO_WORDS}


DANISH = texts("da")
#: words that another language has as well
ALIKE = {"Kontakt"}


def test_there_is_a_file_for_each_language_and_nothing_else() -> None:
    expected = {
        Path(kind) / f"{lang}.yaml" for lang in LANGUAGES for kind in files_of(LANGUAGES[lang])
    }
    for kind in FOLDERS:
        names = {path.name for path in (CONTENT / kind).iterdir()}
        expected |= {Path(kind) / name / f"{lang}.yaml" for name in names for lang in LANGUAGES}
    found = {path.relative_to(CONTENT) for path in CONTENT.rglob("*") if path.is_file()}
    # Topics have tests of their own, and so have what the matcher reads and how signs are said.
    others = {path for path in found if path.parts[0] in ("topics", "ask", "spoken")}
    shared = {Path("terms.yaml"), Path("municipalities.yaml"), Path("news", "entries.yaml")}
    shared.add(Path("languages.yaml"))
    begun = {path for path in found if path.stem in KNOWN and path.stem not in LANGUAGES}
    assert found - others - shared - begun == expected


@pytest.mark.parametrize("lang", OTHERS)
def test_each_language_has_the_same_texts_in_the_same_order(lang: str) -> None:
    kinds = {*files_of(LANGUAGES[lang]), *FOLDERS}
    assert list(texts(lang)) == [path for path in DANISH if path[0] in kinds]


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_no_word_is_the_same_in_each_language(lang: str) -> None:
    for path, text in words(lang).all():
        if path[-1] in NO_WORDS - {"url"}:  # an authority may have a page in that language
            assert text.raw == words("da").text(*path).raw, "/".join(path)
        if path[-1] == "url":
            assert all(raw.startswith("https://") for raw in text.raw)


@pytest.mark.parametrize("lang", OTHERS)
def test_each_text_has_as_many_paragraphs_with_the_same_placeholders(lang: str) -> None:
    wrong = [
        "/".join(path)
        for path, text in texts(lang).items()
        if [placeholders(raw) for raw in text.raw] != [placeholders(r) for r in DANISH[path].raw]
    ]
    assert not wrong


def placeholders(raw: str) -> list[str]:
    return sorted(set(re.findall(r"\{([\w.]+)\}", raw)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_placeholder_stands_for_something(lang: str) -> None:
    for path, text in texts(lang).items():
        given = {n for start, names in GIVEN.items() if path[: len(start)] == start for n in names}
        assert text.placeholders <= NAMES | given | PARAMETERS, "/".join(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_text(lang: str) -> None:
    for path, text in texts(lang).items():
        for raw in text.raw:
            where = ("/".join(path), raw)
            assert raw.strip() == raw != "", where
            assert not re.search(r"<\w|</|&\w+;|\*\*|\[[^\]]*\]\(|https?://", raw), where
            assert not re.search(r"\s\s|\s[.,;:!?](\s|$)|\.\.", raw), where
            assert raw.count("{") == raw.count("}") == len(re.findall(r"\{[\w.]+\}", raw)), where
            assert not [c for c in raw if unicodedata.category(c) in ("Cc", "Co", "Cn")], where
            assert "TODO" not in raw, where
            assert unicodedata.is_normalized("NFC", raw), where


def numbers(raw: str) -> list[str]:
    """The numbers in a text, as digits; not of names that a translation may add in brackets."""
    plain = re.sub(r"\{\w+\}", " ", raw)
    for language in LANGUAGES.values():
        for name in language.named:
            plain = plain.replace(name, " ")
    plain = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in plain.replace("²", "")
    )
    plain = re.sub(r"(?<=\d)[.,](?=\d)", "", plain)
    return sorted(set(re.findall(r"\d+", plain)))


@pytest.mark.parametrize("lang", OTHERS)
def test_numbers_are_the_same_in_each_language(lang: str) -> None:
    wrong = {
        "/".join(path): (numbers(raw), numbers(danish))
        for path, text in texts(lang).items()
        for raw, danish in zip(text.raw, DANISH[path].raw, strict=True)
        if numbers(raw) != numbers(danish)
    }
    assert not wrong


@pytest.mark.parametrize("lang", OTHERS)
def test_paragraph_signs_are_the_same_in_each_language(lang: str) -> None:
    for path, text in texts(lang).items():
        for raw, danish in zip(text.raw, DANISH[path].raw, strict=True):
            assert raw.count("§") == danish.count("§"), "/".join(path)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_was_left_in_danish(lang: str) -> None:
    same = [
        "/".join(path)
        for path, text in texts(lang).items()
        for raw, danish in zip(text.raw, DANISH[path].raw, strict=True)
        if raw == danish
        and re.search(r"[^\W\d_]{4}", re.sub(r"\{\w+\}", "", raw))
        and raw not in ALIKE
    ]
    assert not same


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_is_written_in_its_own_letters(lang: str) -> None:
    script = LANGUAGES[lang].script.upper()
    for path, text in texts(lang).items():
        for raw in text.raw:
            letters = re.findall(r"[^\W\d_]", re.sub(r"\{[\w.]+\}", "", raw))
            names = [unicodedata.name(letter) for letter in letters]
            assert not names or any(name.startswith(script) for name in names), (path, raw)
            # digits as in the Danish letters that are held beside it
            assert not [c for c in raw if c.isdecimal() and not c.isascii()], ("/".join(path), raw)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terms_have_every_language(lang: str) -> None:
    for name, term in read_mapping(CONTENT / "terms.yaml").items():
        assert term[lang].strip(), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_has_its_words(lang: str) -> None:
    found = words(lang)
    for question in QUESTIONS:
        for part in ("title", "why", "answered"):
            assert found.text("questions", question.id, part).raw[0]
        for name in question.fields:
            _options(lang, question.id, name, tick=name in question.extra)
    assert set(found.branch("questions")) == {question.id for question in QUESTIONS}


def _options(lang: str, question: str, name: str, *, tick: bool) -> None:
    found, spec = words(lang), SPECS[name]
    options = found.branch("questions", question, "options")
    if spec.kind is Kind.CHOICE:
        assert set(options) == set(spec.choices), "every choice, and no other"
        assert all(found.has("questions", question, "options", o, "label") for o in options)
    elif spec.kind is Kind.DATE_OR_NOT_YET:
        assert set(options) == {NOT_YET}
    elif spec.kind is Kind.BOOL and not tick and not found.has("questions", question, "fields"):
        assert set(options) <= {"yes", "no"}
    elif spec.kind is not Kind.DATE or found.has("questions", question, "fields"):
        short = name.removeprefix("notice_").removeprefix("offer_")
        labels = (("questions", question, "fields", n, "label") for n in (name, short))
        assert any(found.has(*path) for path in labels), (question, name)


FINDINGS: dict[str, list[Finding]] = {}
for _act in ACTS.values():
    for _finding in _act.findings:
        FINDINGS.setdefault(_finding.id, []).append(_finding)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_words_for_each_verdict(lang: str) -> None:
    for name in FINDINGS:
        for part in ("title", Verdict.YES, Verdict.NO, Verdict.UNKNOWN):
            assert words(lang).has("findings", name, part), (name, part)
    assert set(words(lang).branch("findings")) == set(FINDINGS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_outcome_step_note_and_date_has_its_words(lang: str) -> None:
    found = words(lang)
    general = {"no_act", "which_law", "which_reason", "ways", "ways_by_reason"}
    assert set(found.branch("outcomes")) - set(Rehousing) - general == set(Law) - {Law.NONE}
    for law, act in ACTS.items():
        # What holds under no act has its words in `no_act`.
        for verdict in _verdicts(act) if law is not Law.NONE else ():
            own = found.branch("outcomes", law, verdict) or found.branch("outcomes", verdict)
            assert {"answer", "meaning"} <= set(own), (law, verdict)
    for path, _ in words(lang).all():
        if path[0] == "outcomes" and path[1] not in ("ways", "ways_by_reason"):
            twin = path[-1].replace("answer", "meaning")
            assert found.has(*path[:-1], twin), "each short answer has its meaning"
            assert found.has(*path[:-1], twin.replace("meaning", "answer")), path
    for act in ACTS.values():
        for kind, advice in (("steps", act.steps), ("notes", act.notes)):
            for each in advice:
                assert found.has(kind, each.id, "title"), each.id
                assert found.has(kind, each.id, "text"), each.id
        for due in (*act.deadlines, *(f for f in act.findings if found.has("deadlines", f.id))):
            assert found.has("deadlines", due.id, "title"), due.id
            assert found.has("deadlines", due.id, "text"), due.id


def _verdicts(act: object) -> set[Rehousing]:
    decision = act.rehousing  # type: ignore[attr-defined]
    return {branch.result for branch in decision.branches} | {decision.otherwise}


def test_no_text_is_left_over() -> None:
    """Steps and notes that no rule leads to would never be read."""
    steps = {each.id for act in ACTS.values() for each in act.steps}
    notes = {each.id for act in ACTS.values() for each in act.notes}
    assert set(words("da").branch("steps")) == steps | {
        "find_out",
        "ask_if_decided",
        "ask_what_happens",
        "ask_who_lets",
    }
    assert set(words("da").branch("notes")) == notes


def lix(text: str) -> float:
    """Words per sentence, and long words in a hundred (Björnsson)."""
    found = re.findall(r"\w+", text)
    sentences = max(1, len(re.findall(r"[.:!?](?:\s|$)", text)))
    long = [word for word in found if len(word) > 6]
    return len(found) / sentences + 100 * len(long) / len(found)


def test_danish_is_easy_to_read() -> None:
    plain = [
        re.sub(r"\{\w+\}", "14", raw if re.search("[.:!?]$", raw) else f"{raw}.")
        for text in DANISH.values()
        for raw in text.raw
    ]
    average = lix(" ".join(plain))
    print(f"LIX {average:.1f} over {len(plain)} Danish texts")
    assert average < MOST_LIX
    assert lix("Byfornyelsesbeslutninger nødvendiggør genhusningsforanstaltninger.") > 60


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reading_them_again_gives_the_same(lang: str) -> None:
    again = {path: text.raw for path, text in load_words(lang).all()}
    assert again == {path: text.raw for path, text in words(lang).all()}
