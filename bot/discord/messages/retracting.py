"""An answer goes with its question: who deletes what was asked in public has its answers deleted too.

An edited question is left alone: its answer was right for what was asked, and may have been read and replied to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import discord

from bot import log
from bot.discord.services import Services
from bot.discord.serving import errors
from bot.store.model import Answer

_log = log.get("rothdesk.discord")


async def retract(client: discord.Client, services: Services, guild: int | None, deleted: Collection[int]) -> None:
    """Delete the answers to messages that were deleted in a server, each on its own.

    Args:
        client: the connection.
        services: where the answers are known.
        guild: the server; in direct messages nothing was answered in public.
        deleted: the messages. An answer among them is gone already, and is forgotten.
    """
    if guild is None:
        return
    for message in deleted:
        services.gone.put(str(message), value=True)
    known = services.answers.known(deleted)
    await _remove_all(client, services, known, deleted)
    stored = await services.answers.stored(deleted)
    await _remove_all(client, services, [answer for answer in stored if answer not in known], deleted)


async def _remove_all(
    client: discord.Client, services: Services, answers: Iterable[Answer], deleted: Collection[int]
) -> None:
    """Delete answers, and forget each of them once it is gone."""
    for answer in answers:
        channel = client.get_partial_messageable(answer.channel, guild_id=answer.guild)
        if answer.message in deleted or await remove(channel.get_partial_message(answer.message)):
            services.answers.forget_answer(answer.message)


async def remove(answer: discord.PartialMessage | discord.Message) -> bool:
    """Delete an answer of the bot's own.

    Returns:
        Whether nothing is left to do: it is gone, or out of reach for good. A failure is reported.
    """
    try:
        await answer.delete()
    except (discord.NotFound, discord.Forbidden):
        return True
    except Exception as error:  # of one answer; the others still go
        errors.report_event(error, "retracting")
        return False
    _log.info("answer retracted")
    return True
