"""The office: organisations, users, sessions, one-time links, tries, and the log."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "staff"
down_revision: str | None = "unanswered"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MOMENT = sa.DateTime(timezone=True)

# The log is append-only for whoever works through the portal's own account of the database too:
# entries do not change, and go when they are a year old.
_SQLITE = (
    """CREATE TRIGGER staff_log_unchanged BEFORE UPDATE ON staff_log
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER staff_log_kept BEFORE DELETE ON staff_log
       WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-365 days')
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION staff_log_guard() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '365 days' THEN RETURN OLD; END IF;
         RAISE EXCEPTION 'the log is append-only';
       END $$""",
    """CREATE TRIGGER staff_log_guard BEFORE UPDATE OR DELETE ON staff_log
       FOR EACH ROW EXECUTE FUNCTION staff_log_guard()""",
)


def upgrade() -> None:
    _organisations()
    _signing_in()
    op.create_table(
        "staff_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("object_kind", sa.String(40), nullable=True),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_log")),
    )
    op.create_index("ix_staff_log_organisation_id_id", "staff_log", ["organisation_id", "id"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)


def _organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("external_id", sa.String(100), nullable=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
        sa.UniqueConstraint("external_id", name=op.f("uq_organisation_external_id")),
    )
    op.create_table(
        "staff_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(255), nullable=True),
        sa.Column("disabled", _MOMENT, nullable=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_user")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_staff_user_organisation_id_organisation"),
        ),
        sa.UniqueConstraint("email", name=op.f("uq_staff_user_email")),
        sa.UniqueConstraint("subject", name=op.f("uq_staff_user_subject")),
    )
    op.create_index(op.f("ix_staff_user_organisation_id"), "staff_user", ["organisation_id"])


def _signing_in() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("last_seen", _MOMENT, nullable=False),
        sa.Column("ends", _MOMENT, nullable=False),
        sa.Column("carried", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff_user.id"],
            name=op.f("fk_staff_session_user_id_staff_user"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_user_id"), "staff_session", ["user_id"])
    op.create_index(op.f("ix_staff_session_ends"), "staff_session", ["ends"])
    op.create_table(
        "staff_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("clears_totp", sa.Boolean(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_link")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_staff_link_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff_user.id"],
            name=op.f("fk_staff_link_user_id_staff_user"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_link_token_hash")),
    )
    op.create_index(op.f("ix_staff_link_organisation_id"), "staff_link", ["organisation_id"])
    op.create_index(op.f("ix_staff_link_user_id"), "staff_link", ["user_id"])
    op.create_table(
        "staff_try",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_staff_try")),
    )
    op.create_index(op.f("ix_staff_try_since"), "staff_try", ["since"])


def downgrade() -> None:
    op.drop_table("staff_log")  # its triggers go with it
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION staff_log_guard()")
    op.drop_table("staff_try")
    op.drop_table("staff_link")
    op.drop_table("staff_session")
    op.drop_table("staff_user")
    op.drop_table("organisation")
