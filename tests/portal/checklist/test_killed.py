"""A server that is killed: every tick that it confirmed is there afterwards."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from portal import create_app, migrate
from portal.checklist import store
from portal.checklist.state import State
from portal.config import Config
from rules.checklist import ITEM_IDS
from tests.browser.states import DEMOLITION
from tests.conftest import SECRET

ROOT = Path(__file__).resolve().parents[3]
_TICKS = 120
_SERVER = """
import sys
from werkzeug.serving import make_server
from portal import create_app
server = make_server("127.0.0.1", 0, create_app(), threaded=True)
print(server.port, flush=True)
server.serve_forever()
"""


def test_every_confirmed_tick_is_there(database_url: str) -> None:
    migrate.upgrade(database_url)
    now = datetime.now(UTC)  # the server has its own clock
    environ = {"SECRET_KEY": SECRET, "DATABASE_URL": database_url}
    app = create_app(Config.from_environ(environ))
    with app.app_context():
        secrets = [store.keep(app.extensions["engine"], State(DEMOLITION), now) for _ in range(8)]
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    confirmed: list[tuple[str, str]] = []
    try:
        assert server.stdout
        port = int(server.stdout.readline())
        for number in range(_TICKS):
            secret, item = secrets[number % len(secrets)], ITEM_IDS[number // len(secrets)]
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            body = urlencode({"do": f"done:{item}", "change": f"number-{number}"})
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"/da/list/{secret}", body, kind)
            assert connection.getresponse().status == 303
            connection.close()
            confirmed.append((secret, item))
        # One more is on its way while it is killed.
        with socket.create_connection(("127.0.0.1", port)) as going:
            going.sendall(_request(port, secrets[0], ITEM_IDS[-1]))
            os.kill(server.pid, signal.SIGKILL)
    finally:
        server.kill()
        server.communicate()
    assert len(confirmed) == _TICKS
    with app.app_context():
        for secret, item in confirmed:
            kept = store.read(app.extensions["engine"], secret, now)
            assert kept
            assert item in kept.state.done
    app.extensions["engine"].dispose()


def _request(port: int, secret: str, item: str) -> bytes:
    body = urlencode({"do": f"done:{item}"})
    return (
        f"POST /da/list/{secret} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
