"""``/ask``: a question, answered to the asker alone unless shared."""

from __future__ import annotations

from discord import app_commands

from bot import language as languages
from bot.discord import answering
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.limits import AUTOCOMPLETE_TEXT, QUESTION, shorten
from bot.discord.services import Interaction, locale_of, of
from bot.discord.serving.errors import report_event
from bot.discord.translator import text
from bot.language import Language
from bot.reply import Choice
from bot.wordbook import Wordbook

LANGUAGES = ("auto", *Language)
SUGGESTIONS = 10


def ask_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="ask", description=text(words, "cmd-ask"))
    @app_commands.describe(
        question=text(words, "opt-question"), lang=text(words, "opt-lang"), share=text(words, "opt-share")
    )
    @app_commands.choices(
        lang=[app_commands.Choice(name=text(words, f"pick-{code}"), value=str(code)) for code in LANGUAGES]
    )
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, QUESTION],
        lang: str = "auto",
        share: bool = False,  # noqa: FBT001, FBT002 - Discord passes options by name
    ) -> None:
        fixed = None if lang == "auto" else Language(lang)
        await answering.answer(interaction, question, fixed, share=share)

    ask.autocomplete("question")(suggest)
    return everywhere(ask)


async def suggest(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Canonical questions for what is typed so far; typing on is always possible."""
    try:
        assistant = of(interaction).desk.assistant
        language = languages.choose(current, locale_of(interaction))
        found = assistant.suggestions(current, language, SUGGESTIONS)
    except Exception as error:
        report_event(error, "suggestions")
        return []
    return [
        app_commands.Choice(name=shorten(choice.title, AUTOCOMPLETE_TEXT), value=_value(choice)) for choice in found
    ]


def _value(choice: Choice) -> str:
    """What is sent when a suggestion is taken: the question, or its entry where Discord finds the question too long."""
    return choice.title if len(choice.title) <= AUTOCOMPLETE_TEXT else choice.entry
