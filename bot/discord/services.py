"""What the handlers of commands, buttons, forms and messages share; passed in, never global."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord

from bot import language as languages
from bot.desk import Desk
from bot.discord.content import Messages
from bot.discord.cooldowns import Cooldown
from bot.discord.memory import Memory
from bot.discord.render import Cards
from bot.discord.servers import Servers
from bot.language import Language

Interaction = discord.Interaction[Any]


@dataclass
class Services:
    """The desk, its two renderers for Discord, what is remembered, and how often one may ask."""

    desk: Desk
    cards: Cards
    messages: Messages
    memory: Memory = field(default_factory=Memory)
    servers: Servers = field(default_factory=Servers)
    asks: Cooldown = field(default_factory=lambda: Cooldown(5, 30))  # a user
    mentions: Cooldown = field(default_factory=lambda: Cooldown(6, 60))  # a channel
    chart_font: Path | None = None  # None looks for one
    notices: Cooldown = field(default_factory=lambda: Cooldown(1, 60))  # a channel; one "not so fast" is enough

    @classmethod
    def around(cls, desk: Desk, chart_font: Path | None = None) -> Services:
        """Everything that a desk needs to serve Discord."""
        return cls(desk, Cards(desk.words), Messages(desk.words), chart_font=chart_font)


def of(interaction: Interaction) -> Services:
    """The services of the bot that received an interaction."""
    services: Services = interaction.client.services
    return services


def locale_of(interaction: Interaction) -> Language:
    """The language of the user's own Discord, for what only that user sees."""
    return languages.of_locale(str(interaction.locale)) or Language.EN


def place_of(interaction: Interaction) -> Language:
    """The language of the server, as it was set up or at Discord, for what everybody sees: a user's own stays private."""
    chosen = of(interaction).servers.of(interaction.guild_id).language
    locale = str(interaction.guild_locale) if interaction.guild_locale else None
    return chosen or languages.of_locale(locale) or Language.EN
