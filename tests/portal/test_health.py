"""What the portal says about itself to those who run it."""

from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import text

from portal import create_app, migrate
from portal.config import Config


def test_the_process_answers_without_a_database(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_when_the_schema_is_the_newest(config: Config, database_url: str) -> None:
    app = create_app(replace(config, database_url=database_url))
    client = app.test_client()
    before = client.get("/readyz")
    assert (before.status_code, before.json) == (
        503,
        {"status": "not_ready", "database": "not_migrated"},
    )
    migrate.upgrade(database_url)
    after = client.get("/readyz")
    assert (after.status_code, after.json) == (200, {"status": "ok", "database": "ok"})
    assert after.headers["Cache-Control"] == "no-store"
    with app.extensions["engine"].begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    assert client.get("/readyz").json == {"status": "not_ready", "database": "other_schema"}
    app.extensions["engine"].dispose()


def test_not_ready_when_the_database_is_not_reached(config: Config) -> None:
    for url in ("sqlite:////nowhere/x.sqlite3", "postgresql+psycopg://me:hunter2@127.0.0.1:1/x"):
        client = create_app(replace(config, database_url=url)).test_client()
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json == {"status": "not_ready", "database": "unreachable"}
        assert client.get("/healthz").status_code == 200
