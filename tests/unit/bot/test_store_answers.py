"""Which answers go with a question: in memory and in the store, looked up seldom, forgotten once they are gone."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.desk import Desk
from bot.discord.answers import Answers
from bot.discord.servers import Servers
from bot.discord.services import Services
from bot.store import dialects, keeper
from bot.store.database import Database
from bot.store.faults import Fault
from bot.store.keeper import State
from bot.store.model import KEPT, Answer, ServerSettings
from tests.unit.bot.storing import file_in, keeping, opened

NOW = discord.utils.time_snowflake(datetime.now(UTC))  # the id of a message of today
FIRST, SECOND = Answer(NOW, 1, 2, 3), Answer(NOW, 1, 4, 3)


async def idle(one: keeper.Keeper) -> None:
    """Until all that was begun is done."""
    while one._running:
        await asyncio.wait(set(one._running))


def rows(folder: Path) -> list[int]:
    """The answers that the store has, by their own messages."""
    plain = sqlite3.connect(folder / "store.db")
    found = [int(row[0]) for row in plain.execute("SELECT answer_message_id FROM answers ORDER BY 1")]
    plain.close()
    return found


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many messages each look into the store was for."""
    found: list[int] = []
    really = Database.answers

    async def counted(self: Database, messages: Iterable[int]) -> list[Answer]:
        messages = set(messages)
        found.append(len(messages))
        await asyncio.sleep(0.05)
        return await really(self, messages)

    monkeypatch.setattr(Database, "answers", counted)
    return found


async def test_two_answers_to_one_question_are_both_known(tmp_path: Path) -> None:
    """The newer one does not push the older out, neither in memory nor in the store."""
    async with keeping(file_in(tmp_path)) as one:
        answers = Answers(one)
        for answer in (FIRST, SECOND):
            answers.keep(answer.question, answer.channel, answer.message, answer.guild)
        await idle(one)
        assert answers.known([NOW]) == [FIRST, SECOND]
        assert sorted(await Answers(one).stored([NOW])) == [FIRST, SECOND]
        answers.forget_answer(2)
        assert answers.known([NOW, 2]) == [SECOND]
        assert answers.known([4]) == [SECOND]
        await idle(one)
    assert rows(tmp_path) == [4]


async def test_a_locked_store_loses_no_answer(tmp_path: Path) -> None:
    """While another process writes, an answer of before the restart is found at once, and its row stays till then."""
    async with opened(file_in(tmp_path)) as database:
        await database.keep_answer(FIRST)
    async with keeping(file_in(tmp_path)) as one:
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answers = Answers(one)
        async with asyncio.timeout(dialects.BUSY_SECONDS):
            assert await answers.stored([NOW]) == [FIRST]
        answers.forget_answer(2)
        await asyncio.sleep(0.1)
        assert rows(tmp_path) == [2]
        holder.close()
        await idle(one)
    assert rows(tmp_path) == []


async def test_a_slow_look_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a deletion, so that it may take its time: what is found late is found."""
    really, gate = Database.answers, asyncio.Event()

    async def slow(self: Database, messages: Iterable[int]) -> list[Answer]:
        await gate.wait()
        return await really(self, messages)

    monkeypatch.setattr(Database, "answers", slow)
    async with opened(file_in(tmp_path)) as database:
        await database.keep_answer(FIRST)
    async with keeping(file_in(tmp_path)) as one:
        looking = asyncio.create_task(Answers(one).stored([NOW]))
        await asyncio.sleep(1.2)
        assert await Servers(keeper=one).change(1, ServerSettings()) is True
        gate.set()
        assert await looking == [FIRST]


async def test_many_deletions_are_looked_up_together(tmp_path: Path, looks: list[int]) -> None:
    """Seven hundred at once: two looks, no transaction that writes, and a new answer still reaches the store."""
    async with keeping(file_in(tmp_path)) as one:
        answers = Answers(one)
        answers.keep(NOW + 5, 1, 2, 3)
        await idle(one)
        many = [asyncio.create_task(answers.stored([NOW + n])) for n in range(700)]
        await asyncio.sleep(0)
        assert len(one._running) == 0
        assert len(one._looking) <= 1
        answers.keep(NOW + 900, 1, 7, 3)
        found = await asyncio.gather(*many)
        assert [one for one in found if one] == [[Answer(NOW + 5, 1, 2, 3)]]
        assert looks == [1, 699]
        await idle(one)
    assert rows(tmp_path) == [2, 7]


async def test_who_comes_during_a_look_gathers_for_the_next(tmp_path: Path, looks: list[int]) -> None:
    """One look is under way at most, however many messages are deleted meanwhile."""
    async with keeping(file_in(tmp_path)) as one:
        answers = Answers(one)
        waiting = []
        for n in range(30):
            waiting.append(asyncio.create_task(answers.stored([NOW + n, NOW + 100 + n])))
            await asyncio.sleep(0.01)
        await asyncio.gather(*waiting)
        assert sum(looks) == 60
        assert len(looks) < 12


async def test_what_is_too_old_or_too_much_is_not_looked_up(
    tmp_path: Path, looks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store holds nothing older than thirty days, and no more gathers than can be held."""
    monkeypatch.setattr("bot.discord.answers.GATHERED", 3)
    old = discord.utils.time_snowflake(datetime.now(UTC) - timedelta(days=30, minutes=1))
    async with keeping(file_in(tmp_path)) as one:
        answers = Answers(one)
        assert await answers.stored([old, 5]) == []
        assert await answers.stored([NOW + n for n in range(4)]) == []
        assert looks == []
        assert await answers.stored([NOW, old]) == []
        assert looks == [1]


async def test_rows_that_could_not_be_dropped_go_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that fails for a while is caught up with; many that go at once are one piece of work."""
    really = Database.drop_answers
    calls: list[int] = []

    async def fail(*_: Any) -> None:
        raise OSError

    async def counted(self: Database, messages: Iterable[int]) -> None:
        calls.append(len(set(messages)))
        await really(self, messages)

    async with keeping(file_in(tmp_path)) as one:
        answers = Answers(one)
        for message in range(1, 6):
            answers.keep(NOW, 1, message, 3)
        await idle(one)
        monkeypatch.setattr(Database, "drop_answers", fail)
        answers.forget_answer(1)
        await idle(one)
        assert rows(tmp_path) == [1, 2, 3, 4, 5]
        monkeypatch.setattr(Database, "drop_answers", counted)
        for message in (2, 3, 4):
            answers.forget_answer(message)
        await idle(one)
    assert rows(tmp_path) == [5]
    assert calls == [4]


async def test_reading_says_nothing_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that can be read and not written to stays broken in /faq-admin status."""
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0.02)
    async with keeping(file_in(tmp_path)) as one:
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answers = Answers(one)
        answers.keep(NOW, 1, 2, 3)
        await idle(one)
        assert await answers.stored([NOW]) == []
        assert (one.health.state, one.health.fault) == (State.BROKEN, Fault.LOCKED)
        holder.close()


def test_memory_lets_go_of_answers_after_thirty_days(desk: Desk) -> None:
    """However few there are and however long the bot runs; younger ones stay."""
    services = Services.around(desk)
    old = discord.utils.time_snowflake(datetime.now(UTC) - KEPT - timedelta(minutes=1))
    for question in (old, NOW):
        services.answers.keep(question, 1, question + 1, 3)
    services.sweep()
    assert [answer.question for answer in services.answers.known([old, NOW])] == [NOW]
