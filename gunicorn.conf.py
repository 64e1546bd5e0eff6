"""How the server runs, under `make run` and in production alike.

gunicorn reads this file by itself. The values come from `portal.config`, so PORT,
WEB_CONCURRENCY and the rest mean the same everywhere.
"""

import gc
import subprocess
import sys

from portal import db
from portal.config import Config, ConfigError

try:
    _config = Config.from_environ()
except ConfigError as error:
    sys.exit(f"The portal cannot start.\n{error}")

wsgi_app = "portal:create_app()"
bind = f"{_config.host}:{_config.port}"
workers = _config.web_concurrency

# Threads, so that one slow phone cannot hold a whole worker.
worker_class = "gthread"
threads = 4

# Loaded once and shared: a broken catalogue or text stops the start instead of
# restarting workers for ever.
preload_app = True

# gunicorn's access log would hold paths, and a path holds answers. The portal writes
# its own line for each request; see portal/logging.py.
accesslog = None
logger_class = "portal.logging.GunicornLogger"
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Before the workers are forked: what was loaded stays for good, so no worker's collector
    looks through it again, and its memory stays shared. What a request makes is soon gone, so
    the collector need not look after every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def on_starting(_server: object) -> None:
    """Outside production, make the database or bring it up to date.

    In production that is the release step's work, done once and not by each web process. In a
    process of its own, so that the server does not keep Alembic in its memory.
    """
    if _config.in_production:
        return
    engine = db.make_engine(_config.database_url)
    if db.problem(engine, db.head()):
        subprocess.run([sys.executable, "-m", "portal.migrate"], check=True)
    engine.dispose()
