"""What is secret at rest: sealed, opened, and rewritten with a new key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import SQLModel

from portal import create_app, migrate
from portal.columns import Encrypted, Utc
from portal.config import Config
from portal.staff import keys, totp
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, User
from portal.staff.times import now
from portal.vault import Vault, VaultError

OLD, NEW = "the old key that is long enough for all", "the new key that is long enough for all"
ROOT = Path(__file__).resolve().parents[2]


def test_what_is_sealed_opens_again_and_looks_like_nothing() -> None:
    vault = Vault((OLD,))
    one, two = vault.seal("Åse", "a"), vault.seal("Åse", "a")
    assert one != two
    assert "Åse".encode() not in one
    assert vault.open(one, "a") == vault.open(two, "a") == "Åse"
    assert vault.open(vault.seal("", "a"), "a") == ""


def test_another_purpose_another_key_or_a_change_opens_nothing() -> None:
    vault = Vault((OLD,))
    sealed = vault.seal("hemmeligt", "a")
    with pytest.raises(VaultError):
        vault.open(sealed, "b")
    with pytest.raises(VaultError):
        Vault((NEW,)).open(sealed, "a")
    for i in range(len(sealed)):
        with pytest.raises(VaultError):
            vault.open(sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :], "a")
        with pytest.raises(VaultError):
            vault.open(sealed[:i], "a")


def test_the_first_key_writes_and_every_key_reads() -> None:
    sealed = Vault((OLD,)).seal("hemmeligt", "a")
    both = Vault((NEW, OLD))
    assert both.open(sealed, "a") == "hemmeligt"
    assert not both.is_current(sealed)
    assert both.is_current(both.seal("x", "a"))
    assert Vault((NEW,)).open(both.seal("x", "a"), "a") == "x"


def test_a_keyed_hash_depends_on_key_and_purpose() -> None:
    macs = {Vault((key,)).mac(purpose, "x") for key in (OLD, NEW) for purpose in ("a", "b")}
    assert len(macs) == 4
    assert Vault((OLD, NEW)).mac("a", "x") == Vault((OLD,)).mac("a", "x")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Utc().process_bind_param(now().replace(tzinfo=None), None)  # type: ignore[arg-type]


@pytest.fixture
def app(database_url: str, config: Config) -> Iterator[Flask]:
    migrate.upgrade(database_url)
    app = create_app(replace(config, database_url=database_url, secret_key=(OLD,)))
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


def user_with_secret(secret: str) -> int:
    with unscoped() as session:
        organisation = Organisation(name=secret)
        session.add(organisation)
        session.flush()
        user = User(
            organisation_id=organisation.id or 0,
            email=f"{secret}@x.example",
            name="X",
            role=Role.READER,
            totp_secret=secret,
        )
        session.add(user)
        session.commit()
        return user.id or 0


def secret_of(user_id: int) -> str | None:
    with unscoped() as session:
        return session.get_one(User, user_id).totp_secret


def use_keys(app: Flask, *secret_keys: str) -> None:
    app.extensions["vault"] = Vault(secret_keys)


def test_a_key_is_changed_and_the_old_one_taken_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_BATCH", 2)
    secrets = [totp.new_secret() for _ in range(5)]
    users = [user_with_secret(secret) for secret in secrets]
    use_keys(app, NEW, OLD)
    assert ("staff_user.totp_secret", 5, 0) in keys.rotated()
    assert ("staff_user.totp_secret", 0, 0) in keys.rotated()
    use_keys(app, NEW)
    assert [secret_of(user) for user in users] == secrets


def test_what_no_key_opens_is_told_and_left_alone(app: Flask) -> None:
    user = user_with_secret(totp.new_secret())
    with app.extensions["engine"].connect() as connection:
        before = connection.execute(text("SELECT totp_secret FROM staff_user")).scalar()
    use_keys(app, NEW)
    result = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert result.exit_code != 0
    assert "staff_user.totp_secret: 0 rewritten, 1 that no key opens" in result.output
    with app.extensions["engine"].connect() as connection:
        assert connection.execute(text("SELECT totp_secret FROM staff_user")).scalar() == before
    use_keys(app, OLD)
    assert secret_of(user)


def test_every_table_with_secrets_is_rotated() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "portal").rglob("*.py")
        if "Column(Encrypted(" in path.read_text(encoding="utf-8")
    }
    assert modules == set(keys.WITH_SECRETS)
    purposes = [
        column.type.purpose
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Encrypted)
    ]
    assert len(set(purposes)) == len(purposes)


def test_what_is_written_meanwhile_is_not_overwritten(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = user_with_secret(totp.new_secret())
    use_keys(app, NEW, OLD)
    newer = totp.new_secret()
    opens = Vault.open

    def write_first(self: Vault, sealed: bytes, purpose: str) -> str:
        monkeypatch.setattr(Vault, "open", opens)
        with unscoped() as session:
            session.get_one(User, user).totp_secret = newer
            session.commit()
        return opens(self, sealed, purpose)

    monkeypatch.setattr(Vault, "open", write_first)
    assert ("staff_user.totp_secret", 0, 0) in keys.rotated()
    assert secret_of(user) == newer
