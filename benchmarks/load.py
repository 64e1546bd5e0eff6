"""Requests one after another over a few connections, for a few seconds: how many, how late.

With wrk where it is found; else with threads of Python's own client, which is slower than the
server and so flatters the slower of two views.
"""

import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from benchmarks.calls import Call

CONNECTIONS = 16

_SCRIPT = """
local calls, i = {CALLS}, 0
request = function()
  i = i + 1
  local call = calls[(i - 1) % #calls + 1]
  local body = call.form and call.body:gsub("#", tostring(i)) or call.body
  return wrk.format(call.method, call.path, call.headers, body)
end
done = function(summary, latency)
  local e = summary.errors
  print(string.format("RESULT %d %.3f %.3f %d", summary.requests, summary.duration / 1e6,
    latency:percentile(95) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Rate:
    """Requests answered in some seconds, and the milliseconds that 95 of 100 stayed below."""

    requests: int
    seconds: float
    p95: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def tool() -> str:
    """What makes the load."""
    return "wrk" if shutil.which("wrk") else "Python's http.client"


def sizes(port: int, calls: Sequence[Call]) -> list[int]:
    """Bytes of each answer. Raises RuntimeError for one that is none."""
    connection, found = HTTPConnection("127.0.0.1", port, timeout=10), []
    for call in calls:
        status, size = _send(connection, call)
        if status != 200:
            raise RuntimeError(f"{call.method} {call.path} answered {status}")
        found.append(size)
    return found


def measure(port: int, calls: Sequence[Call], seconds: float) -> Rate:
    """The rate at which the server answers the calls, in turn."""
    return (_wrk if shutil.which("wrk") else _python)(port, calls, seconds)


def _wrk(port: int, calls: Sequence[Call], seconds: float) -> Rate:
    rows = ",".join(map(_row, calls))
    with tempfile.TemporaryDirectory() as directory:
        script = Path(directory) / "calls.lua"
        script.write_text(_SCRIPT.replace("CALLS", rows), encoding="utf-8")
        command = [
            "wrk",
            "-t1",
            "--timeout=10s",
            f"-c{CONNECTIONS}",
            f"-d{seconds:.0f}s",
            "-s",
            str(script),
        ]
        told = subprocess.run(  # noqa: S603
            [*command, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True
        ).stdout
    requests, taken, p95, errors = told.partition("RESULT ")[2].split()
    if int(errors):
        raise RuntimeError(f"{errors} of the requests went wrong")
    return Rate(int(requests), float(taken), float(p95))


def _row(call: Call) -> str:
    headers = ",".join(f"[{_lua(name)}]={_lua(said)}" for name, said in call.headers.items())
    told = {"method": call.method, "path": call.path, "body": call.body}
    fields = ",".join(f"{name}={_lua(text)}" for name, text in told.items())
    return f"{{{fields},form={str(call.form).lower()},headers={{{headers}}}}}"


def _lua(text: str) -> str:
    return json.dumps(text).replace("\\/", "/")


def _python(port: int, calls: Sequence[Call], seconds: float) -> Rate:
    until = time.perf_counter() + seconds
    taken: list[float] = []

    def ask(own: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        for number, call in enumerate(cycle(calls)):
            began = time.perf_counter()
            if began > until:
                return
            _send(connection, call, number * CONNECTIONS + own)
            taken.append(time.perf_counter() - began)

    threads = [threading.Thread(target=ask, args=(own,)) for own in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Rate(len(taken), seconds, sorted(taken)[int(len(taken) * 0.95)] * 1000)


def _send(connection: HTTPConnection, call: Call, number: int = 0) -> tuple[int, int]:
    body = call.numbered(number).encode() or None
    connection.request(call.method, call.path, body, call.headers)
    answer = connection.getresponse()
    return answer.status, len(answer.read())
