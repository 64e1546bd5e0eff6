"""A server of its own for the time of a measurement, started as the Procfile starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.tools import free_port

ROOT = Path(__file__).resolve().parents[1]
SECRET = "a key for measurements only and long enough for production"  # noqa: S105
_PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    """A running server. ``started_in``: seconds from the command to the first answer."""

    port: int
    pid: int
    started_in: float


def environment(database: Path | str, port: int) -> dict[str, str]:
    """What the server is told: production, on the loopback only.

    ``database``: a file for SQLite, or an address.
    """
    own = {
        "ENVIRONMENT": "production",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": database if isinstance(database, str) else f"sqlite:///{database}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    kept = ("PATH", "HOME", "LANG", "WEB_CONCURRENCY")
    return {name: os.environ[name] for name in kept if name in os.environ} | own


def release(database: Path | str) -> None:
    """The release step of the Procfile."""
    _python("-m", "portal.migrate", database=database)


def _python(*arguments: str, database: Path | str) -> None:
    told = environment(database, port=1)
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, env=told)  # noqa: S603


@contextmanager
def running(database: Path | str, *app: str) -> Iterator[Server]:
    """The portal, or another application under the very same settings."""
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "gunicorn", *app],
        cwd=ROOT,
        env=environment(database, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.005)
    raise RuntimeError("the server did not start; `make run` says why")
