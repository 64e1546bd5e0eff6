"""Single sign-on by OpenID Connect: the code flow with PKCE (S256), state and nonce.

The provider is found by its issuer's discovery document. What the ID token says is believed after
its signature, issuer, audience, time and nonce have been checked.
"""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from portal.staff.roles import Role

_TIMEOUT = 10
_METADATA_SECONDS = 3600
_SCOPE = "openid email profile"
#: what may sign an ID token: never `none`, never a shared secret
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
_LEEWAY = 60


class SignOnError(Exception):
    """It did not work: `failed`, `denied`, `no_role`, `no_organisation`, `no_email`, `taken` or
    `disabled`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Person:
    """Who the provider says it is."""

    subject: str
    email: str
    email_verified: bool
    name: str
    role: Role | None
    organisation: str | None


def is_on() -> bool:
    return current_app.extensions["config"].oidc_issuer is not None


def begin(return_address: str) -> tuple[str, dict[str, str]]:
    """The provider's address to go to, and what must be remembered until the way back."""
    from authlib.common.security import generate_token

    memory = {"nonce": generate_token(32), "verifier": generate_token(64)}
    with _client(return_address) as client, _told():
        url, memory["state"] = client.create_authorization_url(
            _metadata()["authorization_endpoint"],
            code_verifier=memory["verifier"],
            nonce=memory["nonce"],
        )
    return url, memory


def finish(memory: Mapping[str, str], return_address: str, said: Mapping[str, str]) -> Person:
    """The person who came back with these parameters. Raises SignOnError."""
    if "code" not in said:  # believed without the state, which some leave out: it opens nothing
        raise SignOnError("denied" if said.get("error") == "access_denied" else "failed")
    if not hmac.compare_digest(said.get("state", "").encode(), memory["state"].encode()):
        raise SignOnError("failed")
    if said.get("iss", _issuer()) != _issuer():
        raise SignOnError("failed")  # another provider's answer (RFC 9207)
    with _client(return_address) as client, _told():
        token = client.fetch_token(
            _metadata()["token_endpoint"],
            code=said["code"],
            code_verifier=memory["verifier"],
            timeout=_TIMEOUT,
        )
        claims = dict(_checked(token, memory["nonce"]))
        wanted = [_config("oidc_role_claim"), _config("oidc_organisation_claim"), "email"]
        endpoint = _metadata().get("userinfo_endpoint")
        if endpoint and any(name and _claim(claims, name) is None for name in wanted):
            more = client.get(endpoint, timeout=_TIMEOUT).json()
            if more.get("sub") == claims["sub"]:
                claims = {**more, **claims}
    return _person(claims)


def _person(claims: Mapping[str, Any]) -> Person:
    organisation = _config("oidc_organisation_claim")
    said = _claim(claims, organisation) if organisation else None
    return Person(
        subject=str(claims["sub"]),
        email=str(claims.get("email") or "").strip().lower(),
        email_verified=claims.get("email_verified") is True,
        name=str(claims.get("name") or claims.get("email") or "")[:100],
        role=_role(_claim(claims, _config("oidc_role_claim") or "")),
        organisation=str(said) if said else None,
    )


def _role(said: object) -> Role | None:
    """The greatest of the roles that are named; other words count for nothing."""
    names = said if isinstance(said, list) else str(said or "").replace(",", " ").split()
    known = [Role(name) for name in map(str, names) if name in list(Role)]
    return max(known, key=lambda role: role.access, default=None)


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by name, also one inside another: `realm_access.roles`."""
    if name in claims:
        return claims[name]
    outer, dot, inner = name.partition(".")
    within = claims.get(outer)
    return _claim(within, inner) if dot and isinstance(within, Mapping) else None


def _checked(token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet
    from joserfc.jws import JWSRegistry

    offered = set(_metadata().get("id_token_signing_alg_values_supported", ["RS256"]))
    registry = JWSRegistry(algorithms=sorted(offered & _ALGORITHMS), strict_check_header=False)
    key_set: Any = _fetched(_metadata()["jwks_uri"])
    opened = jwt.decode(token["id_token"], key=KeySet.import_key_set(key_set), registry=registry)
    options = {
        "iss": {"essential": True, "value": _issuer()},
        "aud": {"essential": True, "value": _config("oidc_client_id")},
    }
    params = {
        "nonce": nonce,
        "client_id": _config("oidc_client_id"),
        "access_token": token.get("access_token"),
    }
    claims: Mapping[str, Any] = CodeIDToken(opened.claims, opened.header, options, params)
    claims.validate(leeway=_LEEWAY)  # type: ignore[attr-defined]
    return claims


def _metadata() -> dict[str, Any]:
    """The discovery document, fetched once an hour."""
    kept: tuple[float, dict[str, Any]] | None = current_app.extensions.get("oidc_metadata")
    if kept is None or kept[0] < time.monotonic() - _METADATA_SECONDS:
        found = _fetched(f"{_issuer().rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != _issuer():
            raise SignOnError("failed")
        kept = current_app.extensions["oidc_metadata"] = (time.monotonic(), found)
    return kept[1]


def _fetched(url: str) -> dict[str, Any]:
    import requests

    response = requests.get(url, timeout=_TIMEOUT)
    response.raise_for_status()
    found: dict[str, Any] = response.json()
    return found


def _client(return_address: str) -> Any:
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        _config("oidc_client_id"),
        _config("oidc_client_secret"),
        scope=_SCOPE,
        redirect_uri=return_address,
        code_challenge_method="S256",
    )


class _told:  # noqa: N801 - reads as `with _told():`
    """Whatever goes wrong with the provider becomes a SignOnError; its kind goes to the log."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, SignOnError):
            from portal.logging import log_exception

            log_exception(error)
            raise SignOnError("failed") from None


def _issuer() -> str:
    return _config("oidc_issuer") or ""


def _config(name: str) -> str | None:
    value: str | None = getattr(current_app.extensions["config"], name)
    return value
