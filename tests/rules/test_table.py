"""The table of rules in the docs is what the code says, and no rule is missing."""

from pathlib import Path

from rules.sources import load_registry
from rules.table import HERE, LEFT_OUT, content, evaluated, not_carried, numbers, table

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_table_in_the_docs_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == table(), (
        "write it anew: python -m rules.table > docs/rules.md"
    )


def test_every_rule_is_carried_somewhere_or_left_out_with_a_reason() -> None:
    assert not_carried() == []
    assert all(LEFT_OUT.values())


def test_only_rules_that_exist_are_named() -> None:
    named = evaluated().keys() | content().keys() | numbers().keys() | LEFT_OUT.keys()
    assert named <= load_registry().keys()


def test_what_is_left_out_is_named_nowhere_else() -> None:
    assert not LEFT_OUT.keys() & (evaluated().keys() | content().keys())


def test_each_rule_of_the_parts_here_has_one_line() -> None:
    lines = [line for line in table().splitlines() if line.startswith(("| BYF-", "| KON-"))]
    ids = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert ids == [rule for rule in load_registry() if rule.startswith(HERE)]
    assert len(ids) == 82
    assert all(line.count("|") == 6 for line in lines)


def test_where_some_rules_are() -> None:
    assert "finding `refuse_once`" in evaluated()["BYF-P-09"]
    assert "deadline `cpr`" in evaluated()["BYF-P-18"]
    assert "`byf.notice.months`" in numbers()["BYF-P-02"]
    assert "step `report_move`" in content()["BYF-P-18"]
    assert "note `BYF-G-08`" in content()["BYF-G-08"]
    assert "helper `kommunen`" in content()["HLP-01"]
