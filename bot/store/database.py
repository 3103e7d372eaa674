"""Reading and writing what is kept, each piece of work in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import RowMapping, delete, insert, or_, select, update
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.dialects import make_engine, reading
from bot.store.migrating import migrate
from bot.store.model import KEPT, Answer, ServerSettings
from bot.store.tables import ANSWERS, SERVERS

_IDS = ("channels", "quiet", "forums")
_AT_ONCE = 500  # ids in one statement; a database takes no end of them


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
        async with reading(self._opened()) as connection:
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

    async def keep_answer(self, answer: Answer) -> None:
        """Keep which question an answer goes with."""
        values = {"question_message_id": answer.question, "channel_id": answer.channel, "guild_id": answer.guild}
        async with self._engine_begun() as connection:
            await _put(connection, ANSWERS, {"answer_message_id": answer.message}, values | {"kept_on": now()})

    async def answers(self, messages: Iterable[int]) -> list[Answer]:
        """The answers that go with some messages, or that are among them; read without a wait for any writer."""
        columns = ANSWERS.c
        wanted = (columns.question_message_id, columns.channel_id, columns.answer_message_id, columns.guild_id)
        found: list[Answer] = []
        async with reading(self._opened()) as connection:
            for some in _batches(messages):
                among = or_(columns.question_message_id.in_(some), columns.answer_message_id.in_(some))
                found += [Answer(*row) for row in await connection.execute(select(*wanted).where(among))]
        return found

    async def drop_answers(self, messages: Iterable[int]) -> None:
        """Forget answers that are gone, by the ids of their own messages."""
        async with self._engine_begun() as connection:
            for some in _batches(messages):
                await connection.execute(delete(ANSWERS).where(ANSWERS.c.answer_message_id.in_(some)))

    async def purge_answers(self) -> None:
        """Delete the answers that are past their time."""
        async with self._engine_begun() as connection:
            await connection.execute(delete(ANSWERS).where(ANSWERS.c.kept_on < now() - KEPT))

    async def purge_servers(self, ours: Callable[[int], bool]) -> frozenset[int]:
        """Delete the servers that were left thirty days ago; which they were.

        Args:
            ours: whether a server is for this process to judge. It may be in one again that is marked as left, so
                :meth:`settle` comes first.
        """
        left = select(SERVERS.c.guild_id).where(SERVERS.c.left_on < now() - KEPT)
        async with self._engine_begun() as connection:
            gone = frozenset(guild for guild in await connection.scalars(left) if ours(guild))
            await _delete_servers(connection, gone)
        return gone

    def _opened(self) -> AsyncEngine:
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return self._engine

    def _engine_begun(self) -> Any:  # noqa: ANN401 - SQLAlchemy's context of a connection
        return self._opened().begin()


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


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
