"""One address of the office, as the tables of them are written."""

from typing import NamedTuple

from portal.staff.roles import Access

GET, POST = ("GET",), ("POST",)
BOTH = GET + POST


class Route(NamedTuple):
    """One address. `view` is a module below `portal` and a function in it."""

    rule: str
    view: str
    access: Access
    methods: tuple[str, ...] = GET
    max_body: int | None = None
    """Bytes that may be sent, where it is more than elsewhere: a file."""

    @property
    def endpoint(self) -> str:
        return self.view.partition(":")[2]
