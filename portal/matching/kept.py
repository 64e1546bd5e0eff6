"""The built matcher on disk, from one start of the portal to the next.

Building takes seconds and depends on nothing but files of the portal. The result is kept under a
name that changes with any of them, in the directory of this machine's own state. Unpickling can
run anything, so a file or a directory that somebody else could have written to is not read.
"""

import gc
import hashlib
import logging
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from portal.matching.matcher import Matcher

_ROOT = Path(__file__).resolve().parents[2]
_MADE_FROM = (
    "content/ask/*.yaml",
    "content/topics/**/*",
    "content/glossary/*.yaml",
    "content/terms.yaml",
    "content/languages.yaml",
    "portal/matching/*.py",
    "portal/topics/*.py",
)
_PREFIX = "matcher-"
#: what reading one that is not there, cut off, or of other code may raise
_NOT_WHOLE = (
    *(OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError),
    *(TypeError, ValueError),
)

log = logging.getLogger(__name__)


def load(folder: Path, build: Callable[[], Matcher]) -> Matcher:
    """The kept matcher if it is made from the files as they are; else a new one, kept."""
    path = folder / f"{_PREFIX}{made_from()}"
    with _no_collection():
        with suppress(*_NOT_WHOLE), _own(path) as file:
            return _together(file)
        built = build()
    _keep(built, path)
    return built


def _apart(built: Matcher) -> Iterator[object]:
    """How many languages there are, the matcher without them, and each language.

    Read one by one they leave less behind in memory than as a whole.
    """
    models = built.known.models
    bare = copy(built)
    bare.known = replace(built.known, models={})
    yield len(models)
    yield bare
    yield from models.items()


def _together(file: BinaryIO) -> Matcher:
    number: int = pickle.load(file)  # noqa: S301  written below
    built: Matcher = pickle.load(file)  # noqa: S301
    models = dict(pickle.load(file) for _ in range(number))  # noqa: S301
    built.known = replace(built.known, models=models)
    return built


@contextmanager
def _own(path: Path) -> Iterator[BinaryIO]:
    """A file that nobody else could have written. Raises OSError."""
    _check_own(path.parent.stat())
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        _check_own(os.fstat(file.fileno()))
        yield file


def _check_own(found: os.stat_result) -> None:
    """It is ours, or the administrator's, and no other can write to it. Raises OSError."""
    others = stat.S_IWGRP | stat.S_IWOTH
    if found.st_uid not in {os.geteuid(), 0} or found.st_mode & others:
        log.warning("the kept matcher is not used: others can write to it or to its directory")
        raise PermissionError


def made_from() -> str:
    """Changes with every file that the matcher is made from, and with Python."""
    digest = hashlib.sha256(repr(sys.version_info[:3]).encode())
    for pattern in _MADE_FROM:
        for path in sorted(_ROOT.glob(pattern)):
            if path.is_file():
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _keep(built: Matcher, path: Path) -> None:
    """Write it whole or not at all; a disk that is full or read-only does no harm."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _check_own(path.parent.stat())
        with beside.open("wb") as file:
            for part in _apart(built):
                pickle.dump(part, file, protocol=pickle.HIGHEST_PROTOCOL)
        beside.chmod(0o600)
        beside.replace(path)
        for older in path.parent.glob(f"{_PREFIX}*"):
            if older != path:
                older.unlink(missing_ok=True)
    except OSError:
        log.info("the matcher is built at each start: %s cannot be written", path.parent.name)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hundreds of thousands of objects are made, and all of them stay: nothing to collect."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
