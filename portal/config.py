"""Everything the portal takes from its environment, in one place and typed.

The table in docs/configuration.md describes each variable for the person who runs it.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

SECRET_KEY_MIN_LENGTH = 32


class ConfigError(ValueError):
    """A variable that is missing or cannot be used. The text names it and says what to do."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable}: {problem}")
        self.variable = variable


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True)
class Config:
    """The settings of one process. Each field is the variable of the same name in capitals."""

    environment: Environment
    secret_key: tuple[str, ...] = field(repr=False)
    """The first key signs and encrypts; the others are still read (rotation)."""
    database_url: str = field(repr=False)
    """A SQLAlchemy address. Kept out of `repr`: it may hold a password."""
    host: str
    port: int
    web_concurrency: int
    """Worker processes."""
    answers_days: int
    """Days that a link with answers can be opened."""
    base_url: str | None
    """The public address without a slash at the end; None: as the request says."""
    count_unanswered: bool
    """Count questions that got no answer, without text that could identify."""
    semantic: bool
    """Let a sentence model have a say in what a choice offers (portal.matching.semantic)."""
    keep_months: int
    """Months that all of a case is kept after the day it ended."""
    trusted_proxies: int
    """Proxies in front whose X-Forwarded-For is believed, where tries are counted by address."""
    oidc_issuer: str | None
    """The provider of single sign-on for the office; None: there is none."""
    oidc_client_id: str | None
    oidc_client_secret: str | None = field(repr=False)
    oidc_role_claim: str
    oidc_organisation_claim: str | None
    """The claim that names the organisation; None: there is only one."""

    @property
    def in_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings; an empty variable counts as one that is not set.

        Raises ConfigError, naming the variable.
        """
        values = {name: value.strip() for name, value in environ.items() if value.strip()}
        environment = _environment(values)
        production = environment is Environment.PRODUCTION
        return cls(
            environment=environment,
            secret_key=_secret_keys(values, production),
            database_url=_database_url(values),
            host=values.get("HOST", "0.0.0.0" if production else "127.0.0.1"),  # noqa: S104
            port=_integer(values, "PORT", 8000, 1, 65535),
            web_concurrency=_integer(values, "WEB_CONCURRENCY", 2, 1, 64),
            answers_days=_integer(values, "ANSWERS_DAYS", 30, 1, 366),
            base_url=_base_url(values),
            count_unanswered=_yes_or_no(values, "COUNT_UNANSWERED", default=False),
            semantic=_yes_or_no(values, "SEMANTIC", default=False),
            keep_months=_integer(values, "KEEP_MONTHS", 6, 1, 60),
            trusted_proxies=_integer(values, "TRUSTED_PROXIES", 0, 0, 9),
            oidc_issuer=_oidc_issuer(values, production),
            oidc_client_id=values.get("OIDC_CLIENT_ID"),
            oidc_client_secret=values.get("OIDC_CLIENT_SECRET"),
            oidc_role_claim=values.get("OIDC_ROLE_CLAIM", "roles"),
            oidc_organisation_claim=values.get("OIDC_ORGANISATION_CLAIM"),
        )


def state_directory(values: Mapping[str, str]) -> Path:
    """Where this machine keeps what must not lie in the checkout (XDG state directory)."""
    base = values.get("XDG_STATE_HOME")
    root = Path(base) if base else Path(values.get("HOME") or Path.home()) / ".local" / "state"
    directory = root / "genhusningsguiden"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            "XDG_STATE_HOME",
            f"cannot make the directory {directory} ({error.strerror}); "
            "name one that can be written, or set both SECRET_KEY and DATABASE_URL",
        ) from error
    return directory


def _environment(values: Mapping[str, str]) -> Environment:
    value = values.get("ENVIRONMENT", Environment.DEVELOPMENT.value)
    try:
        return Environment(value)
    except ValueError:
        allowed = " or ".join(Environment)
        raise ConfigError("ENVIRONMENT", f"must be {allowed}, not {value!r}") from None


def _secret_keys(values: Mapping[str, str], production: bool) -> tuple[str, ...]:
    keys = tuple(key for part in values.get("SECRET_KEY", "").split(",") if (key := part.strip()))
    if not keys:
        if production:
            raise ConfigError(
                "SECRET_KEY",
                "is not set, and production needs one. Make one with "
                "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`, "
                "keep it where the other secrets are, and set it for every process",
            )
        return (_development_key(state_directory(values) / "development-key"),)
    if production and any(len(key) < SECRET_KEY_MIN_LENGTH for key in keys):
        raise ConfigError(
            "SECRET_KEY", f"each key must have at least {SECRET_KEY_MIN_LENGTH} characters"
        )
    return keys


def _development_key(path: Path) -> str:
    """Read the key of this machine, or make it: mode 600, and safe when two processes start."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # fails where another process was first; its key is kept
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = path.read_text().strip()
    if len(key) < SECRET_KEY_MIN_LENGTH:
        raise ConfigError("SECRET_KEY", f"the development key in {path} is damaged; delete it")
    return key


def _database_url(values: Mapping[str, str]) -> str:
    url = values.get("DATABASE_URL")
    if url is None:
        return f"sqlite:///{state_directory(values) / 'portal.sqlite3'}"
    scheme, separator, rest = url.partition("://")
    # Hosts hand out the short names; SQLAlchemy wants to know the driver.
    if separator and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite" and rest.startswith("/"):
        return url
    raise ConfigError(
        "DATABASE_URL", "must start with postgresql:// or sqlite:/// (the address is not shown)"
    )


def _integer(values: Mapping[str, str], variable: str, default: int, least: int, most: int) -> int:
    text = values.get(variable, str(default))
    if not (re.fullmatch("[0-9]{1,6}", text) and least <= int(text) <= most):
        raise ConfigError(variable, f"must be a whole number from {least} to {most}, not {text!r}")
    return int(text)


def _yes_or_no(values: Mapping[str, str], variable: str, default: bool) -> bool:
    text = values.get(variable)
    if text is None:
        return default
    if text not in {"yes", "no"}:
        raise ConfigError(variable, f"must be yes or no, not {text!r}")
    return text == "yes"


def _oidc_issuer(values: Mapping[str, str], production: bool) -> str | None:
    issuer = values.get("OIDC_ISSUER")
    if issuer is None:
        return None
    for variable in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if variable not in values:
            raise ConfigError(variable, "is needed beside OIDC_ISSUER")
    parts = urlsplit(issuer)
    if parts.scheme not in {"https"} | (set() if production else {"http"}) or not parts.netloc:
        raise ConfigError("OIDC_ISSUER", f"must look like https://login.example, not {issuer!r}")
    return issuer


def _base_url(values: Mapping[str, str]) -> str | None:
    url = values.get("BASE_URL")
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError("BASE_URL", f"must look like https://example.org, not {url!r}")
    return url.rstrip("/")
