"""The table of rules in the docs is what the code says, and no rule is missing."""

import re
from pathlib import Path

from rules.sources import load_registry
from rules.table import content, evaluated, left_out, not_carried, numbers, table

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_table_in_the_docs_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == table(), (
        "write it anew: python -m rules.table > docs/rules.md"
    )


def test_every_rule_is_carried_somewhere_or_left_out_with_a_reason() -> None:
    assert not_carried() == []
    assert left_out().keys() == {"BYF-I-10"}


def test_only_rules_that_exist_are_named() -> None:
    named = evaluated().keys() | content().keys() | numbers().keys()
    assert named <= load_registry().keys()


def test_what_is_left_out_is_named_nowhere_else() -> None:
    assert not left_out().keys() & (evaluated().keys() | content().keys())


def test_each_rule_has_one_line_that_says_where_it_is() -> None:
    lines = [line for line in table().splitlines() if re.match(r"\| [A-Z]+-", line)]
    ids = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert ids == list(load_registry())
    assert len(ids) == 137
    for line in lines:
        _, _, title, by_code, by_words, _, _ = (cell.strip() for cell in line.split("|"))
        assert title
        assert by_code or by_words, line


def test_where_some_rules_are() -> None:
    assert "finding `refuse_once`" in evaluated()["BYF-P-09"]
    assert "deadline `cpr`" in evaluated()["BYF-P-18"]
    assert "`byf.notice.months`" in numbers()["BYF-P-02"]
    assert "step `report_move`" in content()["BYF-P-18"]
    assert "note `BYF-G-08`" in content()["BYF-G-08"]
    assert "helper `kommunen`" in content()["HLP-01"]
    assert "finding `inside_area_only`" in evaluated()["ALM-07"]
    assert "note `ALM-25`" in content()["ALM-25"]
    assert "finding `landlord_offer`" in evaluated()["PRV-05"]
    assert "step `prv_do_not_sign`" in content()["PRV-08"]
