"""`make ask-report`: how good the matcher is, beside two baselines, in the same run."""

import argparse
import resource
import sys
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter

from portal.config import ConfigError
from portal.i18n import LANGUAGES
from portal.matching.baselines import fts5, wratio
from portal.matching.matcher import Matcher
from portal.matching.measures import Ranked, Ranking, judgements, ranked, ranking_of
from portal.matching.prepared import build, semantic_matcher
from portal.matching.questions import Question, questions, with_typo, without_diacritics
from portal.topics.library import topics

FILE = Path(__file__).resolve().parents[2] / "docs" / "ask-report.md"
DRAWS = 3
"""How often each question gets one typo."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report; `--write` keeps it in docs/ask-report.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    text = report()
    sys.stdout.write(text)
    if parser.parse_args(arguments).write:
        FILE.write_text(text, encoding="utf-8")


def report() -> str:
    """The report as Markdown."""
    tracemalloc.start()
    matcher = build()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    pages = {lang: topics(lang) for lang in LANGUAGES}
    ways = {
        "matcher": ranking_of(matcher),
        "rapidfuzz WRatio": wratio(pages),
        "SQLite FTS5 bm25": fts5(pages),
    }
    with suppress(ConfigError):  # an extra that is not there is not measured
        ways["matcher and sentence model"] = semantic_matcher().ranking
    lines = [
        "# How well questions are understood",
        "",
        "Written by `make ask-report`; `tests/questions/README.md` tells where the questions are",
        "from and how they are split, `docs/decisions/0011-matching.md` how the matcher works.",
        "Development questions were looked at while it was made, test questions never.",
        "",
    ]
    for lang in LANGUAGES:
        lines += _language(lang, questions(lang), matcher, ways)
    return "\n".join([*lines, *_cost(matcher, ways, kept)]) + "\n"


def _language(
    lang: str, found: Sequence[Question], matcher: Matcher, ways: dict[str, Ranking]
) -> list[str]:
    own = ways["matcher"]
    development = [q for q in found if q.part == "development"]
    test = [q for q in found if q.part == "test"]
    lines = [f"## {lang}", "", *_head("questions")]
    lines += [_row("development", ranked(development, own)), _row("test", ranked(test, own))]
    lines += [_row(f"all, {name}", ranked(found, way)) for name, way in ways.items()]
    for style in sorted({q.style for q in found if q.covered}):
        lines.append(_row(style, ranked([q for q in found if q.style == style], own)))
    lines += ["", *_noise(found, ways), ""]
    lines += ["| verdicts | direct answers right | answered directly | kept | outside refused |"]
    lines += ["|---|--:|--:|--:|--:|"]
    for name, part in (("development", development), ("test", test), ("all", found)):
        j = judgements(part, matcher)
        figures = (j.answers_right, j.answered, j.kept, j.refused)
        lines.append(f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    return [*lines, ""]


def _head(name: str) -> list[str]:
    return [
        f"| {name} | number | first right | among three | mean reciprocal rank |",
        "|---|--:|--:|--:|--:|",
    ]


def _row(name: str, r: Ranked) -> str:
    return f"| {name} | {r.count} | {r.first:.3f} | {r.among_three:.3f} | {r.reciprocal:.3f} |"


def _noise(found: Sequence[Question], ways: dict[str, Ranking]) -> list[str]:
    """First right with noise, and what is lost by it, in percentage points."""
    lines = ["| first right with noise | clean | one typo | loss | no diacritics | loss |"]
    lines.append("|---|--:|--:|--:|--:|--:|")
    for name, way in ways.items():
        clean = ranked(found, way).first
        typo = typo_first(found, way)
        bare = ranked([_changed(q, without_diacritics(q.q)) for q in found], way).first
        lines.append(
            f"| {name} | {clean:.3f} | {typo:.3f} | {100 * (clean - typo):.1f} "
            f"| {bare:.3f} | {100 * (clean - bare):.1f} |"
        )
    return lines


def typo_first(found: Sequence[Question], way: Ranking) -> float:
    """The share of first right with one random typo in each question, over several draws."""
    return fmean(
        ranked([_changed(q, with_typo(q.q, seed)) for q in found], way).first
        for seed in range(DRAWS)
    )


def _changed(question: Question, q: str) -> Question:
    return Question(q, question.topics, question.style, question.lang, question.part)


def _cost(matcher: Matcher, ways: dict[str, Ranking], kept: int) -> list[str]:
    asked = [q for lang in LANGUAGES for q in questions(lang)]
    lines = ["## Cost", "", "| one question, all languages loaded | ms p50 | ms p95 |"]
    lines.append("|---|--:|--:|")

    def whole(q: str, lang: str) -> list[str]:
        return [answer.topic for answer in matcher.match(q, lang).answers]

    for name, way in {**ways, "matcher": whole}.items():
        times = []
        for q in asked:
            start = perf_counter()
            way(q.q, q.lang)
            times.append(1000 * (perf_counter() - start))
        steps = quantiles(times, n=20)
        lines.append(f"| {name} | {steps[9]:.1f} | {steps[18]:.1f} |")
    start = perf_counter()
    build()
    lines += [
        "",
        f"Built in {perf_counter() - start:.1f} s; the matcher holds {kept / 2**20:.0f} MB, the "
        f"process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.",
    ]
    return lines


if __name__ == "__main__":
    main()
