"""What every table shares. A module with tables imports this one first.

`migrations/env.py` imports each of them, so that Alembic sees them.
"""

from sqlmodel import SQLModel

# Constraints with names can be changed by a later revision on every database.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata
