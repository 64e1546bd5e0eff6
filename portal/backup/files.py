"""Files that nobody else may read, written whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.backup.errors import BackupError


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """An empty file of mode 600 to write to; it takes the name ``path`` when all went well.

    Raises BackupError where there is a file of that name, or none can be made.
    """
    if path.exists():
        raise BackupError(f"{path} exists already. A backup does not overwrite another.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        yield draft
        _to_disk(draft)
        draft.rename(path)
        _to_disk(path.parent)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        draft.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
