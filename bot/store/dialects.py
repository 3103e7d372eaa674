"""The one place where SQLite and PostgreSQL differ: how an engine is made, and how one of many migrates alone."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

# How long a writer waits for another process at a time. Nothing ends this wait, so that of the bot is no shorter.
BUSY_SECONDS = 1.0
ANSWER_SECONDS = 5  # how long a server may take to connect, or to run one statement
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
_MIGRATING = 401_000_415  # any number: who holds it migrates
_READING = "rothdesk_reading"  # the option of a connection that changes nothing


def address(url: str) -> URL:
    """Read an address; the usual short forms get the driver that the bot brings along.

    Raises:
        ArgumentError: it is none.
    """
    found = make_url(url)
    found = found.set(drivername=_DRIVERS.get(found.drivername, found.drivername))
    if found.drivername not in _DRIVERS.values() or (
        is_sqlite(found) and (not found.database or ":memory:" in found.database)
    ):
        raise ArgumentError("the store is a file of SQLite or a database of PostgreSQL")
    return found


def is_sqlite(url: URL) -> bool:
    """Whether the address is that of a file."""
    return url.drivername == _DRIVERS["sqlite"]


def shown(url: URL) -> str:
    """The address without user, password and options, to be printed."""
    if is_sqlite(url):
        return str(url.database)
    return f"PostgreSQL, {url.host or 'localhost'}/{url.database or ''}"


def make_engine(url: URL) -> AsyncEngine:
    """An engine that has not connected yet; its file's folder is made if need be.

    Raises:
        OSError: the folder cannot be made.
    """
    if not is_sqlite(url):
        limits: dict[str, Any] = {"timeout": ANSWER_SECONDS, "command_timeout": ANSWER_SECONDS}
        return create_async_engine(url, pool_size=2, max_overflow=3, pool_pre_ping=True, connect_args=limits)
    Path(str(url.database)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # a connection for each piece of work: it costs a millisecond, and nothing is left open when the bot ends
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def reading(engine: AsyncEngine) -> AbstractAsyncContextManager[AsyncConnection]:
    """A transaction that changes nothing: in SQLite it waits for no writer, and no writer for it."""
    return engine.execution_options(**{_READING: True}).begin()


def alone(connection: Connection) -> None:
    """Wait until no other process migrates; SQLite's transactions take care of that by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - of whatever driver
    try:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where sqlite3 guesses
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={int(BUSY_SECONDS * 1000)}", "journal_mode=WAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Exception:  # a damaged file, say: nobody else would end the thread behind the connection
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    # a transaction that reads first, and then would write and finds another writer, would fail at once
    is_reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
