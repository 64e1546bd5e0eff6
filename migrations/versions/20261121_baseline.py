"""The empty schema that all later revisions build on."""

from collections.abc import Sequence

revision: str = "baseline"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
