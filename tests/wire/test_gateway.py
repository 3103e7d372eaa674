"""The gateway at its worst: every way in which a session ends, never begins, or carries what nobody can read.

Traps of discord.py 2.7 with a test that names them: here 1 (a first connection that fails, an event that cannot be
parsed), in ``test_failing.py`` 2 (5xx, 429 with and without Via, 503), 4 (an error after "thinking…") and 5 (deferred
answers keep their visibility); 3 (ranges need two floats) and 7 (no privileged intent) here; 6 (exact content types,
200 with a body) is how the fake Discord answers.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket

from bot.bench.child import started
from bot.bench.fake_discord import FakeDiscord, Person, Place, people
from bot.bench.fake_discord.payloads import new_id
from bot.desk import Desk, open_desk
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.serving import running
from bot.discord.serving.addresses import point_at
from bot.settings import Settings
from tests.wire.wired import QUESTION, ended, logged, readable, serving, soon

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process")
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)  # members, presences, message content


async def still_answers(fake: FakeDiscord) -> None:
    """A question gets its one answer; each time somebody else asks, since nobody may ask too often."""
    asked = await fake.slash("ask", question=QUESTION, by=Person(new_id()))
    assert "76,543" in readable((await fake.answer(asked)).data)
    assert fake.ledger.count(asked) == 1


async def test_a_session_begins_goes_on_and_begins_anew() -> None:
    """No privileged intent (trap 7). RESUME after code 4000, op 7, a dropped socket and op 9 that allows it; IDENTIFY
    after op 9 that does not. Each time the next question is answered."""
    async with FakeDiscord() as fake, started("run", **fake.environment()) as process:
        intents = (await soon(fake.identified))["intents"]
        assert not intents & PRIVILEGED
        await still_answers(fake)
        first = None
        for interrupt in (
            lambda: fake.gateway.close(4000),
            lambda: fake.gateway.operate(7),
            drop(fake),
            lambda: fake.gateway.operate(9, data=True),
        ):
            await interrupt()
            resumed = await soon(fake.resumed)
            first = first or resumed
            assert resumed["session_id"] == first["session_id"]
            assert fake.identified.empty()
            await still_answers(fake)
        fake.gateway.forgets = True  # from here on a RESUME gets op 9 that does not allow it
        await fake.gateway.close(4000)
        await soon(fake.identified)
        await still_answers(fake)
        assert '"level": "error"' not in await ended(process)


def drop(fake: FakeDiscord) -> Any:
    """A connection that ends as when a cable is torn."""

    async def act() -> None:
        fake.gateway.drop()

    return act


async def test_a_connection_without_heartbeats_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When Discord no longer acknowledges heartbeats the bot leaves the dead connection and resumes the session."""
    made: list[RothdeskBot] = []

    def impatient(settings: Settings, desk: Desk) -> RothdeskBot:
        bot = create_bot(settings, desk)
        bot._connection.heartbeat_timeout = 1.0
        made.append(bot)
        return bot

    async with FakeDiscord() as fake:
        for name, value in fake.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
        settings = Settings(store_url="none")
        point_at(settings)
        fake.gateway.beat, fake.gateway.acknowledge = 0.3, False
        serving_bot = asyncio.create_task(running._supervise(settings, open_desk(settings), impatient))
        await soon(fake.identified)
        await soon(fake.resumed, 10)
        serving_bot.cancel()
        await asyncio.gather(serving_bot, return_exceptions=True)
    assert len(made) == 1, "the same bot goes on"


async def test_a_gateway_that_is_not_there_yet_is_waited_for() -> None:
    """Trap 1: a first connection that is refused, is no gateway at all, or begins with something unreadable is tried
    again, in clean lines, longer apart each time, without end unless the settings say so."""
    async with FakeDiscord() as fake:
        fake.gateway.refuse = True
        async with started("run", **fake.environment()) as process:
            while fake.gateway.refused < 1:
                await asyncio.sleep(0.05)
            fake.gateway.refuse, fake.gateway.no_handshake = False, True
            while fake.gateway.refused < 2:
                await asyncio.sleep(0.05)
            fake.gateway.no_handshake, fake.gateway.broken_ready = False, 1
            for _ in range(2):
                await soon(fake.identified, 40)
            await still_answers(fake)
            wrote = await ended(process)
    assert wrote.count("discord out of reach") >= 2
    assert wrote.count("connection failed") == 1
    assert "KeyError" in wrote, "what could not be read is told by its type"


def test_ranges_need_two_bounds_of_their_type() -> None:
    """Trap 3: a range of floats with an int as bound fails when the module is loaded; ours are of text."""
    with pytest.raises(TypeError):
        app_commands.Range[float, 0, 1e9]


BROKEN = (
    ("MESSAGE_CREATE", {"nonsense": QUESTION}),
    ("MESSAGE_CREATE", {"id": QUESTION, "channel_id": "300", "author": QUESTION}),
    ("MESSAGE_CREATE", None),
    ("MESSAGE_CREATE", [QUESTION]),
    ("MESSAGE_UPDATE", {"content": QUESTION}),
    ("MESSAGE_DELETE", {}),
    ("GUILD_CREATE", {"id": "nonsense", "name": QUESTION}),
    ("GUILD_UPDATE", {"id": "200"}),
    ("CHANNEL_CREATE", {"type": 99, "guild_id": "200"}),
    ("THREAD_CREATE", {"guild_id": "200", "name": QUESTION}),
    ("INTERACTION_CREATE", {"nonsense": QUESTION}),
    ("INTERACTION_CREATE", {"id": "1", "type": 2, "token": "x", "application_id": "100", "data": QUESTION}),
    ("INTERACTION_CREATE", {"id": "1", "type": 77, "token": "x", "application_id": "100", "data": {}}),
    ("SOMETHING_NEW", {"content": QUESTION}),
)


async def test_what_cannot_be_read_is_one_line_in_the_log() -> None:
    """Trap 1: broken and unknown events of every kind pass by; no trace, nothing of what they held, one session."""
    async with serving() as (fake, process):
        for event, data in BROKEN:
            await fake.send(event, data)
        odd = people.interaction(people.COMMAND, people.command("ask", {"question": QUESTION}), Person(), Place("999"))
        del odd["channel"]["name"]  # of a kind that discord.py cannot take
        apology = await fake.answer(await fake.interact(odd))
        assert apology.data["flags"] & 64
        assert re.search("E-[0-9A-F]{4}", readable(apology.data)), "its sender is answered all the same"
        await still_answers(fake)
        wrote = await logged(process, "event INTERACTION_CREATE")
        assert "event MESSAGE_CREATE" in wrote
        assert "nonsense" not in await ended(process)
        assert fake.identified.empty()
        assert fake.resumed.empty()
