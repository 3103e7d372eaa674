"""What the wire tests share: the bot as a process of its own, a fake Discord, and how a body reads."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.bench.child import Child, started
from bot.bench.fake_discord import FakeDiscord
from bot.discord.limits import walk

QUESTION = "税后401k存了87654，转的时候只剩76543，亏的能抵税吗"
SECRETS = re.compile(r"87,?654|76,?543|65,?432|zanzibar|right\.token|wrong\.token|Traceback")
WAIT = 20
PATIENCE = 15.0  # of the fake Discord: the machine that tests may be busy; what is quick is looked at by itself


@asynccontextmanager
async def serving(**how: Any) -> AsyncIterator[tuple[FakeDiscord, Child]]:
    """A fake Discord with a bot that has logged in."""
    async with (
        FakeDiscord(**{"patience": PATIENCE, **how}) as discord,
        started("run", **discord.environment()) as process,
    ):
        try:
            await soon(discord.identified)
        except TimeoutError:
            raise AssertionError(f"the bot did not log in; it wrote:\n{process.wrote[-4000:]}") from None
        yield discord, process


async def soon(queue: asyncio.Queue[Any], seconds: float = WAIT) -> Any:
    """The next thing that arrives."""
    return await asyncio.wait_for(queue.get(), seconds)


async def logged(process: Child, text: str, seconds: float = WAIT) -> str:
    """What the process has written, once a text is in it."""
    async with asyncio.timeout(seconds):
        while text not in process.wrote:
            await asyncio.sleep(0.02)
    return process.wrote


async def ended(process: Child) -> str:
    """What the process has written, once it has ended on request, cleanly and with nothing private in it."""
    process.stop()
    assert await process.code(15) == 0
    assert SECRETS.findall(process.wrote) == []
    return process.wrote


def readable(body: dict[str, Any]) -> str:
    """All text of a message."""
    return "\n".join(
        [body.get("content") or "", *(c["content"] for c in walk(body.get("components") or ()) if c["type"] == 10)]
    )


def control(body: dict[str, Any], action: str) -> str:
    """The custom_id of the first control with that action."""
    ids = [c["custom_id"] for c in walk(body.get("components") or ()) if "custom_id" in c]
    found = [one for one in ids if one.split(":")[1] == action]
    assert found, f"no {action} among {ids}"
    return found[0]
