"""An answer goes with its question: who deletes what was asked in public has the answer deleted too.

An edited question is left alone: its answer was right for what was asked, and may have been read and replied to.
"""

from __future__ import annotations

from collections.abc import Collection

import discord

from bot import log
from bot.discord.services import Services

_log = log.get("rothdesk.discord")


async def retract(client: discord.Client, services: Services, guild: int | None, deleted: Collection[int]) -> None:
    """Delete the answers to messages that were deleted in a server.

    Args:
        client: the connection.
        services: where the answers are known.
        guild: the server; in direct messages nothing was answered in public.
        deleted: the messages. An answer among them is gone already.
    """
    if guild is None:
        return
    for question in deleted:
        services.gone.put(str(question), value=True)
        found = await services.answers.take(question)
        if found and found[1] not in deleted:
            await remove(client.get_partial_messageable(found[0], guild_id=guild).get_partial_message(found[1]))


async def remove(answer: discord.PartialMessage | discord.Message) -> None:
    """Delete an answer of the bot's own; one that is gone or out of reach needs no more."""
    try:
        await answer.delete()
    except (discord.NotFound, discord.Forbidden):
        return
    _log.info("answer retracted")
