"""Who may do what in the office."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a user is in their organisation."""

    ADMINISTRATOR = "administrator"
    CASEWORKER = "caseworker"
    READER = "reader"

    @property
    def access(self) -> "Access":
        """The most that the role opens."""
        return Access[self.name]


class Access(IntEnum):
    """What a page asks of the one who opens it; each step opens what those below it do."""

    ANYONE = 0
    READER = 1
    CASEWORKER = 2
    ADMINISTRATOR = 3
