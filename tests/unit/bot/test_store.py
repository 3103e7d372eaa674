"""The store itself: made from nothing, the same tables in both databases, what is kept, what goes when."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import Connection, insert, select, text, update

from bot.language import Language
from bot.store import database as databases
from bot.store import dialects
from bot.store.database import Database
from bot.store.faults import Fault, StoreError, fault_of
from bot.store.keeper import State
from bot.store.looking import look
from bot.store.model import KEPT, UNSET, Answer, ServerSettings
from bot.store.tables import ANSWERS, METADATA, SERVERS
from tests.unit.bot.storing import BOTH, empty_store, file_in, opened

BIG = 2**62 + 1  # ids of Discord need 64 bits
FULL = ServerSettings(
    language=Language.ZH_HANT,
    mentions=False,
    channels=frozenset({BIG, 2}),
    quiet=frozenset({3}),
    forums=frozenset({4, 5}),
    curators=BIG,
    pictures=False,
)


@BOTH
async def test_from_nothing_to_the_tables_of_today(kind: str, tmp_path: Path) -> None:
    """The migrations make what the code works with, and taking them again changes nothing."""
    url = await empty_store(kind, tmp_path)
    async with opened(url):
        pass
    async with opened(url) as database:

        def differences(connection: Connection) -> list[object]:
            return list(compare_metadata(MigrationContext.configure(connection), METADATA))

        assert database._engine is not None
        async with database._engine.begin() as connection:
            assert await connection.run_sync(differences) == []
            assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).all() == [("0001",)]


@BOTH
async def test_settings_come_back_as_they_were_kept(kind: str, tmp_path: Path) -> None:
    """Every field, 64-bit ids too; kept twice the last one counts; forgotten they are gone with their answers."""
    url = await empty_store(kind, tmp_path)
    async with opened(url) as database:
        await database.save(BIG, ServerSettings())
        await database.save(BIG, FULL)
        await database.save(7, ServerSettings())
        await database.keep_answer(Answer(11, 12, 13, 7))
    async with opened(url) as database:
        assert await database.settings() == {BIG: FULL, 7: ServerSettings()}
        await database.forget(7)
        assert await database.settings() == {BIG: FULL}
        assert await database.answers([11]) == []


@BOTH
async def test_a_question_has_several_answers(kind: str, tmp_path: Path) -> None:
    """Each is kept, found by its question and by itself, and dropped by itself alone; kept twice it is one."""
    url = await empty_store(kind, tmp_path)
    first, second, other = Answer(BIG, 2, 3, 7), Answer(BIG, 2, 4, 7), Answer(BIG + 1, 2, 5, 7)
    async with opened(url) as database:
        for answer in (first, second, other, second):
            await database.keep_answer(answer)
        assert sorted(await database.answers([BIG, 99])) == [first, second]
        assert await database.answers([4]) == [second]
        assert len(await database.answers([*range(10, 2000), BIG, BIG + 1])) == 3
        await database.drop_answers([3, 99])
        assert sorted(await database.answers([BIG, BIG + 1])) == [second, other]


async def test_reading_waits_for_no_writer(tmp_path: Path) -> None:
    """While another process holds the file for writing, what is kept can be read, by doctor too."""
    async with opened(file_in(tmp_path)) as database:
        await database.save(1, FULL)
        await database.keep_answer(Answer(1, 2, 3, 4))
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        start = time.perf_counter()
        assert await database.answers([1]) == [Answer(1, 2, 3, 4)]
        assert await database.settings() == {1: FULL}
        assert (await asyncio.to_thread(look, SecretStr(file_in(tmp_path)))).state is State.OPEN
        assert time.perf_counter() - start < dialects.BUSY_SECONDS
        holder.close()


@BOTH
async def test_what_is_past_its_time_is_purged(kind: str, tmp_path: Path) -> None:
    """Answers after thirty days; settings thirty days after the bot left, unless it came back."""
    url = await empty_store(kind, tmp_path)
    assert timedelta(days=30) == KEPT
    async with opened(url) as database:
        for guild in (1, 2, 3, 4):
            await database.save(guild, ServerSettings())
            await database.keep_answer(Answer(10 + guild, 1, 20 + guild, guild))
        await database.leave(1)
        await database.leave(2)
        await database.leave(3)
        await age(database, timedelta(days=29, hours=23), guild=1)
        await age(database, timedelta(days=30, minutes=1), guild=2)
        await age(database, timedelta(days=31), guild=3)
        await database.come_back(3)
        await database.purge_answers()
        assert await database.purge_servers(lambda guild: guild != 2) == frozenset()
        assert await database.purge_servers(lambda guild: guild == 2) == {2}
        assert set(await database.settings()) == {1, 3, 4}
        assert {answer.guild for answer in await database.answers([11, 12, 13, 14])} == {1, 4}


async def age(database: Database, by: timedelta, guild: int) -> None:
    """Let time pass for what is kept about a server."""
    moment = datetime.now(UTC) - by
    async with database._engine_begun() as connection:
        await connection.execute(
            update(SERVERS).where(SERVERS.c.guild_id == guild, SERVERS.c.left_on.is_not(None)).values(left_on=moment)
        )
        await connection.execute(update(ANSWERS).where(ANSWERS.c.guild_id == guild).values(kept_on=moment))


@BOTH
async def test_servers_that_were_left_meanwhile_are_counted_from_now(kind: str, tmp_path: Path) -> None:
    """What happened while the bot was away is caught up with, for the servers of this process alone."""
    url = await empty_store(kind, tmp_path)
    async with opened(url) as database:
        for guild in (1, 2, 3):
            await database.save(guild, ServerSettings())
        await database.leave(1)
        await database.settle({1}, lambda guild: guild != 3)
        async with database._engine_begun() as connection:
            rows = (await connection.execute(select(SERVERS.c.guild_id, SERVERS.c.left_on.is_not(None)))).all()
        assert {int(guild): bool(left) for guild, left in rows} == {1: False, 2: True, 3: False}


@BOTH
async def test_a_newer_schema_is_left_alone(kind: str, tmp_path: Path) -> None:
    """A store that a newer version made is refused, and nothing in it is changed."""
    url = await empty_store(kind, tmp_path)
    async with opened(url) as database:
        await database.save(1, FULL)
        async with database._engine_begun() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            await Database(dialects.address(url)).open()
        assert caught.value.fault is Fault.NEWER


async def test_a_row_that_says_nothing_sensible_is_passed_over(tmp_path: Path) -> None:
    """One broken row does not take the settings of the others away."""
    async with opened(file_in(tmp_path)) as database:
        await database.save(1, FULL)
        values = databases._values(FULL) | {"guild_id": 2, "language": "xx", "changed_on": databases.now()}
        async with database._engine_begun() as connection:
            await connection.execute(insert(SERVERS).values(values))
        assert set(await database.settings()) == {1}


async def test_the_file_is_in_wal_mode(tmp_path: Path) -> None:
    """Readers do not wait for a writer, and the folder is made if need be, for its owner alone."""
    folder = tmp_path / "new" / "deep"
    async with opened(file_in(folder)) as database:
        async with database._engine_begun() as connection:
            asked = {name: await connection.scalar(text(f"PRAGMA {name}")) for name in ("busy_timeout", "foreign_keys")}
        assert asked == {"busy_timeout": 1000, "foreign_keys": 1}
    with sqlite3.connect(folder / "store.db") as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path.write_bytes(b"no database " * 100), Fault.CORRUPT),
        (lambda path: path.mkdir(), Fault.UNWRITABLE),
    ],
)
async def test_a_file_that_cannot_be_used_is_told_by_its_fault(make: object, fault: Fault, tmp_path: Path) -> None:
    """A damaged file, and a folder in its place."""
    make(tmp_path / "store.db")  # type: ignore[operator]
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever the driver raises
        await Database(dialects.address(file_in(tmp_path))).open()
    assert fault_of(caught.value) is fault
    await asyncio.sleep(0.1)  # aiosqlite ends the thread of a connection that failed by itself


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file stands in the way no folder can be made."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one, depends on the system
        await Database(dialects.address(file_in(tmp_path / "file"))).open()
    assert fault_of(caught.value) is Fault.UNWRITABLE


async def test_a_locked_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process holds the file for longer than one waits."""
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0.1)
    async with opened(file_in(tmp_path)) as database:
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever the driver raises
            await database.save(1, FULL)
        assert fault_of(caught.value) is Fault.LOCKED
        holder.close()
        await database.save(1, FULL)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("nonsense", Fault.ADDRESS),
        ("sqlite+aiosqlite://", Fault.ADDRESS),
        ("sqlite+aiosqlite:///:memory:", Fault.ADDRESS),
        ("mysql://user:pass@host/name", Fault.ADDRESS),
    ],
)
def test_what_is_no_address_is_told(url: str, fault: Fault) -> None:
    """Only a file of SQLite or a database of PostgreSQL will do."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever SQLAlchemy raises
        dialects.address(url)
    assert fault_of(caught.value) is fault


def test_usual_addresses_get_their_driver() -> None:
    """What people write elsewhere works here, and is shown without user and password."""
    found = dialects.address("postgres://user:pass@host/name?sslmode=require")
    assert found.drivername == "postgresql+asyncpg"
    assert dialects.shown(found) == "PostgreSQL, host/name"
    assert dialects.shown(dialects.address("sqlite:///some/file.db")) == "some/file.db"


def test_settings_without_a_deleted_channel_or_role() -> None:
    """It leaves every list, but the last channel for mentions stays: they are not suddenly answered everywhere."""
    settings = ServerSettings(channels=frozenset({1, 2}), quiet=frozenset({1}), forums=frozenset({1, 3}), curators=5)
    fewer = settings.without_channel(1)
    assert [sorted(ids) for ids in (fewer.channels, fewer.quiet, fewer.forums)] == [[2], [], [3]]
    assert fewer.without_channel(2) == fewer
    assert not fewer.answers_mentions_in(9)
    assert fewer.without_role(6) == fewer
    assert fewer.without_role(5).curators is None
    assert UNSET.without_channel(1).without_role(1) == UNSET
