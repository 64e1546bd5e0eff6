"""Which rules these are: a short hash over the acts' code and parameters."""

import hashlib
from pathlib import Path

_HERE = Path(__file__).parent


def _hash() -> str:
    digest = hashlib.sha256()
    for path in sorted((*_HERE.rglob("*.py"), *_HERE.rglob("*.yaml"))):
        digest.update(path.relative_to(_HERE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


#: changes whenever a rule or a parameter does
RULES_VERSION = _hash()
