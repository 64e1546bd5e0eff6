"""Authenticated encryption of few bytes, with eight bytes on top.

SIV (Rogaway and Shrimpton 2006): a keyed hash of the text is the tag and, at once, where the key
stream begins. It needs no random nonce, and the tag may be cut short. Fernet's tokens are some 50
bytes longer, and the library's own SIV mode 8; a person types these.
"""

import hmac
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.tokens import TokenError

TAG = 8
"""Bytes. Who guesses at the portal finds a valid code in one of 2⁶⁴ attempts."""
_KEY = 32
_BLOCK = 16


class CompactSeal:
    """Seals bytes for one purpose; what was sealed for another does not open.

    The first key seals, each opens.
    """

    def __init__(self, secret_keys: Sequence[str], purpose: str) -> None:
        self._keys = [_derived(secret, purpose) for secret in secret_keys]

    def seal(self, text: bytes) -> bytes:
        """The sealed text: the same for the same text."""
        for_tag, for_text = self._keys[0]
        tag = _tag(for_tag, text)
        return tag + _crypt(for_text, tag, text)

    def unseal(self, sealed: bytes) -> bytes:
        """The text. Raises TokenError where no key opens it; never anything else."""
        tag, hidden = sealed[:TAG], sealed[TAG:]
        for for_tag, for_text in self._keys:
            text = _crypt(for_text, tag, hidden) if len(tag) == TAG else b""
            if hmac.compare_digest(_tag(for_tag, text), tag):
                return text
        raise TokenError


def _derived(secret: str, purpose: str) -> tuple[bytes, bytes]:
    derivation = HKDF(algorithm=SHA256(), length=2 * _KEY, salt=None, info=purpose.encode())
    both = derivation.derive(secret.encode())
    return both[:_KEY], both[_KEY:]


def _tag(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")[:TAG]


def _crypt(key: bytes, tag: bytes, text: bytes) -> bytes:
    stream = Cipher(AES(key), CTR(tag + bytes(_BLOCK - TAG))).encryptor()
    return stream.update(text) + stream.finalize()
