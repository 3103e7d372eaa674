"""One bot for all tests of a module that do not end it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.bench.child import Child
from bot.bench.fake_discord import FakeDiscord
from tests.wire.wired import ended, serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served() -> AsyncIterator[tuple[FakeDiscord, Child]]:
    """A fake Discord with a bot that has logged in; at the end the bot must stop cleanly and hold its tongue."""
    async with serving(channels=["300", "301"]) as (fake, process):
        yield fake, process
        await ended(process)
