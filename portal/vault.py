"""What is secret at rest: sealed with a key derived from SECRET_KEY, opened with any key read.

The first key writes, every key reads; `is_current` tells what `flask keys rotate` has yet to
rewrite. AES-256-GCM with a random nonce. Each purpose has a key of its own, so that what was
sealed for one column does not open in another.

A sealed value: one byte of version, four that name the key, twelve of nonce, the ciphertext.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEAD = 1 + _ID_BYTES + _NONCE_BYTES


class VaultError(ValueError):
    """A value that was changed, cut, sealed for another purpose, or with a key we do not have."""


class Vault:
    """Seals and opens texts with the keys of one configuration."""

    def __init__(self, secret_keys: tuple[str, ...]) -> None:
        self._keys = {_derived(key, "id")[:_ID_BYTES]: key for key in reversed(secret_keys)}
        self._first = _derived(secret_keys[0], "id")[:_ID_BYTES]
        self._ciphers: dict[tuple[bytes, str], AESGCM] = {}
        self._mac_keys = [_derived(key, "mac") for key in secret_keys]

    def seal(self, text: str, purpose: str) -> bytes:
        """The sealed value of a text; another one each time."""
        head = _VERSION + self._first
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return head + nonce + self._cipher(self._first, purpose).encrypt(nonce, text.encode(), head)

    def open(self, sealed: bytes, purpose: str) -> str:
        """The text of a sealed value. Raises VaultError; never anything else."""
        head, key_id = sealed[: 1 + _ID_BYTES], sealed[1 : 1 + _ID_BYTES]
        if head[:1] != _VERSION or key_id not in self._keys:
            raise VaultError("sealed with a key that is not in SECRET_KEY")
        try:
            cipher = self._cipher(key_id, purpose)
            return cipher.decrypt(sealed[1 + _ID_BYTES : _HEAD], sealed[_HEAD:], head).decode()
        except (InvalidTag, ValueError):
            raise VaultError("damaged, or sealed for another purpose") from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether the first key sealed it."""
        return sealed[: 1 + _ID_BYTES] == _VERSION + self._first

    def names_key(self, sealed_start: bytes) -> bool:
        """Whether the first bytes of a sealed value name a key that is in SECRET_KEY."""
        return sealed_start[1 : 1 + _ID_BYTES] in self._keys

    def mac(self, purpose: str, text: str) -> str:
        """A keyed hash in hexadecimal, by which a text is known again and not read."""
        return self.macs(purpose, text)[0]

    def macs(self, purpose: str, text: str) -> tuple[str, ...]:
        """The hash under each key, the first one's first: what was kept before a rotation too."""
        signed = f"{purpose}\0{text}".encode()
        return tuple(hmac.new(key, signed, hashlib.sha256).hexdigest() for key in self._mac_keys)

    def _cipher(self, key_id: bytes, purpose: str) -> AESGCM:
        found = self._ciphers.get((key_id, purpose))
        if found is None:
            found = AESGCM(_derived(self._keys[key_id], f"purpose {purpose}"))
            self._ciphers[key_id, purpose] = found
        return found


def _derived(secret: str, info: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"vault {info}".encode())
    return derivation.derive(secret.encode())


def vault() -> Vault:
    """The application's vault."""
    found: Vault | None = current_app.extensions.get("vault")
    if found is None:
        found = current_app.extensions["vault"] = Vault(current_app.extensions["config"].secret_key)
    return found
