"""What a server has chosen and Discord no longer has: deleted while the bot was away, or the last of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import discord

from bot.language import Language
from bot.store.model import ServerSettings
from bot.wordbook import Wordbook

ALL = ("channels", "quiet", "forums", "curators")


def is_deaf(settings: ServerSettings, guild: discord.Guild) -> bool:
    """Whether mentions are answered nowhere because none of the channels chosen for them exists."""
    return bool(settings.channels) and not guild.unavailable and not any(map(guild.get_channel, settings.channels))


def lines(
    settings: ServerSettings, guild: discord.Guild, words: Wordbook, language: Language, names: Collection[str] = ALL
) -> Iterator[str]:
    """A line for what is missing, and what follows from that.

    Args:
        settings: what the server has set.
        guild: the server as Discord has it; nothing is told where Discord has not said.
        words: the texts.
        language: of the lines.
        names: the settings to look at.
    """
    if guild.unavailable:
        return
    deaf = "channels" in names and is_deaf(settings, guild)
    if deaf:
        yield words("admin.gone-all", language)
    lists = [name for name in ("channels", "quiet", "forums") if name in names and not (deaf and name == "channels")]
    gone = {one for name in lists for one in getattr(settings, name) if guild.get_channel(one) is None}
    if gone:
        yield words("admin.gone-some", language, count=len(gone))
    if "curators" in names and settings.curators and guild.get_role(settings.curators) is None:
        yield words("admin.gone-role", language)
