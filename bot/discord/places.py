"""Where a message stands: what the bot may do there, and which language is spoken; a user's own stays private."""

from __future__ import annotations

from typing import cast

import discord

from bot import language as languages
from bot.discord.services import Services
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

    A refused call counts against the bot at Discord, so it asks first.
    """
    thread = isinstance(channel, discord.Thread)
    sends = allowed.send_messages_in_threads if thread else allowed.send_messages
    voice = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return allowed.view_channel and sends and (allowed.connect or not voice)


def language_in(services: Services, guild: discord.Guild | None) -> Language | None:
    """The language of a server: as its admins set it, else as Discord has it; ``None`` outside of servers."""
    if guild is None:
        return None
    return services.servers.of(guild.id).language or languages.of_locale(str(guild.preferred_locale))
