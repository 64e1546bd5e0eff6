"""Settings: what the environment may say, and what is said about what it may not."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from portal.config import Config, ConfigError, Environment

ROOT = Path(__file__).resolve().parents[2]
LONG = "0123456789abcdef0123456789abcdef"
PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": LONG, "DATABASE_URL": "sqlite:////x"}


def read(tmp_path: Path, **values: str) -> Config:
    return Config.from_environ({"XDG_STATE_HOME": str(tmp_path), **values})


def test_nothing_is_needed_to_try_the_portal(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert config.environment is Environment.DEVELOPMENT
    assert config.database_url == f"sqlite:///{tmp_path}/genhusningsguiden/portal.sqlite3"
    assert (config.host, config.port, config.answers_days) == ("127.0.0.1", 8000, 30)
    assert config.base_url is None


def test_development_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key
    assert read(tmp_path).secret_key == first
    path = tmp_path / "genhusningsguiden" / "development-key"
    assert path.read_text() == first[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_processes_that_start_together_share_one_development_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read(tmp_path).secret_key, range(32)))
    assert len(keys) == 1


def test_production_refuses_to_start_without_a_key_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"SECRET_KEY: is not set.*token_urlsafe") as caught:
        read(tmp_path, ENVIRONMENT="production", SECRET_KEY=" , ")
    assert caught.value.variable == "SECRET_KEY"
    assert not list(tmp_path.iterdir())


def test_production_listens_to_the_network() -> None:
    assert Config.from_environ(PRODUCTION).host == "0.0.0.0"


def test_first_key_is_the_one_in_use() -> None:
    config = Config.from_environ(PRODUCTION | {"SECRET_KEY": f"{LONG}1, {LONG}2"})
    assert config.secret_key == (f"{LONG}1", f"{LONG}2")


def test_secrets_stay_out_of_the_text_of_a_config() -> None:
    config = Config.from_environ(PRODUCTION | {"DATABASE_URL": "postgres://me:hunter2@db/x"})
    assert LONG not in repr(config)
    assert "hunter2" not in repr(config)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_for_postgresql_is_understood(scheme: str) -> None:
    config = Config.from_environ(PRODUCTION | {"DATABASE_URL": f"{scheme}://me@db/portal"})
    assert config.database_url == "postgresql+psycopg://me@db/portal"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", f"{LONG},short"),
        ("DATABASE_URL", "mysql://db/portal"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "portal.sqlite3"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "٨٠٠٠"),
        ("PORT", "9" * 5000),
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", "1.5"),
        ("ANSWERS_DAYS", "-1"),
        ("ANSWERS_DAYS", "367"),
        ("BASE_URL", "example.org"),
        ("BASE_URL", "https://example.org/?x"),
        ("BASE_URL", "javascript:alert(1)"),
    ],
)
def test_a_bad_value_is_an_error_that_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"^{variable}: ") as caught:
        Config.from_environ(PRODUCTION | {variable: value})
    assert caught.value.variable == variable


def test_the_password_of_a_database_stays_out_of_the_error() -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environ(PRODUCTION | {"DATABASE_URL": "mysql://me:hunter2@db/x"})
    assert "hunter2" not in str(caught.value)


def test_empty_variables_count_as_not_set() -> None:
    assert Config.from_environ(PRODUCTION | {"PORT": "", "BASE_URL": " "}).port == 8000


def test_base_url_loses_its_last_slash() -> None:
    config = Config.from_environ(PRODUCTION | {"BASE_URL": "https://example.org/"})
    assert config.base_url == "https://example.org"


def test_a_state_directory_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "genhusningsguiden").write_text("in the way")
    with pytest.raises(ConfigError, match="XDG_STATE_HOME: cannot make"):
        read(tmp_path)


def test_the_documentation_names_exactly_the_variables() -> None:
    lines = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").splitlines()
    documented = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert set(documented) == {field.name.upper() for field in fields(Config)}
    assert len(documented) == len(set(documented))
