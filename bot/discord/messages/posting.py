"""Public answers on their way out: in place, without a ping or previews, and remembered with their question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord.cards.buttons import Button
from bot.discord.cards.render import start
from bot.discord.limits import PLAIN_TEXT, QUESTION
from bot.discord.messages import photos, retracting
from bot.discord.messages.places import permissions_in
from bot.discord.messages.sending import deliver
from bot.discord.services import Services
from bot.reply import Reply

# mentions, channels, emoji, times: what Discord writes in angle brackets holds digits that are no figures
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:|t:|id:)[^>]*>")


def question_in(content: str) -> str:
    """The words of a message without Discord's markup."""
    return " ".join(_MARKUP.sub(" ", content).split())[:QUESTION]


@dataclass(frozen=True)
class Spot:
    """What is answered, and where.

    Attributes:
        channel: the channel.
        question: the id of the message, or of the post.
        guild: the server; ``None`` in direct messages.
    """

    channel: discord.abc.Messageable
    question: int
    guild: int | None

    @classmethod
    def of(cls, message: discord.Message) -> Spot:
        """Where a message stands."""
        return cls(message.channel, message.id, message.guild.id if message.guild else None)


async def post(
    services: Services,
    spot: Spot,
    reply: Reply,
    *,
    note: str = "",
    owner: int | None = None,
    first: str = "",
    last: str = "",
    controls: Sequence[Button] = (),
) -> None:
    """Post a reply as one message: an ordinary one if it fits, else a card.

    Args:
        services: renderers and memory.
        spot: what is answered.
        reply: the answer.
        note: the token for the buttons of a private reply.
        owner: who may remove a public one.
        first: a line to put first.
        last: a line to put last.
        controls: buttons that belong to those lines.
    """
    ref = start(reply.language, note=note)
    plain = services.messages.message(reply, ref, owner=owner)
    content = "\n".join(part for part in (first, plain.content, last) if part)
    if len(content) <= PLAIN_TEXT:
        await send(services, spot, content, photos.add_row(plain.view, controls))
    else:
        card = services.cards.card(reply, ref, owner=owner)
        await send(services, spot, None, photos.around(card, first, last, controls))


async def send(
    services: Services, spot: Spot, content: str | None, view: ui.View | ui.LayoutView | None = None
) -> None:
    """Reply to a message; in a server the two are remembered together, and leave together."""
    options: dict[str, Any] = {"mention_author": False}
    if permissions_in(spot.channel).read_message_history:  # Discord asks for it before it lets anyone reply
        options["reference"] = discord.MessageReference(
            message_id=spot.question,
            channel_id=getattr(spot.channel, "id", 0),
            guild_id=spot.guild,
            fail_if_not_exists=False,
        )
    if view is not None:
        options["view"] = view
    if content is not None:
        options |= {"content": content, "suppress_embeds": True}
    sent = await deliver(spot.channel, spot.question, **options)
    if spot.guild is not None:
        await keep(services, spot.question, sent, spot.guild)


async def keep(services: Services, question: int, sent: discord.Message, guild: int) -> None:
    """Remember an answer with its question; one whose question was deleted meanwhile goes after it."""
    if services.gone.get(str(question)):
        await retracting.remove(sent)
    else:
        services.answers.keep(question, sent.channel.id, sent.id, guild)
