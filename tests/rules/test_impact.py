"""What a change does is found, named, and shown on a path that leads to it."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.impact import RevisionError, of_answers, report, versions
from rules.impact.compare import Difference, Impact, changed_numbers, differences
from rules.impact.running import WorkerError, running
from rules.impact.trees import Trees

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 21)
FEW = 60
THRESHOLD = Path("rules/parameters/byfornyelse.yaml")


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True)


def copied(to: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__")
    for part in ("rules", "tests/rules/data", "content/helpers"):
        shutil.copytree(ROOT / part, to / part, ignore=skip)
    return to


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}; write the test anew"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit: the rules of today."""
    root = copied(tmp_path_factory.mktemp("project"))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Rules of today")
    return root


@pytest.fixture
def changed(project: Path) -> Iterator[Path]:
    """The same, for changes that are taken back after the test."""
    yield project
    git(project, "reset", "--quiet", "--hard", "main")


def impact_of(root: Path) -> Impact:
    with versions(root, "main") as trees:
        return of_answers(trees, ON, FEW)


def of_kind(impact: Impact, kind: str) -> dict[tuple[str, ...], Any]:
    return {key: found for key, found in impact.found.items() if key[0].startswith(kind)}


def test_nothing_changed(changed: Path) -> None:
    impact = impact_of(changed)
    assert impact.paths > FEW
    assert (impact.changed_paths, impact.found, impact.numbers) == (0, {}, [])
    assert "On 0 of them" in report("main", None, impact)


def test_a_threshold_of_a_year(changed: Path) -> None:
    line = "{from: 2023-01-01, value: 218,"
    edit(changed / THRESHOLD, line, line.replace("218", "230"))
    impact = impact_of(changed)
    assert impact.numbers == [("byf.rent.threshold", "2023-01-01", "218", "230")]
    # The day from which the number holds is looked at as well as the day asked for.
    assert impact.days == ("2023-01-01", "2026-11-21")
    values = of_kind(impact, "value rent_rule")
    assert values[("value rent_rule",)].difference == Difference("value rent_rule", "218", "230")
    assert of_kind(impact, "finding rent_rule"), "paths lie on either side of the threshold"
    assert ("finding notice_valid", "yes", "no") not in impact.found
    told = report("main", None, impact)
    assert "- `byf.rent.threshold` from 2023-01-01: 218 → 230" in told
    assert "### rent_rule: 218 → 230" in told
    assert "1. reason: re" in told


def test_a_rule(changed: Path) -> None:
    edit(changed / "rules/byfornyelse/two_year.py", "truth(asked < dates", "truth(asked <= dates")
    impact = impact_of(changed)
    assert impact.changed_paths
    assert impact.numbers == []
    found = of_kind(impact, "finding two_year_rule")
    assert found
    for each in found.values():
        answers = dict(each.example.answers)
        assert {"lease_start", "vacating_demanded"} <= answers.keys() or {
            "lease_start",
            "increase_announced",
        } <= answers.keys()


def test_a_question(changed: Path) -> None:
    edit(changed / "rules/questions.py", '    _q("tenure"),\n', "")
    edit(
        changed / "rules/questions.py",
        '    _q("landlord"),\n',
        '    _q("landlord"), _q("tenure"),\n',
    )
    impact = impact_of(changed)
    (first,) = [f for key, f in impact.found.items() if key[1:] == ("tenure", "renewal_decision")]
    assert [fact for fact, _ in first.example.answers] == ["reason"]


def test_two_revisions(changed: Path) -> None:
    git(changed, "switch", "--quiet", "--create", "later")
    edit(changed / THRESHOLD, "{from: 2023-01-01, value: 218,", "{from: 2023-01-01, value: 219,")
    git(changed, "commit", "--quiet", "--all", "--message", "Another threshold")
    git(changed, "switch", "--quiet", "main")
    with versions(changed, "later", "main") as trees:
        with running(trees.old) as old, running(trees.new) as new:
            numbers = changed_numbers(old.ask(do="numbers"), new.ask(do="numbers"))
        assert numbers == [("byf.rent.threshold", "2023-01-01", "219", "218")]
        assert not (trees.old / ".git").exists()
    assert not trees.old.exists()


@pytest.mark.parametrize("name", ["nope", "", "--all", "main..main", "main; ls"])
def test_a_revision_that_is_none(project: Path, name: str) -> None:
    with pytest.raises(RevisionError, match="git has no revision"), versions(project, name):
        pass


def test_rules_that_do_not_run(changed: Path) -> None:
    edit(changed / "rules/laws.py", "from rules.case import Case", "from rules.case import Chase")
    with pytest.raises(WorkerError, match="cannot import name 'Chase'"):
        impact_of(changed)


def test_a_fact_that_one_version_does_not_know_is_told(project: Path) -> None:
    with running(project) as version:
        (told,) = version.ask(do="tell", samples=[["2026-11-21", [["colour", "red"]]]])
    assert told == {"error": "KeyError: 'colour'"}


def test_worked_cases_are_among_the_paths(project: Path) -> None:
    with running(project) as version:
        cases = version.ask(do="cases")
    assert len(cases) > 50
    on, answers = cases[0]
    assert on == "2026-11-21"
    assert answers[0] == ["reason", "renovation"]
    assert ["offer_kind", "temporary"] in answers


def test_the_paths_are_the_same_each_time(project: Path) -> None:
    with running(project) as one, running(project) as other:
        request = {"do": "samples", "on": "2026-11-21", "interviews": 3}
        assert one.ask(**request) == other.ask(**request)


def test_what_differs_of_one_path() -> None:
    before = {"act": "almen", "finding a": "yes", "step x": "given"}
    after = {"act": "almen", "finding a": "no", "note y": "given"}
    assert differences(before, after) == [
        Difference("finding a", "yes", "no"),
        Difference("step x", "given", None),
        Difference("note y", None, "given"),
    ]


def test_numbers_that_are_new_or_gone() -> None:
    old = {"a": {"2020-01-01": "1"}, "b": {"2020-01-01": "1"}}
    new = {"a": {"2020-01-01": "1", "2027-01-01": "2"}}
    assert changed_numbers(old, new) == [
        ("a", "2027-01-01", None, "2"),
        ("b", "2020-01-01", "1", None),
    ]


def test_the_same_files_twice_differ_in_nothing(project: Path) -> None:
    assert of_answers(Trees(project, project), ON, 5).found == {}
