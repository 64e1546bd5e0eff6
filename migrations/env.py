"""How Alembic reaches the database: the same address and engine as the portal."""

from alembic import context

from portal.ask import unanswered_store as unanswered_store
from portal.cases import tables as case_tables  # noqa: F401
from portal.checklist import tables as checklist_tables  # noqa: F401
from portal.config import Config
from portal.corrections import tables as correction_tables  # noqa: F401
from portal.db import make_engine
from portal.helper import tables as helper_tables  # noqa: F401
from portal.municipality import tables as municipality_tables  # noqa: F401
from portal.staff import tables as staff_tables  # noqa: F401
from portal.tables import metadata


def run() -> None:
    url = context.config.attributes.get("url") or Config.from_environ().database_url
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                # SQLite changes a table by copying it.
                render_as_batch=True,
                compare_type=True,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database; there is no offline mode.")
run()
