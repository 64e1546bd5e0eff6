"""A version of the rules as a process that answers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_WORKER = Path(__file__).with_name("worker.py")


class WorkerError(RuntimeError):
    """A version of the rules that does not run; the text ends with why."""


class Version:
    """One version, running."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, **request: Any) -> Any:
        """Its answer to a request (see `worker.answer`). Raises WorkerError."""
        assert self._process.stdin  # noqa: S101
        assert self._process.stdout  # noqa: S101
        with suppress(BrokenPipeError):  # it has stopped; the answer below is missing
            print(json.dumps(request), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise WorkerError(self._last_words())
        return json.loads(line)

    def _last_words(self) -> str:
        assert self._process.stderr  # noqa: S101
        return f"A version of the rules does not run:\n{self._process.stderr.read()}"


@contextmanager
def running(tree: Path) -> Iterator[Version]:
    """The rules of a folder, until the block ends. Isolated: nothing of this version is seen."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-I", "-B", str(_WORKER)]
    process = subprocess.Popen(  # noqa: S603  our own worker
        command, cwd=tree, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    )
    try:
        yield Version(process)
    finally:
        process.terminate()
        process.communicate()  # closes what is open, and waits for its end
