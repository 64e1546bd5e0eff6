"""Cases, their households, lists, links, letters and messages; and local practice."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "cases"
down_revision: str | None = "closed_family"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "office_case",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("landlord", sa.String(20), nullable=False),
        sa.Column("renewal_decision", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("months_away", sa.Integer(), nullable=True),
        sa.Column("meeting", sa.Date(), nullable=True),
        sa.Column("talks", sa.Date(), nullable=True),
        sa.Column("notice", sa.Date(), nullable=True),
        sa.Column("works_start", sa.Date(), nullable=True),
        sa.Column("empty_by", sa.Date(), nullable=True),
        sa.Column("works_end", sa.Date(), nullable=True),
        sa.Column("return_day", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_office_case_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_case")),
    )
    op.create_index(op.f("ix_office_case_ends"), "office_case", ["ends"])
    op.create_index(op.f("ix_office_case_organisation_id"), "office_case", ["organisation_id"])

    op.create_table(
        "practice",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("per", sa.String(20), nullable=True),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("entered", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_practice_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint("follows", name=op.f("uq_practice_follows")),
    )
    op.create_index("ix_practice_municipality_withdrawn", "practice", ["municipality", "withdrawn"])
    op.create_index(op.f("ix_practice_organisation_id"), "practice", ["organisation_id"])

    op.create_table(
        "bulk_undo",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_bulk_undo_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_bulk_undo_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_undo")),
    )
    op.create_index(op.f("ix_bulk_undo_at"), "bulk_undo", ["at"])
    op.create_index(op.f("ix_bulk_undo_case_id"), "bulk_undo", ["case_id"])
    op.create_index(op.f("ix_bulk_undo_organisation_id"), "bulk_undo", ["organisation_id"])

    op.create_table(
        "import_draft",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_import_draft_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_import_draft_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    op.create_index(op.f("ix_import_draft_at"), "import_draft", ["at"])
    op.create_index(op.f("ix_import_draft_case_id"), "import_draft", ["case_id"])
    op.create_index(op.f("ix_import_draft_organisation_id"), "import_draft", ["organisation_id"])

    op.create_table(
        "office_job",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_office_job_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_office_job_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_job")),
    )
    op.create_index(op.f("ix_office_job_at"), "office_job", ["at"])
    op.create_index(op.f("ix_office_job_case_id"), "office_job", ["case_id"])
    op.create_index(op.f("ix_office_job_organisation_id"), "office_job", ["organisation_id"])

    op.create_table(
        "own_item",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("change", sa.String(20), nullable=False),
        sa.Column("phase", sa.String(20), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_own_item_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_own_item_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_item")),
        sa.UniqueConstraint("case_id", "item", name=op.f("uq_own_item_case_id_item")),
    )
    op.create_index(op.f("ix_own_item_case_id"), "own_item", ["case_id"])
    op.create_index(op.f("ix_own_item_organisation_id"), "own_item", ["organisation_id"])

    op.create_table(
        "shared_list",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_shared_list_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_shared_list_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_list")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_shared_list_case_id_key")),
    )
    op.create_index(op.f("ix_shared_list_case_id"), "shared_list", ["case_id"])
    op.create_index(op.f("ix_shared_list_organisation_id"), "shared_list", ["organisation_id"])

    op.create_table(
        "task_done",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_task_done_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_task_done_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("case_id", "task", name=op.f("pk_task_done")),
    )
    op.create_index(op.f("ix_task_done_organisation_id"), "task_done", ["organisation_id"])

    op.create_table(
        "household",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.LargeBinary(), nullable=False),
        sa.Column("label_key", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(20), nullable=True),
        sa.Column("lease_start", sa.Date(), nullable=True),
        sa.Column("fixed_term", sa.Boolean(), nullable=True),
        sa.Column("agrees_to_longer", sa.Boolean(), nullable=True),
        sa.Column("talk", sa.Date(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("children", sa.Boolean(), nullable=True),
        sa.Column("needs_help", sa.Boolean(), nullable=True),
        sa.Column("improvements", sa.Boolean(), nullable=True),
        sa.Column("side_rooms", sa.Boolean(), nullable=True),
        sa.Column("too_much_to_fit", sa.Boolean(), nullable=True),
        sa.Column("sublet", sa.Boolean(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_asked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_note", sa.LargeBinary(), nullable=True),
        sa.Column("removed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_household_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["shared_list.id"], name=op.f("fk_household_list_id_shared_list")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_household_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("case_id", "label_key", name=op.f("uq_household_case_id_label_key")),
    )
    op.create_index(op.f("ix_household_case_id"), "household", ["case_id"])
    op.create_index(op.f("ix_household_list_id"), "household", ["list_id"])
    op.create_index(op.f("ix_household_organisation_id"), "household", ["organisation_id"])
    op.create_index(op.f("ix_household_removed"), "household", ["removed"])

    op.create_table(
        "office_job_file",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["office_job.id"],
            name=op.f("fk_office_job_file_job_id_office_job"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_office_job_file_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("job_id", "part", name=op.f("pk_office_job_file")),
    )
    op.create_index(
        op.f("ix_office_job_file_organisation_id"), "office_job_file", ["organisation_id"]
    )

    op.create_table(
        "planned_item",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_planned_item_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["shared_list.id"],
            name=op.f("fk_planned_item_list_id_shared_list"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_planned_item_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("list_id", "item", name=op.f("pk_planned_item")),
    )
    op.create_index("ix_planned_item_case_id_day", "planned_item", ["case_id", "day"])
    op.create_index(op.f("ix_planned_item_organisation_id"), "planned_item", ["organisation_id"])

    op.create_table(
        "household_link",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("code_key", sa.String(64), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_household_link_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_link_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_household_link_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_link")),
        sa.UniqueConstraint("code_key", name=op.f("uq_household_link_code_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_household_link_token_hash")),
    )
    op.create_index(op.f("ix_household_link_case_id"), "household_link", ["case_id"])
    op.create_index(op.f("ix_household_link_expires"), "household_link", ["expires"])
    op.create_index(op.f("ix_household_link_household_id"), "household_link", ["household_id"])
    op.create_index(
        op.f("ix_household_link_organisation_id"), "household_link", ["organisation_id"]
    )

    op.create_table(
        "message",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["office_case.id"],
            name=op.f("fk_message_case_id_office_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_message_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_message_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_case_id"), "message", ["case_id"])
    op.create_index(op.f("ix_message_household_id"), "message", ["household_id"])
    op.create_index(op.f("ix_message_organisation_id"), "message", ["organisation_id"])

    op.create_table(
        "seen_change",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_seen_change_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_seen_change_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("household_id", "change", name=op.f("pk_seen_change")),
    )
    op.create_index(op.f("ix_seen_change_at"), "seen_change", ["at"])
    op.create_index(op.f("ix_seen_change_organisation_id"), "seen_change", ["organisation_id"])

    op.create_table(
        "tick",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_tick_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_tick_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("household_id", "item", name=op.f("pk_tick")),
    )
    op.create_index(op.f("ix_tick_organisation_id"), "tick", ["organisation_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_tick_organisation_id"), table_name="tick")

    op.drop_table("tick")
    op.drop_index(op.f("ix_seen_change_organisation_id"), table_name="seen_change")
    op.drop_index(op.f("ix_seen_change_at"), table_name="seen_change")

    op.drop_table("seen_change")
    op.drop_index(op.f("ix_message_organisation_id"), table_name="message")
    op.drop_index(op.f("ix_message_household_id"), table_name="message")
    op.drop_index(op.f("ix_message_case_id"), table_name="message")

    op.drop_table("message")
    op.drop_index(op.f("ix_household_link_organisation_id"), table_name="household_link")
    op.drop_index(op.f("ix_household_link_household_id"), table_name="household_link")
    op.drop_index(op.f("ix_household_link_expires"), table_name="household_link")
    op.drop_index(op.f("ix_household_link_case_id"), table_name="household_link")

    op.drop_table("household_link")
    op.drop_index(op.f("ix_planned_item_organisation_id"), table_name="planned_item")
    op.drop_index("ix_planned_item_case_id_day", table_name="planned_item")

    op.drop_table("planned_item")
    op.drop_index(op.f("ix_office_job_file_organisation_id"), table_name="office_job_file")

    op.drop_table("office_job_file")
    op.drop_index(op.f("ix_household_removed"), table_name="household")
    op.drop_index(op.f("ix_household_organisation_id"), table_name="household")
    op.drop_index(op.f("ix_household_list_id"), table_name="household")
    op.drop_index(op.f("ix_household_case_id"), table_name="household")

    op.drop_table("household")
    op.drop_index(op.f("ix_task_done_organisation_id"), table_name="task_done")

    op.drop_table("task_done")
    op.drop_index(op.f("ix_shared_list_organisation_id"), table_name="shared_list")
    op.drop_index(op.f("ix_shared_list_case_id"), table_name="shared_list")

    op.drop_table("shared_list")
    op.drop_index(op.f("ix_own_item_organisation_id"), table_name="own_item")
    op.drop_index(op.f("ix_own_item_case_id"), table_name="own_item")

    op.drop_table("own_item")
    op.drop_index(op.f("ix_office_job_organisation_id"), table_name="office_job")
    op.drop_index(op.f("ix_office_job_case_id"), table_name="office_job")
    op.drop_index(op.f("ix_office_job_at"), table_name="office_job")

    op.drop_table("office_job")
    op.drop_index(op.f("ix_import_draft_organisation_id"), table_name="import_draft")
    op.drop_index(op.f("ix_import_draft_case_id"), table_name="import_draft")
    op.drop_index(op.f("ix_import_draft_at"), table_name="import_draft")

    op.drop_table("import_draft")
    op.drop_index(op.f("ix_bulk_undo_organisation_id"), table_name="bulk_undo")
    op.drop_index(op.f("ix_bulk_undo_case_id"), table_name="bulk_undo")
    op.drop_index(op.f("ix_bulk_undo_at"), table_name="bulk_undo")

    op.drop_table("bulk_undo")
    op.drop_index(op.f("ix_practice_organisation_id"), table_name="practice")
    op.drop_index("ix_practice_municipality_withdrawn", table_name="practice")

    op.drop_table("practice")
    op.drop_index(op.f("ix_office_case_organisation_id"), table_name="office_case")
    op.drop_index(op.f("ix_office_case_ends"), table_name="office_case")

    op.drop_table("office_case")
