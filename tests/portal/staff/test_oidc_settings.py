"""Single sign-on: which settings can be used, and how roles are read."""

from typing import Any

import pytest

from portal.config import Config, ConfigError
from portal.staff import oidc
from portal.staff.roles import Role


@pytest.mark.parametrize(
    ("claims", "name", "role"),
    [
        ({"roles": "reader administrator"}, "roles", Role.ADMINISTRATOR),
        ({"realm_access": {"roles": ["caseworker", "x"]}}, "realm_access.roles", Role.CASEWORKER),
        ({"a.b": "reader"}, "a.b", Role.READER),
        ({"roles": ["Administrator"]}, "roles", None),
        ({"roles": 7}, "roles", None),
        ({"realm_access": "reader"}, "realm_access.roles", None),
        ({}, "roles", None),
    ],
)
def test_roles_are_read_from_claims(claims: dict[str, Any], name: str, role: Role | None) -> None:
    assert oidc._role(oidc._claim(claims, name)) is role


@pytest.mark.parametrize(
    ("values", "variable"),
    [
        ({"OIDC_ISSUER": "https://x.example"}, "OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "https://x.example", "OIDC_CLIENT_ID": "x"}, "OIDC_CLIENT_SECRET"),
        (
            {"OIDC_ISSUER": "http://x.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "x"},
            "OIDC_ISSUER",
        ),
    ],
)
def test_settings_that_cannot_be_used(values: dict[str, str], variable: str) -> None:
    base = {"ENVIRONMENT": "production", "SECRET_KEY": "x" * 40, "DATABASE_URL": "sqlite:////x"}
    with pytest.raises(ConfigError, match=f"^{variable}: "):
        Config.from_environ(base | values)
