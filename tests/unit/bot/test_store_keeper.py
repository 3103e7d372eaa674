"""Between the bot and the store: memory first, nobody waits, and what could not be kept is kept later."""

from __future__ import annotations

import asyncio
import io
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot import log
from bot.discord import answers as answers_module
from bot.discord.answers import Answers
from bot.discord.servers import Servers
from bot.doctor import examine
from bot.settings import Settings
from bot.store import dialects
from bot.store.database import Database
from bot.store.faults import Fault
from bot.store.keeper import Health, Keeper, State, address_of
from bot.store.looking import look
from bot.store.model import UNSET, Answer, ServerSettings
from bot.store.tables import ANSWERS
from tests.unit.bot.storing import BOTH, empty_store, file_in, keeping, opened

QUIET = ServerSettings(mentions=False)
NOW = discord.utils.time_snowflake(datetime.now(UTC))  # the id of a message of today


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """What the log holds, at the most talkative level that can be set."""
    root, level = logging.getLogger(), logging.getLogger().level
    log.configure(Settings(token=None, log_level="DEBUG", log_format="json"))
    (handler,) = root.handlers
    stream = io.StringIO()
    handler.setStream(stream)  # type: ignore[attr-defined]
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


async def idle(keeper: Keeper) -> None:
    """Until all that was begun is done."""
    while keeper._running:
        await asyncio.wait(set(keeper._running))


@BOTH
async def test_settings_and_answers_outlive_a_restart(kind: str, tmp_path: Path) -> None:
    """A new process knows what the old one kept; what was taken is gone for both."""
    url = await empty_store(kind, tmp_path)
    async with keeping(url) as keeper:
        servers, answers = Servers(keeper=keeper), Answers(keeper)
        assert servers.of(1) is UNSET
        assert await servers.change(1, QUIET) is True
        answers.keep(NOW, 20, 30, 1)
        answers.keep(NOW + 1, 21, 31, 1)
    keeper = Keeper(SecretStr(url))
    servers, answers = Servers(keeper=keeper), Answers(keeper)
    await keeper.start(10)
    assert servers.of(1) == QUIET
    assert answers.known([NOW]) == []
    assert await answers.stored([NOW]) == [Answer(NOW, 20, 30, 1)]
    answers.forget_answer(30)
    await idle(keeper)
    assert await answers.stored([NOW]) == []
    assert await servers.forget(1) is True
    await keeper.close()
    async with opened(url) as database:
        assert await database.settings() == {}
        assert await database.answers([NOW + 1]) == []


@BOTH
async def test_many_open_an_empty_store_at_once(kind: str, tmp_path: Path) -> None:
    """Processes that start together do not get into each other's way, nor do their writes: none is lost."""
    url = await empty_store(kind, tmp_path)
    every = [Keeper(SecretStr(url), (0.1,) * 50) for _ in range(4)]
    await asyncio.gather(*(keeper.start() for keeper in every))
    for number, keeper in enumerate(every):
        answers = Answers(keeper)
        for question in range(15):
            answers.keep(NOW, 1, 100 * number + question, 3)
    await asyncio.gather(*(idle(keeper) for keeper in every))
    for keeper in every:
        assert keeper.health.state is State.OPEN
        await keeper.close()
    async with opened(url) as database, database._engine_begun() as connection:
        assert await connection.scalar(select(func.count()).select_from(ANSWERS)) == 60


async def test_without_a_store_memory_is_all(tmp_path: Path) -> None:
    """Nothing is opened, changes hold, and it is said that they will not outlive a restart."""
    for setting in ("", "none", "None "):
        keeper = Keeper(SecretStr(setting))
        await keeper.start(1)
        servers, answers = Servers(keeper=keeper), Answers(keeper)
        assert keeper.health == Health(State.WITHOUT)
        assert await servers.change(1, QUIET) is False
        assert servers.of(1) == QUIET
        answers.keep(5, 6, 7, 1)
        assert answers.known([5]) == [Answer(5, 6, 7, 1)]
        assert await answers.stored([NOW]) == []
        answers.forget_answer(7)
        assert answers.known([5, 7]) == []
        await keeper.close()
        assert keeper.health == Health(State.WITHOUT)


