"""The real process, ``python -m bot run`` and ``sync``, over loopback: its whole life, and every way it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
import time

import pytest

from bot.bench.child import started
from bot.bench.fake_discord import FakeDiscord, Person
from bot.bench.fake_discord.payloads import CHANNEL, new_id
from bot.discord.limits import check_message
from tests.wire.wired import QUESTION, SECRETS, control, ended, logged, readable, serving, soon

NOWHERE = "http://127.0.0.1:1/api"  # a port that nothing listens on
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process")


async def test_serves_until_it_is_stopped() -> None:
    """Login, a command answered in time, a mention, a form, direct messages, and a clean end on SIGTERM; at DEBUG the
    log holds no question, no figure, nothing typed into a form or an option, no file's name, no trace, no token."""
    async with serving() as (discord, process):
        began = time.monotonic()
        callback = await discord.answer(await discord.slash("ask", question=QUESTION))
        assert time.monotonic() - began < 3
        assert callback.data["flags"] & 64
        assert "76,543" in readable(callback.data)
        assert check_message(callback.data) == []

        message = (await discord.answer(await discord.say(QUESTION))).body
        assert "[1] [" in readable(message)
        assert "76,543" not in readable(message)
        assert "76543" not in readable(message)
        assert message["allowed_mentions"] == {"parse": [], "replied_user": False}
        assert str(message["message_reference"]["channel_id"]) == CHANNEL

        form = await discord.answer(await discord.slash("convert"))
        sent = await discord.submit(form.data, {"basis": "87654", "value": "76543", "rate": "24"})
        assert "$76,543" in readable((await discord.answer(sent)).data)
        opened = await discord.answer(await discord.press(callback.message, control(callback.data, "page")))
        assert opened.body["type"] == 7
        suggested = await discord.answer(await discord.type("ask", "question", "亏损 87654 zanzibar"))
        assert suggested.body["type"] == 8
        private = await discord.answer(await discord.whisper(QUESTION))
        assert "76,543" in readable(private.body)
        await discord.answer(await discord.whisper("", attachments=["zanzibar-65432.png"]))

        stopping = time.monotonic()
        await ended(process)
        assert time.monotonic() - stopping < 5
        writes = [call for call in discord.calls if "commands" in call and not call.startswith("GET")]
        assert writes == [], "run registers no commands"


async def test_an_answer_under_way_is_finished_before_the_end() -> None:
    """SIGTERM while Discord is slow to take an answer: the answer arrives, then the process ends, within 5 s."""
    async with serving() as (discord, process):
        slow = discord.fault("POST", "/interactions/*/callback", status=None, seconds=1.0)
        asked = await discord.slash("ask", question=QUESTION)
        async with asyncio.timeout(5):
            while not slow.met:
                await asyncio.sleep(0.01)
        await ended(process)
        assert discord.ledger.count(asked) == 1


async def test_in_a_rush_the_first_are_answered_first() -> None:
    """Sixty questions at once: all in time, and the first long before the last has been worked out."""
    async with serving() as (discord, process):
        await discord.answer(await discord.slash("ask", question=QUESTION))
        asked = [await discord.slash("ask", question=f"{QUESTION} {n}", by=Person(new_id())) for n in range(60)]
        taken = sorted([(await discord.answer(one)).seconds for one in asked])
        assert taken[-1] < 3
        assert taken[5] < taken[-1] * 0.7
        figures = {"basis": "87654", "value": "76543"}
        asked = [await discord.slash("convert", by=Person(new_id()), **figures) for _ in range(20)]
        drawn = [await discord.answer(one) for one in asked]
        assert all("$76,543" in readable(one.data) for one in drawn), "where there is no time, without a picture"
        await ended(process)


async def test_ctrl_c_ends_it_cleanly_at_any_time() -> None:
    """SIGINT ends a serving bot with 0; so it does while the bot has only begun to start or waits for Discord."""
    async with (
        FakeDiscord() as discord,
        started("run", **discord.environment()) as serving_one,
        started("run", **{**discord.environment(), "ROTHDESK_API_BASE": NOWHERE}) as waiting,
    ):
        await soon(discord.identified)
        await logged(waiting, "out of reach")
        for process in (serving_one, waiting):
            process.stop(signal.SIGINT)
            assert await process.code(15) == 0
            assert SECRETS.findall(process.wrote) == []


async def test_ends_with_a_reason_where_trying_again_is_no_use() -> None:
    """A refused token, a fatal closing code, or attempts used up: exit code 1, what to do, no trace and no token."""
    async with FakeDiscord() as discord, FakeDiscord() as closing:
        closing.gateway.fatal_close = 4013
        nowhere = {**discord.environment(), "ROTHDESK_API_BASE": NOWHERE}
        async with (
            started("run", **discord.environment("MTIz.wrong.token")) as refused,
            started("run", **closing.environment()) as closed,
            started("run", **nowhere, ROTHDESK_CONNECT_ATTEMPTS="1") as lost,
        ):
            codes = await asyncio.gather(refused.code(), closed.code(), lost.code())
    assert codes == [1, 1, 1]
    assert "DISCORD_TOKEN" in refused.wrote
    assert "4013" in closed.wrote
    assert "out of reach" in lost.wrote
    for process in (refused, closed, lost):
        assert SECRETS.findall(process.wrote) == []


async def test_missing_token_is_said() -> None:
    """Without a token: exit code 2 and where to put it."""
    async with started("run") as process:
        assert await process.code() == 2
        assert "DISCORD_TOKEN" in process.wrote


async def test_sync_registers_once() -> None:
    """`sync` says what differs and registers it; afterwards there is nothing to do, and a dry run never registers."""
    async with FakeDiscord(team=True) as discord, FakeDiscord() as empty:
        async with (
            started("sync", **discord.environment()) as first,
            started("sync", "--dry-run", **empty.environment()) as dry,
        ):
            assert await asyncio.gather(first.code(), dry.code()) == [0, 0]
        assert "add /ask" in first.wrote
        assert "add /ask" in dry.wrote
        assert (discord.rest.puts, empty.rest.puts) == (1, 0)
        assert {"ask", "browse", "calc", "convert", "help"} <= {command["name"] for command in discord.registered}
        async with started("sync", **discord.environment()) as second:
            assert await second.code() == 0
        assert "nothing to do" in second.wrote
        assert discord.rest.puts == 1
