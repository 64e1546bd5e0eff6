"""The registry of rules and the texts they cite."""

import re
from collections import Counter
from typing import Any

import pytest

from rules.parameters import load
from rules.sources import (
    Confidence,
    Kind,
    Source,
    SourceError,
    Text,
    cite,
    load_registry,
    load_texts,
    parse_registry,
    parse_texts,
)

HOW_MANY = {
    "BYF-G": 10,
    "BYF-T": 19,
    "BYF-P": 21,
    "BYF-R": 5,
    "BYF-N": 5,
    "BYF-I": 10,
    "ALM": 32,
    "PRV": 11,
    "KON": 12,
    "HLP": 12,
}
TEXT = {"name": "n", "kind": "law", "title": "t", "url": "https://example.org/"}
RULE = {"title": "t", "confidence": "high", "sources": [{"law": "BFL", "ref": "§ 1"}]}
TEXTS = parse_texts({"BFL": TEXT})

every_rule = pytest.mark.parametrize("rule", load_registry().values(), ids=list(load_registry()))


def test_all_137_rules_are_here_and_numbered_without_a_gap() -> None:
    ids = list(load_registry())
    assert len(ids) == 137
    assert Counter(rule_id.rpartition("-")[0] for rule_id in ids) == HOW_MANY
    expected = [f"{part}-{n:02}" for part, many in HOW_MANY.items() for n in range(1, many + 1)]
    assert sorted(ids) == sorted(expected)


@every_rule
def test_a_rule_says_where_it_is_written(rule: Any) -> None:
    assert rule.title
    assert rule.sources
    assert len(set(rule.sources)) == len(rule.sources)
    for source in rule.sources:
        assert source.key in load_texts()
        assert source.law
        assert source.url.startswith("https://")


@every_rule
def test_places_are_written_in_danish(rule: Any) -> None:
    for source in rule.sources:
        assert not re.search(r"\b(and|last|ch|p|pp|current|silent)\b", source.ref), source
        if source.kind is Kind.LAW:
            assert re.match(r"(§§? \d|kap\. \d|indholdsfortegnelsen$|$)", source.ref), source
            first, second = r"\d+( [a-z])?", r"(-| og |, )\d"
            if source.ref.startswith("§§"):
                assert re.match(rf"§§ {first}{second}", source.ref), source
            assert not re.match(rf"§ {first}{second}", source.ref), source


def test_every_act_is_cited_by_paragraph() -> None:
    whole = {
        (rule.id, source.key)
        for rule in load_registry().values()
        for source in rule.sources
        if source.kind is Kind.LAW and not source.ref
    }
    assert whole == {("HLP-12", "LOV469")}


def test_texts_that_say_nothing_are_marked() -> None:
    silent = {
        (rule.id, source.ref)
        for rule in load_registry().values()
        for source in rule.sources
        if source.silent
    }
    assert silent == {("BYF-T-09", "§ 63"), ("BYF-R-04", "§ 61, stk. 2")}


def test_every_text_is_used() -> None:
    used = {source.key for rule in load_registry().values() for source in rule.sources}
    for parameter in load().all.values():
        used.add(parameter.source.key)
        used.update(value.source.key for value in parameter.values)
    assert used == set(load_texts())


def test_texts_have_their_own_names_and_no_markup() -> None:
    names = Counter(text.name for text in load_texts().values())
    assert names.most_common(1)[0][1] == 1
    for text in load_texts().values():
        assert not re.search(r"[<>]", text.name + text.title)
        assert re.fullmatch(r"https://[a-z0-9.-]+/\S*", text.url), text.url


def test_a_rule_as_it_is_shown() -> None:
    rule = load_registry()["BYF-P-09"]
    assert rule.title == "One refusal without giving a reason"
    assert rule.confidence is Confidence.HIGH
    assert rule.confidence_note == ""
    assert rule.sources[0] == Source(
        key="BFL",
        law="byfornyelsesloven",
        ref="§ 62, stk. 3",
        url="https://www.retsinformation.dk/eli/lta/2021/794",
        kind=Kind.LAW,
    )
    assert rule.sources[1].ref == "s. 11"
    assert rule.sources[1].kind is Kind.GUIDANCE
    assert rule.sources[1].url == "https://issuu.com/hhcassell/docs/genhusning"


