"""``/browse``: topics, questions, sources and terms, by looking around or by a word."""

from __future__ import annotations

from discord import app_commands

from bot.discord import answering
from bot.discord.browsing import acts as browse_acts
from bot.discord.browsing import finding, glossary, lists, sourcing
from bot.discord.browsing.finding import Section
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.ids import TERMS, Do, Ref
from bot.discord.limits import AUTOCOMPLETE_CHOICES, AUTOCOMPLETE_TEXT, shorten
from bot.discord.services import Interaction, Services, locale_of, of
from bot.discord.serving.errors import report_event
from bot.discord.translator import text
from bot.language import Language
from bot.naming import Found
from bot.wordbook import Wordbook

PICKS = {Section.TOPICS: "pick-topics", Section.SOURCES: "pick-sources", Section.GLOSSARY: "pick-glossary"}


def browse_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="browse", description=text(words, "cmd-browse"))
    @app_commands.describe(section=text(words, "opt-section", "browse"), find=text(words, "opt-find", "browse"))
    @app_commands.choices(
        section=[app_commands.Choice(name=text(words, key, "browse"), value=str(one)) for one, key in PICKS.items()]
    )
    async def browse(
        interaction: Interaction, section: str = "", find: app_commands.Range[str, 1, AUTOCOMPLETE_TEXT] = ""
    ) -> None:
        services = of(interaction)
        part = Section(section) if section else None
        if find.strip():
            await answering.put_new(interaction, searched(services, find, part, locale_of(interaction)))
        else:
            await answering.put_new(interaction, _section(services, part, locale_of(interaction)))

    browse.autocomplete("find")(suggest)
    return everywhere(browse)


async def suggest(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Topics, questions, sources and terms for what is typed so far; any other text is looked for too."""
    try:
        services = of(interaction)
        section = getattr(interaction.namespace, "section", None)
        part = Section(section) if section in set(Section) else None
        language = finding.language_of(current, locale_of(interaction))
        found = finding.find(services, current, language, part) if current.strip() else finding.start(services, part)
        named = [(_named(services, one, language), str(one)) for one in found[:AUTOCOMPLETE_CHOICES]]
    except Exception as error:
        report_event(error, "browsing")
        return []
    return [app_commands.Choice(name=name, value=value) for name, value in named]


def _named(services: Services, found: Found, language: Language) -> str:
    sort = services.desk.words(f"browse.sort-{found.sort}", language)
    return shorten(f"{sort} · {finding.title(services, found, language)}", AUTOCOMPLETE_TEXT)


def searched(services: Services, typed: str, section: Section | None, locale: Language) -> lists.View:
    """What was found: the one thing that it names, a list, or the home where there is nothing."""
    language = finding.language_of(typed, locale)
    one = finding.named(services, typed, section)
    found = (one,) if one else finding.find(services, typed, language, section)
    if len(found) == 1:
        page = browse_acts.opened(services, found[0], language)
        if page is not None:
            return page
    if found:
        return lists.found(services, found, language)
    return lists.topics(services, language, services.desk.words("browse.found-nothing", language))


def _section(services: Services, section: Section | None, language: Language) -> lists.View:
    if section is Section.SOURCES:
        return sourcing.ranks(services, language)
    if section is Section.GLOSSARY:
        return glossary.page(services, Ref(Do.TERMS, TERMS, language, 1))
    return lists.topics(services, language)
