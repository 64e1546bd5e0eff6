"""Programs that the tests use: where a Chromium is, and a PostgreSQL server to start.

`python -m tests.tools chromium` (or `postgresql`) says where it is, and fails where it is not.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def chromium() -> str | None:
    """The Chromium to drive: $CHROMIUM, the system's, or Playwright's own.

    The headless shell first: it starts four times as fast.
    """
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        path = os.environ.get("CHROMIUM") or shutil.which(name)
        if path:
            return path
    return _playwrights_chromium()


def _playwrights_chromium() -> str | None:
    """Where `playwright install chromium --only-shell` puts it."""
    home = Path.home()
    roots = [
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        str(home / ".cache/ms-playwright"),
        str(home / "Library/Caches/ms-playwright"),
    ]
    for root in filter(None, roots):
        for pattern in ("chromium_headless_shell-*/*/*shell*", "chromium-*/*/chrome"):
            for path in sorted(Path(root).glob(pattern), reverse=True):
                if path.is_file() and os.access(path, os.X_OK):
                    return str(path)
    return None


def postgresql() -> Path | None:
    """The directory with `initdb` and `pg_ctl`: on PATH, Debian's or Homebrew's; newest first."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    candidates = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
    ]
    usable = [path for path in candidates if (path / "initdb").exists()]
    return max(usable, key=_version, default=None)


def _version(path: Path) -> int:
    return int("".join(filter(str.isdigit, path.parent.name)) or 0)


@contextmanager
def running_postgresql(programs: Path, directory: Path, *, fsync: bool = False) -> Iterator[str]:
    """Start a server with an empty cluster in `directory`; gives its address, stops it after.

    ``fsync``: what is written survives a loss of power, as in real use; tests need it not.

    The server refuses to run as root, so root hands the work to the user `postgres`.
    """
    data, port = directory / "data", free_port()
    directory.mkdir()
    user = "postgres" if os.getuid() == 0 else None
    if user:
        account = pwd.getpwnam(user)
        os.chown(directory, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", data, *arguments],
            check=True,
            user=user,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=120,
        )

    run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
    kept = f"-c fsync={'on' if fsync else 'off'}"
    options = f"-p {port} -k {directory} -c listen_addresses=127.0.0.1 {kept}"
    run("pg_ctl", "-o", options, "-l", str(directory / "log"), "--wait", "start")
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "--mode=immediate", "--wait", "stop")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    place = {"chromium": chromium, "postgresql": postgresql}[sys.argv[1]]()
    if place is None:
        sys.exit(f"no {sys.argv[1]} found")
    print(place)
