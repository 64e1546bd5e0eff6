"""Every way through the interview: each answer to each question, *ved ikke* included."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

import pytest

from rules.facts import Landlord, Reason, Tenure
from rules.findings import Certainty
from rules.interview import THEMES, Part, Question, answered, before, facts_of, prune
from rules.laws import ACTS
from rules.outcomes import Law, Rehousing
from rules.samples import sample_values
from rules.sources import Kind as TextKind
from rules.sources import load_registry, load_texts
from rules.truth import Verdict
from tests.rules.households import ON
from tests.rules.walk import BY_ID, Answers, Node, Walk, distinct, exact, walk

MOST_QUESTIONS = 9
#: Answers that can turn what rested on nothing being told.
RESCUES: Mapping[str, Callable[..., bool]] = {
    "condemnable_conditions": bool,
    "offer_objected": bool,
    "notice_objected": bool,
    "works_required_by_law": bool,
    "months_already_away": lambda months, ready: bool(ready or (months and months >= 12)),
}
#: These say that somebody is still to choose, or that nothing is settled.
TENTATIVE = {Rehousing.UNKNOWN, Rehousing.MUNICIPALITY_DECIDES, Rehousing.LANDLORD_DECIDES}
#: How many nodes and edges lie between two of which `prune` is tried, since it is slow.
STRIDE = 31

Walks = Mapping[Part, Walk]


@pytest.fixture(scope="module")
def walks() -> Walks:
    """The main part from its start, every other part from every end of the main part."""
    found = {Part.MAIN: walk([{}], Part.MAIN)}
    for part in THEMES:
        roots: dict[Hashable, Answers] = {}
        for node in found[Part.MAIN].leaves:
            roots.setdefault(distinct(node.answers, part), node.answers)
        found[part] = walk(roots.values(), part)
    return found


#: Branches of the main part that are walked with nothing merged as well: every combination of
#: answers on its own.
NOT_MERGED: Mapping[str, Answers] = {
    "byfornyelse": {"reason": Reason.CONDEMNATION, "tenure": Tenure.TENANT},
    "almen": {
        "reason": Reason.RENOVATION,
        "tenure": Tenure.TENANT,
        "renewal_decision": False,
        "landlord": Landlord.ALMEN,
    },
    "almen fire": {"reason": Reason.FIRE, "tenure": Tenure.SUBTENANT, "landlord": Landlord.ALMEN},
    "expropriation": {"reason": Reason.EXPROPRIATION},
}


@pytest.fixture(scope="module", params=NOT_MERGED)
def tree(request: pytest.FixtureRequest) -> Walk:
    """One of these branches."""
    return walk([NOT_MERGED[request.param]], Part.MAIN, exact)


def all_nodes(walks: Walks) -> list[tuple[Part, Node]]:
    return [(part, node) for part, one in walks.items() for node in one.nodes]


def after(node: Node, given: tuple[Any, ...]) -> dict[str, Any]:
    """The answers after one more; a child may have come about in another way."""
    assert node.question is not None
    return {**node.answers, **dict(zip(node.question.fields, given, strict=True))}


def test_the_walk_is_told(walks: Walks, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{'part':<10}{'paths':>14}{'nodes':>9}{'edges':>9}  longest")
        for part, one in walks.items():
            print(
                f"{part:<10}{one.paths:>14,}{len(one.nodes):>9,}{one.edges:>9,}"
                f"{one.most_questions:>9}"
            )
        print("every node and edge visited")
    assert all(one.paths > 100 for one in walks.values())


def test_nothing_is_lost_where_states_are_merged(tree: Walk) -> None:
    merged = walk(tree.starts, Part.MAIN)
    assert len(tree.leaves) == tree.paths >= len(merged.leaves)
    assert {told(node) for node in merged.leaves} == {told(node) for node in tree.leaves}


def told(node: Node) -> Hashable:
    return tuple(node.verdicts.items())


def test_nine_questions_lead_to_the_main_answer(walks: Walks) -> None:
    assert walks[Part.MAIN].most_questions <= MOST_QUESTIONS


def test_every_way_ends_in_one_main_answer(walks: Walks) -> None:
    for node in walks[Part.MAIN].leaves:
        said_here = node.verdicts
        if said_here["rehousing"] == Rehousing.UNKNOWN:
            assert None in node.answers.values() or rules_are_silent(node), node.answers
        else:
            assert said_here["rehousing"] in list(Rehousing)
            # Where nobody can tell which act applies, each that may gives the same answer.
            assert "law" in said_here or None in node.answers.values(), node.answers


def rules_are_silent(node: Node) -> bool:
    """The rules do not tell: of who rents from a tenant, of a sale to an owner, of a late year."""
    facts, law = node.assessment.case.facts, node.verdicts.get("law")
    no_lease_of_their_own = facts.tenure in (Tenure.SUBTENANT, Tenure.ROOM_IN_LANDLORDS_HOME)
    return (
        law == Law.NONE
        or (law == Law.ALMEN and no_lease_of_their_own)
        or (law == Law.PRIVATE and node.assessment.finding("landlord_offer").value is None)
    )


def test_the_verdicts_of_the_walk_are_those_of_the_assessment(walks: Walks) -> None:
    for _, node in all_nodes(walks)[::STRIDE]:
        told, assessment = node.verdicts, node.assessment
        assert told["rehousing"] == assessment.rehousing
        assert told.get("law") == assessment.law
        assert ("regret" in told) == assessment.covered
        for finding in told.keys() - {"rehousing", "law"}:
            assert told[finding] == assessment.verdict(finding), (finding, node.answers)


MAIN_ANSWERS: Mapping[Law, set[Rehousing]] = {
    Law.BYFORNYELSE: set(Rehousing) - {Rehousing.LANDLORD_DECIDES, Rehousing.TENANT_CHOOSES},
    Law.ALMEN: set(Rehousing)
    - {Rehousing.MUNICIPALITY_DECIDES, Rehousing.ON_DEMAND, Rehousing.DISPUTED},
    Law.PRIVATE: {
        Rehousing.ON_DEMAND,
        Rehousing.NONE,
        Rehousing.DISPUTED,
        Rehousing.UNKNOWN,
    },
    Law.EXPROPRIATION: {Rehousing.PERMANENT, Rehousing.NONE, Rehousing.UNKNOWN},
    Law.NONE: {Rehousing.NONE, Rehousing.UNKNOWN},
}


@pytest.mark.parametrize("law", Law)
def test_all_main_answers_of_each_act_come_out_and_no_others(walks: Walks, law: Law) -> None:
    ends = [node.verdicts for node in walks[Part.MAIN].leaves]
    assert {told["rehousing"] for told in ends if told.get("law") == law} == MAIN_ANSWERS[law]


def test_what_is_told_rests_on_a_source_in_force() -> None:
    for act in ACTS.values():
        for finding in (*act.findings, *act.deadlines):
            assert finding.rules
            for rule in finding.rules:
                sources = load_registry()[rule].sources
                practice = getattr(finding, "certainty", None) is Certainty.PRACTICE
                assert sources
                assert practice or any(in_force(source.key) for source in sources), rule
        for advice in (*act.steps, *act.notes):
            assert advice.rules
            assert all(rule in load_registry() for rule in advice.rules)


@cache
def in_force(key: str) -> bool:
    """The text is law or guidance, and not from a year after the day of the walk."""
    text = load_texts()[key]
    year = re.search(r"/eli/lta/(\d{4})/", text.url)
    return text.kind in (TextKind.LAW, TextKind.GUIDANCE) and (
        year is None or int(year[1]) <= ON.year
    )


def test_no_question_is_asked_twice(walks: Walks) -> None:
    for part, node in all_nodes(walks):
        for given, child in node.children.items():
            if child.question:
                answers = after(node, given)
                assert child.question not in answered(answers), (part, answers)
                assert set(child.question.facts) - answers.keys(), (part, answers)


def test_no_question_is_asked_in_vain(walks: Walks) -> None:
    for part, one in walks.items():
        vain = [node for node, following in followed_by(one, part) if len(set(following)) == 1]
        if part in SEEN_ALONE:
            # Here, too, only after *ved ikke*, and seldom.
            asked = [node for node in one.nodes if node.question]
            assert len(vain) <= len(asked) * SEEN_ALONE[part]
            vain = [node for node in vain if None not in node.answers.values()]
        assert not vain, (part, len(vain), vain[0].question, vain[0].answers)


#: The rules weigh each test alone. The day of the announcement stands in two: the threshold of
#: its year, and two years from the start of the lease. Where no day is left that does for both
#: they still ask. The share of questions asked so, in the parts that the 155 kr. rule has to do
#: with:
SEEN_ALONE = {Part.OFFER: 0.05, Part.RENT: 0.07, Part.NEW_HOME: 0.07}


def test_the_last_question_tells_known_answers_apart(walks: Walks) -> None:
    for part, one in walks.items():
        reached = outcomes(one, part)
        for node in one.nodes:
            last = node.question and all(c.question is None for c in node.children.values())
            if (
                last
                and node.question.id not in TELL_NO_VERDICT
                and None not in node.answers.values()
            ):
                ends = {reached[child] for child in node.known}
                assert len(ends) > 1, (part, node.question.id, node.answers)


#: What follows from these is a date, or the threshold of a year that is not among the few tried.
TELL_NO_VERDICT = {"vacating_date", "decision_date", "increase_announced"}


def followed_by(one: Walk, part: Part) -> Iterator[tuple[Node, tuple[int, ...]]]:
    """Each question with what follows each answer, as numbers: the same where all is the same.

    A question in vain is looked through, so that what leads to it only is in vain as well.
    """
    number: dict[Node, int] = {}
    numbers: dict[Hashable, int] = {}
    for node in one.nodes:
        if node.question is None:
            number[node] = numbers.setdefault(outcome(node, part), len(numbers))
            continue
        following = tuple(number[child] for child in node.children.values())
        yield node, following
        number[node] = following[0]
        if len(set(following)) > 1:
            number[node] = numbers.setdefault((node.question.id, following), len(numbers))


def outcomes(one: Walk, part: Part) -> dict[Node, frozenset[Hashable]]:
    """For each node, all that can come out after it."""
    reached: dict[Node, frozenset[Hashable]] = {}
    for node in one.nodes:
        if node.question is None:
            reached[node] = frozenset({outcome(node, part)})
        else:
            reached[node] = frozenset(chain(*(reached[c] for c in node.children.values())))
    return reached


def outcome(node: Node, part: Part) -> Hashable:
    """What a part is about: the main answer, or its findings (and dates, where it is dates)."""
    told = node.verdicts
    if part is Part.MAIN:
        return told.get("law"), told["rehousing"]
    findings = tuple(told.get(finding) for finding in THEMES[part].findings)
    return findings, node.assessment.deadlines if part is Part.DATES else ()


def test_back_from_the_next_page_is_the_same_page(walks: Walks) -> None:
    for part, node in all_nodes(walks):
        # What was answered last does not matter to where Back leads: one answer is enough of all
        # those that the same page follows.
        for following, given in {c.question: given for given, c in node.children.items()}.items():
            if following:
                answers = after(node, given)
                assert before(following, answers, part, ON) == node.question, answers


def test_back_from_the_first_page_leaves_the_part(walks: Walks) -> None:
    for part, one in walks.items():
        for answers, root in zip(one.starts, one.roots, strict=True):
            if root.question:
                assert before(root.question, answers, part, ON) is None, (part, answers)


def test_pruning_keeps_what_belongs_to_the_path(walks: Walks) -> None:
    for part, node in all_nodes(walks)[::STRIDE]:
        kept = prune(node.answers, ON)
        assert list(kept.items()) == list(node.answers.items()), (part, node.answers)


def test_pruning_twice_is_pruning_once(walks: Walks) -> None:
    for _, node in all_nodes(walks)[:: 8 * STRIDE]:
        for first in list(node.answers)[:2]:
            for value in sample_values(first, facts_without(node.answers, first), ON):
                kept = prune({**node.answers, first: value}, ON)
                assert prune(kept, ON) == kept
                assert kept.items() <= {**node.answers, first: value}.items()


def facts_without(answers: Answers, fact: str) -> Any:
    return facts_of({name: value for name, value in answers.items() if name != fact})


@pytest.mark.parametrize("part", list(Part))
def test_what_is_told_is_never_taken_back(walks: Walks, part: Part) -> None:
    check_never_taken_back(walks[part], part)


def test_what_is_told_is_never_taken_back_where_nothing_is_merged(tree: Walk) -> None:
    check_never_taken_back(tree, Part.MAIN)


def check_never_taken_back(one: Walk, part: Part) -> None:
    """Whatever is settled at a node is so at all nodes after it, whichever answers are given.

    A node stands for *ved ikke* to all that is not answered yet. All that is said after it is kept
    as the bits of one number, a bit for each value of each thing.
    """
    later: dict[Node, int] = {}
    for node in one.nodes:
        told = said(node, part)
        after_it = 0
        for given, child in node.children.items():
            if not rescued(node.question, given):
                after_it |= later[child]
        for name, value in told.items():
            contrary = after_it & everything_but(name, value)
            if may_not_change(value, name):
                assert not contrary, (part, name, value, node.answers)
        later[node] = after_it | sum(bit(name, value) for name, value in told.items())


def rescued(question: Question | None, given: tuple[Any, ...]) -> bool:
    return question is not None and question.id in RESCUES and RESCUES[question.id](*given)


def said(node: Node, part: Part) -> dict[str, str]:
    """All that is said at a node and belongs to a part, by name."""
    if part is Part.MAIN:
        return node.verdicts
    about = THEMES[part].findings
    return {name: value for name, value in node.verdicts.items() if name in about}


VALUES = tuple(dict.fromkeys(str(each) for each in (*Verdict, *Rehousing, *Law)))
NAMES = {name: i for i, name in enumerate((*BY_ID, "rehousing", "law"))}


@cache
def bit(name: str, value: str) -> int:
    return 1 << NAMES[name] * len(VALUES) + VALUES.index(value)


@cache
def everything_but(name: str, value: str) -> int:
    return sum(bit(name, other) for other in VALUES if other != value)


def may_not_change(value: str, name: str) -> bool:
    open_ = TENTATIVE if name == "rehousing" else {Verdict.UNKNOWN}
    return value not in open_
