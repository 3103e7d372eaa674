"""Looking around: the home of /browse, the questions of a topic, what a search found, and the public menu."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.discord.browsing import finding
from bot.discord.cards import markdown
from bot.discord.cards.buttons import PRIMARY, Select, button, entries_select, switch, turns
from bot.discord.cards.render import notice
from bot.discord.ids import FOUND, MENU, PANEL, SOURCES, TERMS, TOPICS, Do, Ref
from bot.discord.limits import LIST_PAGE, OPTION_TEXT, SELECT_OPTIONS, shorten
from bot.discord.services import Services
from bot.language import Language
from bot.naming import Found, Sort
from bot.reply import Choice

COMMON = 10  # questions on the public menu
View = ui.LayoutView


def topics(services: Services, language: Language, above: str = "") -> ui.LayoutView:
    """The home: all topics with the number of questions in each, and the ways to sources and terms.

    Args:
        services: the desk.
        language: the language of the page.
        above: what is said first, such as that a search found nothing.
    """
    words = services.desk.words
    ref = Ref(Do.TOPICS, TOPICS, language)
    listed = "\n".join(
        f"- {markdown.safe(title)} · {words('discord.topic-count', language, count=count)}"
        for _, title, count in services.desk.assistant.topics(language)[:SELECT_OPTIONS]
    )
    buttons = [
        button(words("browse.sources", language), ref.to(Do.SOURCES, subject=SOURCES)),
        button(words("browse.terms", language), ref.to(Do.TERMS, subject=TERMS, page=1)),
        switch(words, language, ref),
    ]
    text = "\n".join(filter(None, [f"### {words('discord.topics-title', language)}", above, listed]))
    return notice(text, rows=[ui.ActionRow(_topics_select(services, language, ref)), ui.ActionRow(*buttons)])


def topic(services: Services, ref: Ref) -> ui.LayoutView | None:
    """A page of a topic's questions; ``None`` where there is no such topic."""
    words, language = services.desk.words, ref.language
    title = next((title for one, title, _ in services.desk.assistant.topics(language) if one == ref.subject), None)
    if title is None:
        return None
    choices = services.desk.assistant.questions(ref.subject, language)
    count = -(-len(choices) // LIST_PAGE)
    ref = Ref(Do.TOPIC, ref.subject, language, min(max(ref.page, 1), count))
    here = choices[(ref.page - 1) * LIST_PAGE : ref.page * LIST_PAGE]
    picking = ref.to(Do.PICK_ENTRY, browsing=True)
    back = button(words("discord.all-topics", language), ref.to(Do.TOPICS, subject=TOPICS, page=0))
    buttons = [*turns(words, language, ref, count), back, switch(words, language, ref)]
    rows = [ui.ActionRow(entries_select(words("discord.topic-pick", language), here, picking)), ui.ActionRow(*buttons)]
    return notice(f"### {markdown.safe(title)}\n{_listed(here)}", rows=rows)


def found(services: Services, items: Sequence[Found], language: Language) -> ui.LayoutView:
    """What a search found, to pick from; the words of the search are kept nowhere."""
    words = services.desk.words
    ref = Ref(Do.FOUND, FOUND, language)
    items = items[:SELECT_OPTIONS]
    options = [
        discord.SelectOption(
            label=shorten(finding.title(services, item, language), OPTION_TEXT),
            value=str(item),
            description=words(f"browse.sort-{item.sort}", language),
        )
        for item in items
    ]
    select: Select = ui.Select(
        placeholder=words("browse.found-pick", language), options=options, custom_id=ref.to(Do.PICK_FOUND)
    )
    listed = "\n".join(
        f"- {words(f'browse.sort-{item.sort}', language)} · {markdown.safe(finding.title(services, item, language))}"
        for item in items
    )
    buttons = [
        button(words("browse.topics", language), ref.to(Do.TOPICS, subject=TOPICS)),
        switch(words, language, ref),
    ]
    text = f"### {words('browse.found', language)}\n{listed}"
    return notice(text, rows=[ui.ActionRow(select), ui.ActionRow(*buttons)])


def menu(services: Services, language: Language) -> ui.LayoutView:
    """A public message to be pinned: topics and common questions, each opening a card that only its reader sees."""
    words, base = services.desk.words, services.desk.assistant.base
    ref = Ref(Do.ASK, MENU, language)
    common = [
        Choice(entry=entry, title=finding.title(services, Found(Sort.ENTRY, entry), language))
        for entry in dict.fromkeys((*base.policy.pinned, *base.policy.common))
    ][:COMMON]
    asked = entries_select(words("browse.menu-common", language), common, ref.to(Do.PICK_ENTRY, browsing=True))
    buttons = [
        button(words("discord.ask", language), ref.to(Do.ASK, subject=PANEL), PRIMARY),
        button(words("browse.sources", language), ref.to(Do.SOURCES, subject=SOURCES)),
        button(words("browse.terms", language), ref.to(Do.TERMS, subject=TERMS, page=1)),
        switch(words, language, ref.at(Do.TOPICS, subject=TOPICS)),
    ]
    title, about = words("browse.menu-title", language), words("browse.menu-text", language)
    text = f"### {title}\n{about}\n{markdown.small(words('discord.disclaimer', language))}"
    selects = [_topics_select(services, language, ref), asked]
    return notice(text, rows=[*map(ui.ActionRow, selects), ui.ActionRow(*buttons)])


def _topics_select(services: Services, language: Language, ref: Ref) -> Select:
    words = services.desk.words
    options = [
        discord.SelectOption(
            label=shorten(title, OPTION_TEXT),
            value=topic,
            description=words("discord.topic-count", language, count=count),
        )
        for topic, title, count in services.desk.assistant.topics(language)[:SELECT_OPTIONS]
    ]
    return ui.Select(
        placeholder=words("discord.topics-pick", language), options=options, custom_id=ref.to(Do.PICK_TOPIC)
    )


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"- {markdown.safe(choice.title)}" for choice in choices)
