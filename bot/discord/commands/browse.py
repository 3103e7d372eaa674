"""``/browse``: topics, questions and sources."""

from __future__ import annotations

from discord import app_commands

from bot.discord import answering, browsing
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.wordbook import Wordbook


def browse_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="browse", description=text(words, "cmd-browse"))
    async def browse(interaction: Interaction) -> None:
        await answering.put_new(interaction, browsing.topics(of(interaction), locale_of(interaction)))

    return everywhere(browse)
