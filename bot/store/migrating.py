"""Bring a database to the tables of this version, from nothing or from an older one."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store.dialects import alone
from bot.store.faults import Fault, StoreError

_FOLDER = Path(__file__).with_name("migrations")


def steps_missing(connection: Connection) -> bool:
    """Whether the tables are those of an older version, or not there yet.

    Raises:
        StoreError: a newer version of the bot made them.
    """
    steps = ScriptDirectory.from_config(_config(connection))
    known = {step.revision for step in steps.walk_revisions()}
    here = set(MigrationContext.configure(connection).get_current_heads())
    if here - known:
        raise StoreError(Fault.NEWER)
    return here != set(steps.get_heads())


def migrate(connection: Connection) -> None:
    """Take the steps that are missing, all or none, within the caller's transaction.

    Raises:
        StoreError: a newer version of the bot was here; its tables are left alone.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    alone(connection)
    if steps_missing(connection):
        command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
