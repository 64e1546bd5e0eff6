"""A topic's file: each block of the Danish in a comment, and under it what says the same.

    <!-- da:
    ## Hvad gør jeg? {#what-to-do}
    -->
    ## … {#what-to-do}

`…` alone is yet to be written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.strict_yaml import read_text

GAP = "…"
FEWEST_PHRASINGS = 10
_PARTS = re.compile(r"\A---\n(.*?)^---\n(.*)\Z", re.DOTALL | re.MULTILINE)
_NOTED = re.compile(r"<!-- da:\n(.*?)\n-->\n(.*?)(?=<!-- da:\n|\Z)", re.DOTALL)
_OPENING = re.compile(r"(## |- |\d+\. |> )?(.*?)(\s*\{#[a-z0-9-]+\})?$")


@dataclass(frozen=True, slots=True)
class Part:
    """A title, summary or block. ``made_from``: the Danish above it, empty where none stands."""

    name: str
    text: str
    made_from: str = ""


def parts(source: str) -> tuple[list[Part], list[str]]:
    """The parts of a file in order, unwritten ones empty, and its phrasings.

    Raises ValueError, YamlError.
    """
    found = _PARTS.match(source)
    if not found:
        raise ValueError("begins with front matter between two lines of ---")
    front = read_text(found[1], "front matter")
    heads = [Part(key, " ".join(str(front.get(key) or "").split())) for key in ("title", "summary")]
    noted = _NOTED.findall(found[2])
    blocks = [(danish, own.strip()) for danish, own in noted] or [
        ("", block) for block in _blocks(found[2])
    ]
    named = [
        Part(f"block {number}", "" if _unwritten(own) else own, danish)
        for number, (danish, own) in enumerate(blocks, 1)
    ]
    return heads + named, [str(each) for each in front.get("phrasings") or ()]


def laid_out(danish: str, version: str, head: str) -> str:
    """An empty page with the Danish beside. ``version``: of the Danish text, for `of`."""
    own, phrasings = parts(danish)
    title, summary, *blocks = (part.text for part in own)
    lines = ["---", head, f'of: "{version}"', f"# da: {title}", 'title: ""']
    lines += [f"# da: {summary}", 'summary: ""']
    lines += [
        f"# How people ask, {FEWEST_PHRASINGS} or more, written fresh; in Danish for example:"
    ]
    lines += [f"#   - {phrasing}" for phrasing in phrasings[:FEWEST_PHRASINGS]]
    lines += ["phrasings: []", "---"]
    for block in blocks:
        lines += ["<!-- da:", block, "-->", *_gaps(block), ""]
    return "\n".join(lines)


def begun(source: str) -> bool:
    """Whether a translator has written anything into a page that was laid out."""
    try:
        own, phrasings = parts(source)
    except ValueError:
        return True
    return bool(phrasings) or any(part.text for part in own)


def _blocks(body: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()]


def _gaps(block: str) -> Iterator[str]:
    """What stands in the place of each line of a block: its marks, and a gap."""
    lines = block.split("\n")
    marked = [line for line in lines if (_OPENING.match(line) or [""])[1]]
    for line in marked or lines[:1]:
        opening = _OPENING.match(line)
        assert opening is not None  # noqa: S101  every part of the pattern may be empty
        yield f"{opening[1] or ''}{GAP}{opening[3] or ''}"


def _unwritten(own: str) -> bool:
    """Whether any line of a block is still a gap."""
    found = (_OPENING.match(line.strip()) for line in own.split("\n"))
    return not own or any(opening is not None and opening[2].strip() == GAP for opening in found)
