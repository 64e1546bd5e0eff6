"""A provider of single sign-on that runs: `oidc-provider-mock` in a process of its own."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import requests

from tests.tools import free_port

CLIENT, CLIENT_SECRET = "kontoret", "a secret between the two"


@contextmanager
def running_provider(people: list[dict[str, object]]) -> Iterator[str]:
    """The issuer of a provider that knows these people, by their claims."""
    port = free_port()
    program = Path(sys.executable).with_name("oidc-provider-mock")
    claims = [word for person in people for word in ("--user-claims", json.dumps(person))]
    command = [program, "--port", str(port), "--require-nonce", "true", *claims]
    issuer = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"{issuer}/.well-known/openid-configuration")
            yield issuer
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except URLError:
            if time.monotonic() > ends:
                raise


def consent(address: str, subject: str | None) -> str:
    """Sign in at the provider as this person, or refuse; the path and query one comes back to."""
    data = {"sub": subject} if subject else {"action": "deny"}
    answer = requests.post(address, data=data, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def address_in(refresh: str) -> str:
    """Where a `Refresh` header leads."""
    found = re.fullmatch(r"0; url=(.+)", refresh)
    assert found
    return found[1]
