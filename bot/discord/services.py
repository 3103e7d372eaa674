"""What the handlers of commands, buttons, forms and messages share; passed in, never global."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord

from bot import language as languages
from bot.desk import Desk
from bot.discord.answers import Answers
from bot.discord.cards.content import Messages
from bot.discord.cards.render import Cards
from bot.discord.memory import Memory
from bot.discord.messages.starters import Starters
from bot.discord.servers import Servers
from bot.discord.serving.cooldowns import Cooldown
from bot.discord.serving.pace import Pace
from bot.discord.serving.turns import Turns
from bot.discord.slash import Slash
from bot.language import Language
from bot.recent import Recent
from bot.settings import Settings
from bot.store.keeper import Keeper

Interaction = discord.Interaction[Any]


@dataclass
class Services:
    """The desk, its two renderers for Discord, what is remembered, and how often one may ask."""

    desk: Desk
    cards: Cards
    messages: Messages
    memory: Memory = field(default_factory=Memory)
    keeper: Keeper = field(default_factory=Keeper.without)
    servers: Servers = field(default_factory=Servers)
    answers: Answers = field(default_factory=Answers)
    turns: Turns = field(default_factory=Turns)
    asks: Cooldown = field(default_factory=lambda: Cooldown(5, 30))  # a user
    mentions: Cooldown = field(default_factory=lambda: Cooldown(6, 60))  # a channel
    pace: Pace = field(default_factory=Pace)
    settings: Settings = field(default_factory=lambda: Settings(token=None))
    slash: Slash = field(default_factory=Slash)
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)
    owners: set[int] = field(default_factory=set)  # who may act for the whole bot, not for one server alone
    chart_font: Path | None = None  # None looks for one
    drawing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))  # 30 MB each
    starters: Starters = field(default_factory=Starters)  # of forum posts
    gone: Recent[bool] = field(default_factory=Recent)  # messages that were deleted just now
    met: Recent[bool] = field(default_factory=lambda: Recent(math.inf, 20_000))  # who has written a direct message
    notices: Cooldown = field(default_factory=lambda: Cooldown(1, 60))  # a channel; one "not so fast" is enough

    @classmethod
    def around(cls, desk: Desk, settings: Settings | None = None) -> Services:
        """Everything that a desk needs to serve Discord; without settings nothing is kept beyond a restart."""
        keeper = Keeper(settings.store_url) if settings else Keeper.without()
        return cls(
            desk,
            Cards(desk.words),
            Messages(desk.words),
            keeper=keeper,
            servers=Servers(keeper=keeper),
            answers=Answers(keeper),
            settings=settings or Settings(token=None),
            owners=set((settings and settings.owners) or ()),
            chart_font=settings.chart_font if settings else None,
        )

    def sweep(self) -> None:
        """Forget what is over, whether or not somebody asks for it."""
        kept = (self.memory, self.answers, self.starters, self.gone, self.met)
        for held in (*kept, self.asks, self.mentions, self.notices):
            held.sweep()

    def adopt(self, desk: Desk) -> None:
        """Serve another desk from now on; what was asked of the old one is worded by the new one."""
        self.desk, self.cards, self.messages = desk, Cards(desk.words), Messages(desk.words)
        self.memory.keep_to(desk.assistant.base.entries.keys())


def of(interaction: Interaction) -> Services:
    """The services of the bot that received an interaction."""
    services: Services = interaction.client.services
    return services


def locale_of(interaction: Interaction) -> Language:
    """The language of the user's own Discord, for what only that user sees."""
    return languages.of_locale(str(interaction.locale)) or Language.EN


def own_script(interaction: Interaction, language: Language) -> Language:
    """The language of a button; where it says Chinese and the user's own Discord is Traditional, that script."""
    traditional = language is Language.ZH and locale_of(interaction) is Language.ZH_HANT
    return Language.ZH_HANT if traditional else language


def place_of(interaction: Interaction) -> Language:
    """The language of the server, as set up or as at Discord, for what everybody sees: a user's own stays private."""
    chosen = of(interaction).servers.of(interaction.guild_id).language
    locale = str(interaction.guild_locale) if interaction.guild_locale else None
    return chosen or languages.of_locale(locale) or Language.EN
