"""A family's phone, and what lies in the database while it is used."""

from contextvars import Context
from typing import Any

from flask import Flask, current_app
from sqlmodel import SQLModel
from werkzeug.test import TestResponse


class Phone:
    """A browser that nobody is signed in with."""

    def __init__(self, app: Flask, address: str = "198.51.100.1") -> None:
        self._client = app.test_client()
        self._from = {"REMOTE_ADDR": address}

    def get(self, path: str) -> TestResponse:
        return self.ask("GET", path)

    def post(self, path: str, accept: str = "text/html", **form: str) -> TestResponse:
        return self.ask("POST", path, data=form, headers={"Accept": accept})

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        """Not in the test's own application context: each request has its own `g`."""
        more["environ_base"] = self._from
        answer: TestResponse = Context().run(self._client.open, path, method=method, **more)
        return answer


def all_rows() -> dict[str, list[Any]]:
    """Everything that is kept, by table."""
    with current_app.extensions["engine"].connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in SQLModel.metadata.sorted_tables
        }