async def test_a_change_while_the_store_is_broken_is_kept_once_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It counts at once; the next change tries again and takes the earlier ones along."""
    (tmp_path / "store.db").mkdir()
    async with keeping(file_in(tmp_path)) as keeper:
        servers = Servers(keeper=keeper)
        assert keeper.health.fault is Fault.UNWRITABLE
        assert await servers.change(1, QUIET) is False
        assert servers.of(1) == QUIET
        (tmp_path / "store.db").rmdir()
        assert await servers.change(2, QUIET) is True
        assert keeper.health.state is State.OPEN
    async with opened(file_in(tmp_path)) as database:
        assert await database.settings() == {1: QUIET, 2: QUIET}


async def test_opening_is_tried_again_and_a_change_made_meanwhile_wins(
    tmp_path: Path, written: Callable[[], str]
) -> None:
    """A store that comes back is loaded; what was changed before counts more than what is stored."""
    async with opened(file_in(tmp_path)) as database:
        await database.save(1, QUIET)
        await database.save(2, QUIET)
    (tmp_path / "store.db").rename(tmp_path / "away.db")
    (tmp_path / "store.db").mkdir()
    keeper = Keeper(SecretStr(file_in(tmp_path)), (0.05,) * 100)
    servers = Servers(keeper=keeper)
    await keeper.start(5)
    assert await servers.change(1, UNSET) is False
    (tmp_path / "store.db").rmdir()
    (tmp_path / "away.db").rename(tmp_path / "store.db")
    while keeper.health.state is not State.OPEN:
        await asyncio.sleep(0.01)
    assert (servers.of(1), servers.of(2)) == (UNSET, QUIET)
    await keeper.close()
    async with opened(file_in(tmp_path)) as database:
        assert await database.settings() == {1: UNSET, 2: QUIET}
    assert written().count("the store cannot be used") == 1


async def test_nobody_waits_for_a_store_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who changes something waits a moment; what takes longer still reaches the store."""
    really, gate = Database.save, asyncio.Event()

    async def slow(self: Database, *arguments: Any) -> None:
        await gate.wait()
        await really(self, *arguments)

    monkeypatch.setattr(Database, "save", slow)
    async with keeping(file_in(tmp_path)) as keeper:
        servers, answers = Servers(keeper=keeper), Answers(keeper)
        start = time.perf_counter()
        assert await servers.change(1, QUIET) is False
        assert await answers.stored([NOW]) == []
        answers.keep(NOW, 1, 2, 3)
        assert answers.known([NOW]) == [Answer(NOW, 1, 2, 3)]
        assert time.perf_counter() - start < 3
        gate.set()
        await idle(keeper)
    async with opened(file_in(tmp_path)) as database:
        assert await database.settings() == {1: QUIET}


async def test_a_locked_store_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """While another process holds the file: changes hold, and closing takes no longer than it may."""
    async with keeping(file_in(tmp_path)) as keeper:
        servers = Servers(keeper=keeper)
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert await servers.change(1, QUIET) is False
        start = time.perf_counter()
        await keeper.close()
        assert time.perf_counter() - start < 2
        assert keeper.health.state is State.CLOSED
        holder.close()
        while len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(0.05)


async def test_a_lock_that_ends_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a refusal the next write works and the store is well again; answers kept meanwhile are in memory."""
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0.05)
    async with keeping(file_in(tmp_path)) as keeper:
        answers, servers = Answers(keeper), Servers(keeper=keeper)
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answers.keep(NOW, 1, 2, 3)
        await idle(keeper)
        assert keeper.health.fault is Fault.LOCKED
        holder.close()
        answers.keep(NOW + 1, 1, 3, 3)
        await idle(keeper)
        assert keeper.health.state is State.OPEN
        assert await servers.change(1, QUIET) is True
        assert answers.known([NOW]) == [Answer(NOW, 1, 2, 3)]


async def test_a_newer_schema_is_said_and_gone_without(tmp_path: Path) -> None:
    """Nothing is written into a store that a newer version made."""
    async with opened(file_in(tmp_path)) as database:
        await database.save(1, QUIET)
    with sqlite3.connect(tmp_path / "store.db") as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    plain.close()
    async with keeping(file_in(tmp_path), pauses=(60,)) as keeper:
        servers = Servers(keeper=keeper)
        assert keeper.health.fault is Fault.NEWER
        assert await servers.change(1, UNSET) is False
        assert look(SecretStr("none")) == Health(State.WITHOUT)
    with sqlite3.connect(tmp_path / "store.db") as plain:
        assert plain.execute("SELECT mentions FROM server_settings").fetchall() == [(0,)]
    plain.close()


async def test_what_was_purged_is_no_longer_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty days after the bot left a server its settings are gone from the store and from memory."""
    monkeypatch.setattr("bot.store.database.KEPT", timedelta(days=-1))  # what was left just now is past it
    async with keeping(file_in(tmp_path)) as keeper:
        servers = Servers(keeper=keeper)
        await servers.change(1, QUIET)
        await servers.change(2, QUIET)
        servers.left(1)
        await keeper.run(keeper._purge)
        assert servers.of(1) == QUIET
        servers.settle({2}, lambda _: True)
        await idle(keeper)
        assert (servers.of(1), servers.of(2)) == (UNSET, QUIET)
        servers.left(2)
        await keeper.run(keeper._purge)
        assert servers.of(2) == UNSET


