"""Families that somebody helped and that are closed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "closed_family"
down_revision: str | None = "stored_list"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "closed_family",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_family")),
    )
    op.create_index(op.f("ix_closed_family_until"), "closed_family", ["until"])


def downgrade() -> None:
    op.drop_index(op.f("ix_closed_family_until"), table_name="closed_family")
    op.drop_table("closed_family")
