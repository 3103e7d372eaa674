"""``/help``: how to use the desk, what it rests on, privacy, language, and where to start."""

from __future__ import annotations

from discord import app_commands

from bot.discord import answering
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.guide import Topic, page
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.wordbook import Wordbook

# without a page it is the overview
PAGES = {Topic.ABOUT: "pick-about", Topic.PRIVACY: "pick-privacy", Topic.LANGUAGE: "pick-language"}


def help_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="help", description=text(words, "cmd-help"))
    @app_commands.describe(topic=text(words, "opt-topic", "help"))
    @app_commands.choices(
        topic=[app_commands.Choice(name=text(words, key, "help"), value=str(one)) for one, key in PAGES.items()]
    )
    async def guide(interaction: Interaction, topic: str = Topic.OVERVIEW) -> None:
        await answering.put_new(interaction, page(of(interaction), Topic(topic), locale_of(interaction)))

    return everywhere(guide)
