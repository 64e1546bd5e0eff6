"""The built matcher on disk, from one start of the portal to the next.

Building takes seconds and depends on nothing but files of the portal. The result is kept under a
name that changes with any of them, in the directory of this machine's own state, which nobody
else can write to: what is unpickled is what was pickled here.
"""

import gc
import hashlib
import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.matching.matcher import Matcher

_ROOT = Path(__file__).resolve().parents[2]
_MADE_FROM = (
    "content/ask/*.yaml",
    "content/topics/**/*",
    "content/glossary/*.yaml",
    "content/terms.yaml",
    "portal/matching/*.py",
    "portal/topics/*.py",
)
_PREFIX = "matcher-"

log = logging.getLogger(__name__)


def load(folder: Path, build: Callable[[], Matcher]) -> Matcher:
    """The kept matcher if it is made from the files as they are; else a new one, kept."""
    path = folder / f"{_PREFIX}{made_from()}"
    with _no_collection():
        with suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError):
            kept = pickle.loads(path.read_bytes())  # noqa: S301  written below
            if isinstance(kept, Matcher):
                return kept
        built = build()
    _keep(built, path)
    return built


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
        beside.write_bytes(pickle.dumps(built, protocol=pickle.HIGHEST_PROTOCOL))
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
