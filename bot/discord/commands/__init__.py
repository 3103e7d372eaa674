"""The slash commands; each module builds one."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.commands.ask import ask_command
from bot.discord.commands.browse import browse_command
from bot.discord.commands.calc import calc_command
from bot.discord.commands.convert import convert_command
from bot.discord.commands.glossary import glossary_command
from bot.discord.commands.help import help_command
from bot.discord.commands.panel import panel_command
from bot.wordbook import Wordbook

Command = app_commands.Command[Any, ..., Any]


def build(words: Wordbook) -> tuple[Command, ...]:
    """All commands."""
    makers = (ask_command, convert_command, calc_command, browse_command, glossary_command, help_command, panel_command)
    return tuple(make(words) for make in makers)
