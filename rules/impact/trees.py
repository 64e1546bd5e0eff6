"""Two versions of the project as files: git revisions, or the files as they lie here."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

#: what the rules and the texts are made of
_PARTS = ("content", "locales", "migrations", "portal", "rules", "tests")


class RevisionError(ValueError):
    """Git has no such revision here."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Where the files of the two versions lie."""

    old: Path
    new: Path


@contextmanager
def versions(root: Path, old: str, new: str | None = None) -> Iterator[Trees]:
    """The files of two revisions; of the second, if None, as they lie in `root`.

    Raises RevisionError.
    """
    with TemporaryDirectory(prefix="rules-") as folder:
        older = _taken_out(root, old, Path(folder) / "old")
        newer = _taken_out(root, new, Path(folder) / "new") if new else root
        yield Trees(older, newer)


def _taken_out(root: Path, revision: str, folder: Path) -> Path:
    name = f"{revision}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.returncode:
        raise RevisionError(f"git has no revision {revision!r} in {root}")
    commit = found.stdout.decode().split()[-1]
    there = _git(root, "ls-tree", "--name-only", commit).stdout.decode().splitlines()
    needed = [part for part in _PARTS if part in there]
    archive = _git(root, "archive", "--format=tar", commit, "--", *needed)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def _git(root: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603
