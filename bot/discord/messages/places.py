"""Where a message stands: what the bot may do there, and which language is spoken; a user's own stays private."""

from __future__ import annotations

from typing import cast

import discord

from bot import language as languages
from bot.discord.services import Interaction, Services, of
from bot.language import Language

Place = discord.abc.GuildChannel | discord.Thread


def permissions_in(channel: object) -> discord.Permissions:
    """What the bot may do in a channel; everything where Discord does not say, as in direct messages."""
    if not isinstance(channel, Place):
        return discord.Permissions.all()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.none()  # a thread of a channel that the bot cannot see
    me = cast("discord.Member | None", channel.guild.me)
    return discord.Permissions.all() if me is None else channel.permissions_for(me)


def may_write(channel: object, allowed: discord.Permissions) -> bool:
    """Whether somebody with these permissions may write in a channel; the text beside a voice channel needs its door.

    A refused call counts against the bot at Discord, so it asks first. A thread that is only archived opens again.
    """
    sends = allowed.send_messages
    if isinstance(channel, discord.Thread):
        sends = allowed.send_messages_in_threads and (allowed.manage_threads or not channel.locked)
    voice = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return allowed.view_channel and sends and (allowed.connect or not voice)


def against_posting(interaction: Interaction) -> str | None:
    """Why nothing may be shown to everyone here for the presser, as a key of the interface texts.

    The bot is no way around what holds for the presser's own messages, nor around what the admins have set.
    Moderators may post in quiet channels, and Discord's slow mode does not hold for them.
    """
    allowed: discord.Permissions = interaction.permissions
    channel = interaction.channel
    if interaction.guild_id is None:
        return "share.menu-no-link"
    if not may_write(channel, allowed):
        return "discord.no-post"
    external = interaction.is_user_integration() and not interaction.is_guild_integration()
    if external and not allowed.use_external_apps:
        return "share.no-apps"
    if allowed.manage_messages:
        return None
    settings = of(interaction).servers.of(interaction.guild_id)
    if not settings.answers_mentions_in(interaction.channel_id, getattr(channel, "parent_id", None)):
        return "share.quiet"
    slow = getattr(channel, "slowmode_delay", 0) and not allowed.manage_channels
    return "share.slow-mode" if slow else None


def language_in(services: Services, guild: discord.Guild | None) -> Language | None:
    """The language of a server: as its admins set it, else as Discord has it; ``None`` outside of servers."""
    if guild is None:
        return None
    return services.servers.of(guild.id).language or languages.of_locale(str(guild.preferred_locale))