def test_confidence_that_differs_within_a_rule_is_told() -> None:
    rule = load_registry()["BYF-G-03"]
    assert rule.confidence is Confidence.HIGH
    assert "medium (support for rooms)" in rule.confidence_note
    assert load_registry()["BYF-R-04"].confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("BFL", Kind.LAW),
        ("BEK482", Kind.LAW),
        ("HR-2020", Kind.JUDGMENT),
        ("FRA-417", Kind.JUDGMENT),
        ("FOLDER06", Kind.GUIDANCE),
        ("ALMENNET", Kind.GUIDANCE),
        ("KK-GEN", Kind.PRACTICE),
        ("DIGURA", Kind.PAGE),
    ],
)
def test_the_weight_of_a_text(key: str, kind: Kind) -> None:
    assert load_texts()[key].kind is kind


def test_loading_twice_reads_once() -> None:
    assert load_registry() is load_registry()
    assert load_texts() is load_texts()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("text", "K: expected a mapping"),
        ({**TEXT, "kind": "rumour"}, "K: unknown kind rumour"),
        ({**TEXT, "url": "http://example.org/"}, "K: the url must start with https://"),
        ({**TEXT, "extra": "x", "author": "x"}, "K: unknown author, extra"),
        ({**TEXT, "name": ""}, "K: name must be str and not empty"),
        ({**TEXT, "name": 7}, "K: name must be str and not empty"),
        ({"kind": "law", "title": "t"}, "K: name, url missing"),
    ],
)
def test_texts_that_are_not_well_formed(entry: Any, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_texts({"K": entry})
    assert str(caught.value) == message


def test_a_text_that_is_well_formed() -> None:
    assert dict(parse_texts({"K": TEXT})) == {
        "K": Text(key="K", name="n", title="t", kind=Kind.LAW, url="https://example.org/")
    }


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("§ 1", "here: expected a mapping"),
        ({"ref": "§ 1"}, "here: law missing"),
        ({"law": "XYZ"}, "here: unknown source XYZ"),
        ({"law": "BFL", "reference": "§ 1"}, "here: unknown reference"),
        ({"law": "BFL", "ref": ""}, "here: ref must be str and not empty"),
        ({"law": "BFL", "silent": "yes"}, "here: silent must be bool and not empty"),
    ],
)
def test_citations_that_are_not_well_formed(entry: Any, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        cite(entry, "here", TEXTS)
    assert str(caught.value) == message


def test_a_citation() -> None:
    source = cite({"law": "BFL"}, "here", TEXTS)
    assert source == Source("BFL", "n", "", "https://example.org/", Kind.LAW, silent=False)
    assert cite({"law": "BFL", "silent": True}, "here", TEXTS).silent is True


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ([], "R: expected a mapping"),
        ({**RULE, "confidence": "certain"}, "R: unknown confidence certain"),
        ({**RULE, "sources": []}, "R: at least one source is needed"),
        ({**RULE, "sources": [{"law": "XYZ"}]}, "R: unknown source XYZ"),
        ({**RULE, "titel": "t"}, "R: unknown titel"),
        ({"title": "t"}, "R: confidence, sources missing"),
    ],
)
def test_rules_that_are_not_well_formed(entry: Any, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_registry({"R": entry}, TEXTS)
    assert str(caught.value) == message


def test_a_rule_that_is_well_formed() -> None:
    rule = parse_registry({"R": {**RULE, "confidence_note": "partly"}}, TEXTS)["R"]
    assert (rule.id, rule.title, rule.confidence) == ("R", "t", Confidence.HIGH)
    assert rule.confidence_note == "partly"
    assert [source.ref for source in rule.sources] == ["§ 1"]
    plain = parse_registry({"R": RULE}, TEXTS)["R"]
    assert (plain.confidence_note, plain.left_out) == ("", "")
