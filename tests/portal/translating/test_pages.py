"""A topic's file with the Danish above each block."""

from portal.topics.library import FOLDER
from portal.topics.markdown import blocks
from portal.translating.pages import begun, laid_out, parts

DANISH = """\
---
title: Flytning
summary: Kort.
phrasings: [hvem betaler]
---
## Hvem betaler? {#who}

Din [udlejer](term:udlejer).

1. Ring.
2. Skriv.

> **Eksempel:** 100 kr.
"""


def test_a_page_is_laid_out_block_by_block() -> None:
    laid = laid_out(DANISH, "abc", "# head")
    assert "<!-- da:\n## Hvem betaler? {#who}\n-->\n## … {#who}\n" in laid
    assert "<!-- da:\n1. Ring.\n2. Skriv.\n-->\n1. …\n2. …\n" in laid
    assert "-->\n> …\n" in laid
    assert 'of: "abc"' in laid
    found, phrasings = parts(laid)
    assert [part.text for part in found] == [""] * 6
    assert phrasings == []
    assert found[3].made_from == "Din [udlejer](term:udlejer)."
    assert not begun(laid)


def test_it_has_the_blocks_of_the_danish() -> None:
    for path in sorted(FOLDER.glob("*/da.md")):
        danish = path.read_text(encoding="utf-8")
        theirs, _ = parts(danish)
        assert len(theirs) == 2 + len(blocks(danish.split("\n---\n", 1)[1])), path
        found, _ = parts(laid_out(danish, "", "#"))
        assert [part.made_from for part in found[2:]] == [part.text for part in theirs[2:]]


def test_what_was_written_is_found() -> None:
    laid = laid_out(DANISH, "abc", "# head")
    one = laid.replace("1. …\n2. …", "1. Zadzwoń.\n2. …")
    assert [part.text for part in parts(one)[0]] == [""] * 6, "a list is written when all of it is"
    both = one.replace("2. …", "2. Napisz.")
    assert parts(both)[0][4].text == "1. Zadzwoń.\n2. Napisz."
    assert begun(both)
    assert begun(laid.replace('title: ""', 'title: "Tak"'))
    assert begun("no page at all"), "it is left alone"