async def test_a_server_that_took_the_bot_back_while_it_was_down_keeps_its_settings(tmp_path: Path) -> None:
    """Left long ago, back in it while no bot ran: the store opens, hears that it is there, and only then purges."""
    async with opened(file_in(tmp_path)) as database:
        for guild in (1, 2, 3):
            await database.save(guild, QUIET)
            await database.leave(guild)
    with sqlite3.connect(tmp_path / "store.db") as plain:
        plain.execute("UPDATE server_settings SET left_on = '2026-01-01 00:00:00.000000'")
    plain.close()
    async with keeping(file_in(tmp_path)) as keeper:
        servers = Servers(keeper=keeper)
        await keeper.run(servers._opened)
        await keeper.run(keeper._purge)
        servers.settle({1}, lambda guild: guild != 3)
        await idle(keeper)
        assert (servers.of(1), servers.of(2), servers.of(3)) == (QUIET, UNSET, QUIET)
    async with opened(file_in(tmp_path)) as database:
        assert set(await database.settings()) == {1, 3}


def test_memory_is_bounded_and_forgets_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest answer goes when there are too many; those of a forgotten server go at once."""
    monkeypatch.setattr(answers_module, "MOST", 3)
    answers = Answers()
    for question in range(4):
        answers.keep(question, 1, 10 + question, question % 2)
    assert set(answers._recent) == {11, 12, 13}
    assert set(answers._of) == {1, 2, 3}
    answers.forget(1)
    assert set(answers._recent) == {12}
    assert set(answers._of) == {2}


async def test_no_id_and_no_password_is_logged(tmp_path: Path, written: Callable[[], str]) -> None:
    """At the most talkative level: neither what is stored nor the address with its password."""
    async with keeping(file_in(tmp_path)) as keeper:
        await Servers(keeper=keeper).change(401415, QUIET)
        Answers(keeper).keep(NOW, 401416, 401417, 401415)
        await idle(keeper)
    secret = "postgresql+asyncpg://somebody:hunter2@127.0.0.1:1/name"
    async with keeping(secret) as keeper:
        assert keeper.health.fault is Fault.UNREACHABLE
    assert "store open" in written()
    assert "unreachable" in written()
    assert not [word for word in ("401415", "401416", "hunter2", "somebody", str(NOW)) if word in written()]
    assert "hunter2" not in repr(Settings(token=None, store_url=secret))


def test_the_default_is_a_file_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing has to be set up."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    assert address_of(None) == f"sqlite+aiosqlite:///{(tmp_path / 'data').as_posix()}/rothdesk.db"
    assert address_of(SecretStr(" none ")) is None


def test_doctor_looks_without_making_anything(tmp_path: Path) -> None:
    """A store that is not there yet is said to be made later; a broken one is told by its fault."""
    url = file_in(tmp_path / "new")
    assert look(SecretStr(url)).state is State.OPENING
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "store.db").write_bytes(b"no database " * 100)
    assert look(SecretStr(file_in(tmp_path))).fault is Fault.CORRUPT
    assert look(SecretStr("nonsense")).fault is Fault.ADDRESS


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("none", "store: none"),
        ("postgresql://somebody:hunter2@127.0.0.1:1/name", "does not answer, or refuses; PostgreSQL, 127.0.0.1/name"),
        ("mysql://somebody:hunter2@host/name", "is not an SQLite or PostgreSQL address"),
    ],
)
def test_doctor_says_how_the_store_is(url: str, said: str) -> None:
    """One line, without user and password; a broken store is no reason to call the desk broken."""
    out = io.StringIO()
    assert examine(Settings(token=None, store_url=url), out) == 0
    (line,) = [line for line in out.getvalue().splitlines() if line.startswith("store:")]
    assert said in line
    assert "hunter2" not in out.getvalue()
    assert "somebody" not in out.getvalue()
