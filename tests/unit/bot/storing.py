"""What the tests of the store share: an address of an empty store, in SQLite and, where there is one, PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.store import dialects
from bot.store.database import Database
from bot.store.keeper import Keeper

POSTGRES = "ROTHDESK_TEST_POSTGRES_URL"
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


def file_in(folder: Path) -> str:
    """The address of a file in a folder."""
    return f"sqlite+aiosqlite:///{(folder / 'store.db').as_posix()}"


async def empty_store(kind: str, folder: Path) -> str:
    """The address of a store without tables; skips where there is no such database."""
    if kind == "sqlite":
        return file_in(folder)
    url = os.environ.get(POSTGRES)
    if not url:
        pytest.skip(f"no PostgreSQL to try it on: {POSTGRES} is not set (its database is emptied by the tests)")
    engine = dialects.make_engine(dialects.address(url))
    async with engine.begin() as connection:
        for table in ("server_settings", "answers", "alembic_version"):
            await connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    await engine.dispose()
    return url


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The store, up to date."""
    database = Database(dialects.address(url))
    await database.open()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def keeping(url: str, *, wait: float = 10, pauses: tuple[float, ...] = ()) -> AsyncIterator[Keeper]:
    """A keeper that was started."""
    keeper = Keeper(SecretStr(url), pauses)
    await keeper.start(wait)
    try:
        yield keeper
    finally:
        await keeper.close()
