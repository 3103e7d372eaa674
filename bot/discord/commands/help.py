"""``/help``: how to use the desk, privacy, language, and where to start."""

from __future__ import annotations

from discord import app_commands

from bot.discord import answering, panel
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.wordbook import Wordbook


def help_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="help", description=text(words, "cmd-help"))
    async def guide(interaction: Interaction) -> None:
        await answering.put_new(interaction, panel.guide(of(interaction), locale_of(interaction)))

    return everywhere(guide)
