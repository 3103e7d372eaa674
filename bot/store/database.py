"""Reading and writing what is kept, each piece of work in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.dialects import make_engine
from bot.store.migrating import migrate
from bot.store.model import ServerSettings
from bot.store.tables import ANSWERS, SERVERS

KEPT = timedelta(days=30)  # how long an answer is kept, and the settings of a server that the bot was taken out of
_IDS = ("channels", "quiet", "forums")


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Database:
    """The tables behind an engine. Every method raises what SQLAlchemy and the driver raise."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine: AsyncEngine | None = None

    async def open(self) -> None:
        """Connect, and bring the tables up to date.

        Raises:
            StoreError: a newer version of the bot made them.
        """
        engine = make_engine(self._url)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(migrate)
        except BaseException:
            await engine.dispose()
            raise
        self._engine = engine

    async def close(self) -> None:
        """Close all connections."""
        if self._engine is not None:
            await self._engine.dispose()

    async def settings(self) -> dict[int, ServerSettings]:
        """What every server has set; a row that says nothing sensible is passed over."""
        async with self._engine_begun() as connection:
            rows = (await connection.execute(select(SERVERS))).mappings().all()
        read = {int(row["guild_id"]): _settings(row) for row in rows}
        return {guild: settings for guild, settings in read.items() if settings is not None}

    async def save(self, guild: int, settings: ServerSettings) -> None:
        """Keep what a server has set."""
        values = _values(settings) | {"changed_on": now(), "left_on": None}
        async with self._engine_begun() as connection:
            await _put(connection, SERVERS, {"guild_id": guild}, values)

    async def forget(self, guild: int) -> None:
        """Delete every row of a server."""
        async with self._engine_begun() as connection:
            await _delete_servers(connection, {guild})

    async def settle(self, present: Set[int], ours: Callable[[int], bool]) -> None:
        """Note which servers the bot is in: those that it left are counted from today, those that it is in no more.

        Args:
            present: the servers.
            ours: whether a server is for this process to judge; others may serve other shards.
        """
        async with self._engine_begun() as connection:
            rows = (await connection.execute(select(SERVERS.c.guild_id, SERVERS.c.left_on))).all()
            for guild, left_on in rows:
                if ours(guild) and (guild in present) == (left_on is not None):
                    await _mark(connection, guild, None if guild in present else now())

    async def leave(self, guild: int) -> None:
        """Note that the bot was taken out of a server."""
        async with self._engine_begun() as connection:
            await _mark(connection, guild, now())

    async def come_back(self, guild: int) -> None:
        """Note that the bot is in a server again."""
        async with self._engine_begun() as connection:
            await _mark(connection, guild, None)

    async def keep_answer(self, question: int, channel: int, answer: int, guild: int) -> None:
        """Keep which answer goes with a question."""
        values = {"channel_id": channel, "answer_message_id": answer, "guild_id": guild, "kept_on": now()}
        async with self._engine_begun() as connection:
            await _put(connection, ANSWERS, {"question_message_id": question}, values)

    async def take_answer(self, question: int) -> tuple[int, int] | None:
        """Channel and message of the answer to a question, deleted here: of two that ask one alone gets it."""
        gone = delete(ANSWERS).where(ANSWERS.c.question_message_id == question)
        async with self._engine_begun() as connection:
            row = (await connection.execute(gone.returning(ANSWERS.c.channel_id, ANSWERS.c.answer_message_id))).first()
        return (int(row[0]), int(row[1])) if row else None

    async def purge(self) -> frozenset[int]:
        """Delete what is past its time; the servers whose settings went."""
        past = now() - KEPT
        async with self._engine_begun() as connection:
            await connection.execute(delete(ANSWERS).where(ANSWERS.c.kept_on < past))
            gone = (await connection.scalars(select(SERVERS.c.guild_id).where(SERVERS.c.left_on < past))).all()
            await _delete_servers(connection, set(gone))
        return frozenset(gone)

    def _engine_begun(self) -> Any:  # noqa: ANN401 - SQLAlchemy's context of a connection
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return self._engine.begin()


async def _put(connection: AsyncConnection, table: Any, key: dict[str, int], values: dict[str, Any]) -> None:  # noqa: ANN401
    """Update a row, or insert it: what both databases can, in the same words."""
    ((name, value),) = key.items()
    done = await connection.execute(update(table).where(table.c[name] == value).values(values))
    if not done.rowcount:
        await connection.execute(insert(table).values(key | values))


async def _mark(connection: AsyncConnection, guild: int, left_on: datetime | None) -> None:
    await connection.execute(update(SERVERS).where(SERVERS.c.guild_id == guild).values(left_on=left_on))


async def _delete_servers(connection: AsyncConnection, guilds: Set[int]) -> None:
    for guild in guilds:
        await connection.execute(delete(ANSWERS).where(ANSWERS.c.guild_id == guild))
        await connection.execute(delete(SERVERS).where(SERVERS.c.guild_id == guild))


def _values(settings: ServerSettings) -> dict[str, Any]:
    return settings.model_dump() | {name: sorted(getattr(settings, name)) for name in _IDS}


def _settings(row: RowMapping) -> ServerSettings | None:
    try:
        return ServerSettings.model_validate({name: row[name] for name in ServerSettings.model_fields})
    except ValidationError:
        return None
