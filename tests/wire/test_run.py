"""The real process, ``python -m bot run`` and ``sync``, against a Discord of our own over loopback."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.discord.limits import check_message, walk
from tests.wire.fake_discord import CHANNEL, TOKEN, FakeDiscord

ROOT = Path(__file__).parents[2]
QUESTION = "税后401k存了87654，转的时候只剩76543，亏的能抵税吗"
WAIT = 20
NOWHERE = "http://127.0.0.1:1/api"  # a port that nothing listens on
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to the process")


class Process:
    """A running bot and what it wrote."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._tasks = [asyncio.create_task(self._collect(stream)) for stream in (process.stdout, process.stderr)]
        self._text = io.StringIO()

    async def _collect(self, stream: asyncio.StreamReader | None) -> None:
        assert stream is not None
        while line := await stream.readline():
            self._text.write(line.decode())

    def stop(self) -> None:
        """Ask it to end."""
        self._process.send_signal(signal.SIGTERM)

    async def code(self, seconds: float = WAIT) -> int:
        """Its exit code, once it ended."""
        code = await asyncio.wait_for(self._process.wait(), seconds)
        await asyncio.gather(*self._tasks)
        return code

    @property
    def wrote(self) -> str:
        """Everything on stdout and stderr so far."""
        return self._text.getvalue()


@asynccontextmanager
async def bot(*arguments: str, **environment: str) -> AsyncIterator[Process]:
    """``python -m bot`` with these arguments; gone at the end, whatever happens."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ROTHDESK_", "DISCORD_"))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=ROOT,
        env={**kept, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(process)
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await running.code()


async def soon(queue: asyncio.Queue[Any], seconds: float = WAIT) -> Any:
    """The next thing that arrives."""
    return await asyncio.wait_for(queue.get(), seconds)


def readable(body: dict[str, Any]) -> str:
    """All text of a message."""
    return "\n".join([body.get("content") or "", *(c["content"] for c in walk(body["components"]) if c["type"] == 10)])


async def test_serves_until_it_is_stopped() -> None:
    """Login, a command answered in time, a mention, a broken event, a lost connection, and a clean end on SIGTERM."""
    async with FakeDiscord() as discord, bot("run", **discord.environment()) as process:
        await soon(discord.identified)
        started = time.monotonic()
        interaction = await discord.slash("ask", question=QUESTION)
        callback = await soon(discord.callbacks, 3)
        assert time.monotonic() - started < 3
        assert callback["interaction"] == interaction
        assert callback["data"]["flags"] & 64
        assert "76,543" in readable(callback["data"])
        assert check_message(callback["data"]) == []

        await discord.send("MESSAGE_CREATE", {"nonsense": QUESTION})
        await discord.say(QUESTION)
        message = await soon(discord.messages)
        assert "[1] [" in readable(message)
        assert "76,543" not in readable(message)
        assert "76543" not in readable(message)
        assert message["allowed_mentions"] == {"parse": [], "replied_user": False}
        assert str(message["message_reference"]["channel_id"]) == CHANNEL

        assert discord.socket is not None
        await discord.socket.close(code=4000)
        await soon(discord.resumed)
        await discord.slash("help")
        assert (await soon(discord.callbacks, 3))["type"] == 4

        stopping = time.monotonic()
        process.stop()
        assert await process.code(5) == 0
        assert time.monotonic() - stopping < 5
        assert "event MESSAGE_CREATE" in process.wrote
        assert not [
            word for word in (TOKEN, "76543", "76,543", "87654", "Traceback", "nonsense") if word in process.wrote
        ]
        assert not [call for call in discord.calls if "commands" in call], "run registers no commands"


async def test_waits_for_a_gateway_that_is_not_there_yet() -> None:
    """A gateway that refuses the first connections is tried again, in clean lines, until it answers."""
    async with FakeDiscord() as discord:
        discord.refuse_gateway = True
        async with bot("run", **discord.environment()) as process:
            while discord.refused < 1:
                await asyncio.sleep(0.05)
            discord.refuse_gateway = False
            await soon(discord.identified)
            await discord.slash("help")
            await soon(discord.callbacks, 3)
            process.stop()
            assert await process.code(5) == 0
            assert "discord out of reach" in process.wrote
            assert "Traceback" not in process.wrote


async def test_ends_with_a_reason_where_trying_again_is_no_use() -> None:
    """A refused token, a fatal closing code, or attempts used up: exit code 1, what to do, no trace and no token."""
    async with FakeDiscord() as discord, FakeDiscord() as closing:
        closing.fatal_close = 4013
        async with (
            bot("run", **discord.environment("MTIz.wrong.token")) as refused,
            bot("run", **closing.environment()) as closed,
            bot(
                "run", **{**discord.environment(), "ROTHDESK_API_BASE": NOWHERE}, ROTHDESK_CONNECT_ATTEMPTS="1"
            ) as lost,
        ):
            codes = await asyncio.gather(refused.code(), closed.code(), lost.code())
    assert codes == [1, 1, 1]
    assert "DISCORD_TOKEN" in refused.wrote
    assert "4013" in closed.wrote
    assert "out of reach" in lost.wrote
    for process in (refused, closed, lost):
        assert not [word for word in (TOKEN, "wrong.token", "Traceback") if word in process.wrote]


async def test_missing_token_is_said() -> None:
    """Without a token: exit code 2 and where to put it."""
    async with bot("run") as process:
        assert await process.code() == 2
        assert "DISCORD_TOKEN" in process.wrote


async def test_sync_registers_once() -> None:
    """`sync` says what differs and registers it; afterwards there is nothing to do, and a dry run never registers."""
    async with FakeDiscord() as discord, FakeDiscord() as empty:
        async with (
            bot("sync", **discord.environment()) as first,
            bot("sync", "--dry-run", **empty.environment()) as dry,
        ):
            assert await asyncio.gather(first.code(), dry.code()) == [0, 0]
        assert "add /ask" in first.wrote
        assert "add /ask" in dry.wrote
        assert (discord.puts, empty.puts) == (1, 0)
        names = {command["name"] for command in discord.registered}
        assert names == {"ask", "browse", "calc", "convert", "glossary", "help", "panel"}
        async with bot("sync", **discord.environment()) as second:
            assert await second.code() == 0
        assert "nothing to do" in second.wrote
        assert discord.puts == 1
