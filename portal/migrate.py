"""`python -m portal.migrate` brings the database to the newest schema."""

import sys

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory

from portal.config import Config, ConfigError
from portal.db import MIGRATIONS


def alembic_config(url: str) -> AlembicConfig:
    """Alembic's settings for a database, without a file that holds its address."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Bring a database to the newest revision; does nothing where it is there already."""
    command.upgrade(alembic_config(url), "head")


def revisions() -> frozenset[str]:
    """All revisions in `migrations/`."""
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return frozenset(script.revision for script in scripts)


if __name__ == "__main__":
    try:
        upgrade(Config.from_environ().database_url)
    except ConfigError as error:
        sys.exit(f"The database was not migrated.\n{error}")
