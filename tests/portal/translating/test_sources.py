"""YAML files with the Danish above each text: laid out once, added to, never written over."""

import pytest
import yaml

from portal.translating.sources import laid_out, texts

DANISH = """\
# for the writers
page:
  title: "Din side"
  "yes": 'Ja, {day}'
  steps:
    - "Ring"
    - "Skriv \\"nu\\""
  kind: right
  rules: ["ALM-27", "ALM-28"]
more:
  long: >-
    To linjer,
    der er en
"""
LAID_OUT = """\
# head

page:
  # da: Din side
  title: ""
  # da: Ja, {day}
  "yes": ""
  steps:
    # da: Ring
    - ""
    # da: Skriv "nu"
    - ""
  kind: "right"
  rules: ["ALM-27", "ALM-28"]
more:
  # da: To linjer, der er en
  long: ""
"""


def test_a_new_file_has_every_key_and_the_danish_above() -> None:
    assert laid_out(DANISH, None, "# head") == LAID_OUT
    assert yaml.safe_load(LAID_OUT)["page"]["steps"] == ["", ""]


def test_laid_out_again_nothing_changes() -> None:
    assert laid_out(DANISH, LAID_OUT, "# head") == LAID_OUT


def test_what_is_written_stays_to_the_letter() -> None:
    own = LAID_OUT.replace('title: ""', "title: Twoja strona   # Anna").replace(
        '    - ""\n    # da: Skriv', "    - >-\n      Zadzwoń\n      dziś\n    # da: Skriv"
    )
    assert laid_out(DANISH, own, "# head") == own


@pytest.mark.parametrize("written", ["", "Tak"])
def test_new_danish_texts_come_where_they_belong(written: str) -> None:
    own = LAID_OUT.replace('  "yes": ""', f'  "yes": "{written}"')
    danish = DANISH.replace("  steps:", '  new: "Ny"\n  steps:') + 'last:\n  one: "En"\n'
    assert laid_out(danish, own, "# head") == (
        own.replace("  steps:", '  # da: Ny\n  new: ""\n  steps:')
        + 'last:\n  # da: En\n  one: ""\n'
    )


def test_a_first_text_comes_first() -> None:
    assert laid_out('a: "A"\nb: "B"\n', 'b: "b"\n', "#") == '# da: A\na: ""\nb: "b"\n'


def test_a_branch_grows_at_its_end() -> None:
    danish, own = 'a:\n  b: "B"\n  c: "C"\nd: "D"\n', 'a:\n  b: "b"\nd: "d"\n'
    assert laid_out(danish, own, "#") == 'a:\n  b: "b"\n  # da: C\n  c: ""\nd: "d"\n'


def test_danish_that_changed_is_shown_before_and_after() -> None:
    own = LAID_OUT.replace('title: ""', 'title: "Twoja strona"')
    danish = DANISH.replace("Din side", "Jeres side").replace('"Ring"', '"Ring i dag"')
    again = laid_out(danish, own, "# head")
    assert '  # was: Din side\n  # da: Jeres side\n  title: "Twoja strona"\n' in again
    assert '    # da: Ring i dag\n    - ""\n' in again, "nothing was written: nothing to compare"
    assert laid_out(danish, again, "# head") == again
    found = {text.path: text for text in texts(again)}
    assert found["page", "title"].was
    assert not found["page", "steps", "0"].was


def test_a_file_without_danish_above_is_read_as_well() -> None:
    (one,) = texts('a: "A"  # da: no comment of ours\n')
    assert (one.path, one.text, one.made_from, one.was) == (("a",), "A", "", False)


def test_a_file_that_is_no_yaml_is_an_error() -> None:
    with pytest.raises(yaml.YAMLError):
        laid_out(DANISH, 'a: "open\n', "#")
