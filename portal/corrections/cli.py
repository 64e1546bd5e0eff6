"""`flask content corrections export`: what was accepted, as a patch to the content files."""

import sys
from collections.abc import Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from portal.topics.cli import group as content

if TYPE_CHECKING:
    from portal.corrections.tables import Correction


@content.group("corrections")
def group() -> None:
    """What readers told of the texts, and what was made of it."""


@group.command("export")
def export() -> None:
    """Write the accepted texts as a unified diff, for `git apply`. It can be run again.

    What stands in the files already is left out. A text that has been changed since it was
    proposed is named, and the command ends with 1.
    """
    from portal.corrections.patched import patched
    from portal.words.library import CONTENT

    before: dict[str, str] = {}
    after: dict[str, str] = {}
    lost = 0
    for row in _accepted():
        file, place = row.file or "", row.place or ""
        path = CONTENT / file
        if file not in before:
            before[file] = after[file] = path.read_text(encoding="utf-8") if path.exists() else ""
        was, text = row.was or "", row.proposal or ""
        if patched(after[file], place, text, text) is not None:
            continue
        made = patched(after[file], place, was, text)
        if made is None:
            lost += 1
            click.echo(f"correction {row.id}: {file} {place} says something else now", err=True)
            continue
        after[file] = made
    for file in sorted(after):
        name = f"content/{file}"
        lines = before[file].splitlines(keepends=True), after[file].splitlines(keepends=True)
        click.echo("".join(unified_diff(*lines, f"a/{name}", f"b/{name}")), nl=False)
    if waiting := _waiting():
        click.echo(f"{waiting} corrections wait for an answer in the office.", err=True)
    if lost:
        sys.exit(1)


def _accepted() -> "Sequence[Correction]":
    """Those that were accepted, in that order: of two for one place the later one stays."""
    from sqlmodel import col, select

    from portal.corrections.kinds import State
    from portal.corrections.tables import Correction
    from portal.staff.scope import unscoped

    with unscoped() as session:
        rows = select(Correction).where(Correction.state == State.ACCEPTED)
        return session.exec(rows.order_by(col(Correction.decided), col(Correction.id))).all()


def _waiting() -> int:
    from sqlmodel import col, func, select

    from portal.corrections.kinds import WAITING
    from portal.corrections.tables import Correction
    from portal.staff.scope import unscoped

    with unscoped() as session:
        waiting = select(func.count()).where(col(Correction.state).in_(WAITING))
        return session.exec(waiting).one()
