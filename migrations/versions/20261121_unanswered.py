"""Questions that got no answer: hashes by day, and masked forms with a count."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "unanswered"
down_revision: str | None = "baseline"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "unanswered_day",
        sa.Column("form_hash", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("form_hash", "day", name=op.f("pk_unanswered_day")),
    )
    op.create_index(op.f("ix_unanswered_day_day"), "unanswered_day", ["day"])
    op.create_table(
        "unanswered_form",
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("form", sa.String(300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lang", "form", name=op.f("pk_unanswered_form")),
    )


def downgrade() -> None:
    op.drop_table("unanswered_form")
    op.drop_index(op.f("ix_unanswered_day_day"), table_name="unanswered_day")
    op.drop_table("unanswered_day")
