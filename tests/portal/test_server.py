"""The processes of the Procfile, started for real."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import tools

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "hemmeligt-token"


def procfile() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def environ(tmp_path: Path, **values: str) -> dict[str, str]:
    """Nothing but what a host gives a process."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), **values}


@dataclass
class Server:
    address: str
    process: subprocess.Popen[str]
    log: list[str]

    def get(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address + path, body, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.log += self.process.communicate(timeout=60)[1].splitlines()


@contextmanager
def started(env: dict[str, str], command: str = "gunicorn") -> Iterator[Server]:
    process = subprocess.Popen(
        command.split(), cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    log = []
    for line in process.stderr:  # until it says that it listens, or ends
        log.append(line)
        if "Listening at" in line:
            break
    server = Server(f"http://127.0.0.1:{env['PORT']}", process, log)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def server(tmp_path: Path, database_url: str) -> Iterator[Server]:
    """The release step and then the web process, in production."""
    env = environ(
        tmp_path,
        SECRET_KEY=KEY,
        DATABASE_URL=database_url,
        PORT=str(tools.free_port()),
        WEB_CONCURRENCY="1",
    )
    subprocess.run(procfile()["release"].split(), cwd=ROOT, env=env, check=True, timeout=60)
    with started(env, procfile()["web"]) as server:
        yield server


def test_the_server_is_ready_and_its_log_silent_about_people(server: Server) -> None:
    assert server.get("/healthz") == (200, '{"status":"ok"}')
    assert server.get("/readyz")[0] == 200
    assert server.get(f"/da/{TOKEN}?q={TOKEN}")[0] == 404
    status, text = server.get(f"/da/{TOKEN}", b"x" * 10_000_000)
    assert (status, "Du har sendt for meget" in text) == (413, True)
    server.stop()
    assert server.process.returncode == 0
    lines = [json.loads(line) for line in server.log]
    requests = [line["status"] for line in lines if line["logger"] == "portal.requests"]
    assert requests == [200, 200, 404, 413]
    assert TOKEN not in "".join(server.log)


def test_without_any_setting_the_server_makes_its_database(tmp_path: Path) -> None:
    with started(environ(tmp_path, PORT=str(tools.free_port()))) as server:
        assert server.get("/readyz")[0] == 200
    assert (tmp_path / "genhusningsguiden" / "portal.sqlite3").exists()


@pytest.mark.parametrize("name", ["release", "web"])
def test_production_refuses_to_start_without_a_key(tmp_path: Path, name: str) -> None:
    result = subprocess.run(
        procfile()[name].split(),
        cwd=ROOT,
        env=environ(tmp_path),
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 1
    assert "SECRET_KEY: is not set" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())
