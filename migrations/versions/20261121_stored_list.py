"""Checklists that a household chose to have kept under a secret link."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "stored_list"
down_revision: str | None = "staff"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "stored_list",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_list")),
    )
    op.create_index(op.f("ix_stored_list_expires"), "stored_list", ["expires"])


def downgrade() -> None:
    op.drop_index(op.f("ix_stored_list_expires"), table_name="stored_list")
    op.drop_table("stored_list")
