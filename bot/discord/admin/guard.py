"""Who may do what, and what the bot lacks in a channel. Discord hides commands from others, but not buttons."""

from __future__ import annotations

from typing import cast

import discord

from bot.discord.services import Interaction, locale_of, of
from bot.language import Language
from bot.wordbook import Wordbook

NEEDED = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
)
_NOT_IN_THREADS = frozenset({"send_messages"})  # posts of a forum are threads too

Channel = discord.abc.GuildChannel | discord.Thread


async def may_manage(interaction: Interaction) -> bool:
    """Whether the user may manage the server that they are in; says so, if not."""
    allowed = interaction.permissions
    if interaction.guild is not None and (allowed.manage_guild or allowed.administrator):
        return True
    await tell(interaction, "not-admin")
    return False


async def may_reload(interaction: Interaction) -> bool:
    """Whether the user may act for the whole bot, not for one server alone; says so, if not."""
    if interaction.user.id in of(interaction).owners:
        return True
    await tell(interaction, "not-owner")
    return False


async def tell(interaction: Interaction, key: str, **values: object) -> None:
    """A short message that only the user sees, in the language of their Discord."""
    said = of(interaction).desk.words(f"admin.{key}", locale_of(interaction), **values)
    await interaction.response.send_message(said, ephemeral=True)


def lacking(channel: Channel, allowed: discord.Permissions | None = None) -> tuple[str, ...]:
    """The permissions that the bot needs in a channel and does not have.

    Args:
        channel: of a server.
        allowed: what the bot may do there, where Discord has said so.
    """
    me = cast("discord.Member | None", channel.guild.me)
    if allowed is None:
        if me is None:
            return ()  # Discord has not said who the bot is there
        allowed = channel.permissions_for(me)
    threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    return tuple(name for name in NEEDED if not getattr(allowed, name) and not (threads and name in _NOT_IN_THREADS))


def names_of(permissions: tuple[str, ...], words: Wordbook, language: Language) -> str:
    """Permissions under the names that Discord shows them by."""
    return language.join(words(f"admin.permission-{name}", language) for name in permissions)
