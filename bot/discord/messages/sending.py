"""Ordinary messages on their way out: one question gets one message, also where Discord stumbles in between."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord

from bot import log

_log = log.get("rothdesk.discord")

BUSY = 503  # the one failure of a server that discord.py does not repeat by itself
AGAIN_AFTER = 1.0


async def deliver(channel: discord.abc.Messageable, question: int, **options: Any) -> discord.Message:  # noqa: ANN401
    """Send the message that answers a question, once.

    The id of the question goes along as a nonce that Discord enforces: whatever is repeated, by discord.py, by this
    function or because an event came twice, ends as the same one message.

    Args:
        channel: where to.
        question: the id of the message, or of the post, that is answered.
        options: what ``channel.send`` takes. With a file there is no second attempt, it is read by then.

    Raises:
        discord.HTTPException: Discord does not take it.
        aiohttp.ClientError: Discord is out of reach, twice.
    """
    try:
        return await channel.send(nonce=str(question), **options)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        refused = isinstance(error, discord.DiscordServerError) and error.status != BUSY
        if refused or "file" in options or "files" in options:
            raise
        _log.warning("sending again", error=type(error).__name__)
    await asyncio.sleep(AGAIN_AFTER)
    return await channel.send(nonce=str(question), **options)
