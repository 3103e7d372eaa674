"""The slash commands, each module builds one; and the entries in the menu of a message."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.commands.ask import ask_command
from bot.discord.commands.browse import browse_command
from bot.discord.commands.calc import calc_command
from bot.discord.commands.context_menus import look_up_menu, reply_menu
from bot.discord.commands.convert import convert_command
from bot.discord.commands.faq_admin import faq_admin_group
from bot.discord.commands.help import help_command
from bot.wordbook import Wordbook

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def build(words: Wordbook) -> tuple[Command, ...]:
    """All commands."""
    makers = (ask_command, convert_command, calc_command, browse_command, help_command, faq_admin_group)
    return (*(make(words) for make in makers), look_up_menu(), reply_menu())
