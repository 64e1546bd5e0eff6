"""One-time codes from an app on the phone (RFC 6238), as a second factor."""

import hmac

import pyotp

from portal.sharing import Picture, picture
from portal.staff.tables import User
from portal.staff.times import now

_STEP = 30
_ISSUER = "Genhusningsguiden"


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str) -> int | None:
    """The step whose code it is: this one, the last or the next; None where it is wrong."""
    digits = "".join(code.split())
    current = int(now().timestamp()) // _STEP
    otp = pyotp.HOTP(secret)
    found = None
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(otp.at(step).encode(), digits.encode()):
            found = step
    return found


def spend(user: User, code: str) -> bool:
    """Whether the code is right and was not used before; it cannot be used again."""
    step = step_of(user.totp_secret, code) if user.totp_secret else None
    if step is None or step <= (user.totp_step or 0):
        return False
    user.totp_step = step
    return True


def grouped(secret: str) -> str:
    """The secret in groups of four, for typing it in."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def qr(secret: str, email: str) -> Picture:
    """The QR picture that an app on the phone reads."""
    return picture(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER))
