"""``/glossary``: a term in a line, in both languages, and the entry that explains it."""

from __future__ import annotations

from discord import app_commands

from bot import language as languages
from bot import terms
from bot.discord import answering, browsing
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.errors import report_event
from bot.discord.limits import AUTOCOMPLETE_TEXT, shorten
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.wordbook import Wordbook

SUGGESTIONS = 20


def glossary_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="glossary", description=text(words, "cmd-glossary"))
    @app_commands.describe(term=text(words, "opt-term"))
    async def glossary(interaction: Interaction, term: app_commands.Range[str, 1, AUTOCOMPLETE_TEXT] = "") -> None:
        language = languages.choose(term, locale_of(interaction))
        await answering.put_new(interaction, browsing.term(of(interaction), term, language))

    glossary.autocomplete("term")(suggest)
    return everywhere(glossary)


async def suggest(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Terms for what is typed so far, in the language of the typing."""
    try:
        desk = of(interaction).desk
        language = languages.choose(current, locale_of(interaction))
        found = desk.assistant.base.glossary.find(current, SUGGESTIONS) or terms.all_terms(desk)[:SUGGESTIONS]
    except Exception as error:
        report_event(error, "terms")
        return []
    return [
        app_commands.Choice(name=shorten(terms.both_names(term, language), AUTOCOMPLETE_TEXT), value=term.id)
        for term in found
    ]
