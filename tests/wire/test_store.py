"""The real process with a store: it is opened, found broken or held by others, and never in the way of an answer."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.bench.child import Child, started
from bot.bench.fake_discord import FakeDiscord
from tests.wire.wired import QUESTION, ended, logged, readable, soon

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process")


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[tuple[FakeDiscord, Child]]:
    """A bot with that store, logged in."""
    async with FakeDiscord() as discord:
        environment = discord.environment() | {"ROTHDESK_STORE_URL": url}
        async with started("run", **environment) as process:
            await soon(discord.identified)
            yield discord, process


def file_in(folder: Path) -> str:
    """The address of a file in a folder."""
    return f"sqlite+aiosqlite:///{(folder / 'store.db').as_posix()}"


async def answers_and_ends(discord: FakeDiscord, process: Child) -> str:
    """A question is answered in time, SIGTERM ends the process in time; what it wrote."""
    callback = await discord.answer(await discord.slash("ask", question=QUESTION), 3)
    assert "[1] [" in readable(callback.data)
    began = time.monotonic()
    wrote = await ended(process)
    assert time.monotonic() - began < 5
    return wrote


async def test_the_store_is_made_at_the_first_start(tmp_path: Path) -> None:
    """An empty folder becomes a store with tables; the end closes it, so that no journal is left behind."""
    async with serving(file_in(tmp_path / "new")) as (discord, process):
        await logged(process, "store open")
        await answers_and_ends(discord, process)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["store.db"]
    with sqlite3.connect(tmp_path / "new" / "store.db") as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    plain.close()


async def test_a_store_that_another_process_holds_is_no_obstacle(tmp_path: Path) -> None:
    """While the file is locked for good: login, answer and end, each in time."""
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("BEGIN EXCLUSIVE")
    async with serving(file_in(tmp_path)) as (discord, process):
        wrote = await answers_and_ends(discord, process)
    holder.close()
    assert "store open" not in wrote


async def test_a_broken_store_is_said_in_one_line(tmp_path: Path) -> None:
    """A damaged file, or a server that is not there: one line with the fault, no address, no trace."""
    (tmp_path / "store.db").write_bytes(b"no database " * 100)
    for url in (file_in(tmp_path), "postgresql://somebody:hunter2@127.0.0.1:1/name"):
        async with serving(url) as (discord, process):
            await logged(process, "cannot be used")
            wrote = await answers_and_ends(discord, process)
        assert wrote.count("the store cannot be used") == 1
        assert "hunter2" not in wrote
        assert "Traceback" not in wrote
