"""A person at the office: opens pages, fills forms in, and reads what comes."""

from contextvars import Context
from typing import Any

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from portal.staff.roles import Role
from portal.staff.times import now
from tests.portal import pages
from tests.portal.staff.conftest import PASSWORD, email_of

HOST = "http://localhost"


class Worker:
    """One browser. `page` is what was read last."""

    def __init__(self, app: Flask, lang: str = "da") -> None:
        self.client = app.test_client()
        self.home = f"/{lang}/staff"
        self.page = pages.Element("", {})
        self.response: TestResponse | None = None

    def open(self, path: str = "/", status: int = 200) -> pages.Element:
        return self._read(self._ask("GET", self.home + path), status)

    def try_to_open(self, path: str) -> TestResponse:
        """Whatever comes of it; the page read last stays."""
        return self._ask("GET", self.home + path)

    def send(self, path: str, status: int = 303, **fields: Any) -> TestResponse:
        """Send a form of the page that was read last, with the fields it has hidden."""
        response = self.try_to_send(path, **fields)
        assert response.status_code == status, (response.status_code, response.location)
        if response.mimetype == "text/html" and status != 303:
            self._read(response, status)
        return response

    def try_to_send(self, path: str, **fields: Any) -> TestResponse:
        """The same, whatever comes of it; the page read last stays."""
        sent = {"_csrf": self.token(), **fields}
        return self._ask("POST", self.home + path, data=sent, headers={"Origin": HOST})

    def follow(self, response: TestResponse) -> pages.Element:
        assert response.location, response.status_code
        return self._read(self._ask("GET", response.location), 200)

    def token(self) -> str:
        return self.page.first("input", name="_csrf").attrs["value"]

    def hidden(self, name: str) -> str:
        return self.page.first("input", name=name).attrs["value"]

    def cookie(self) -> str | None:
        found = self.client.get_cookie("staff")
        return found.value if found else None

    def sign_in(self, role: Role = Role.CASEWORKER, ours: bool = True) -> "Worker":
        self.open("/sign-in")
        sent = self.send("/sign-in", email=email_of(role, ours), password=PASSWORD)
        self.follow(sent)
        return self

    def _ask(self, method: str, path: str, **more: Any) -> TestResponse:
        """Not in the test's own application context: each request has its own `g`."""
        answer: TestResponse = Context().run(self.client.open, path, method=method, **more)
        return answer

    def _read(self, response: TestResponse, status: int) -> pages.Element:
        self.response = response
        assert response.headers["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in response.headers
        assert response.headers["Referrer-Policy"] == "same-origin"
        for cookie in response.headers.getlist("Set-Cookie"):
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
        del response.headers["Set-Cookie"]  # the public side sets none
        self.page = pages.read(response, status)
        return self.page

    def said(self) -> str:
        """What the page tells in its box."""
        return " ".join(box.text for box in self.page.all("div", class_="notice"))


def code_of(secret: str, steps: int = 0) -> str:
    """What an app on the phone shows, so many steps from now."""
    return pyotp.HOTP(secret).at(int(now().timestamp()) // 30 + steps)
