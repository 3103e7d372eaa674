"""Looking around: topics, questions of a topic, a source and what else rests on it, terms; each with a way on."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot import terms
from bot.discord import markdown
from bot.discord.buttons import Row, Select, button, entries_select
from bot.discord.ids import TOPICS, Do, Ref
from bot.discord.limits import BUTTON_LABEL, LIST_PAGE, OPTION_TEXT, SELECT_OPTIONS, shorten
from bot.discord.render import notice
from bot.discord.services import Services
from bot.language import Language
from bot.reply import Choice


def topics(services: Services, language: Language) -> ui.LayoutView:
    """All topics, with the number of questions in each."""
    words = services.desk.words
    rows = services.desk.assistant.topics(language)[:SELECT_OPTIONS]
    options = [
        discord.SelectOption(
            label=shorten(title, OPTION_TEXT),
            value=topic,
            description=words("discord.topic-count", language, count=count),
        )
        for topic, title, count in rows
    ]
    ref = Ref(Do.TOPICS, TOPICS, language, browsing=True)
    select: Select = ui.Select(
        placeholder=words("discord.topics-pick", language), options=options, custom_id=ref.to(Do.PICK_TOPIC)
    )
    key = "card.action-language-en" if language.other is Language.EN else "card.action-language-zh"
    switch = button(words(key, language), ref.to(Do.TOPICS, language=language.other))
    title = f"### {words('discord.topics-title', language)}"
    return notice(title, rows=[ui.ActionRow(select), ui.ActionRow(switch)])


def topic(services: Services, ref: Ref) -> ui.LayoutView | None:
    """A page of a topic's questions; ``None`` where there is no such topic."""
    words, language = services.desk.words, ref.language
    title = next((title for one, title, _ in services.desk.assistant.topics(language) if one == ref.subject), None)
    if title is None:
        return None
    choices = services.desk.assistant.questions(ref.subject, language)
    count = -(-len(choices) // LIST_PAGE)
    page = min(max(ref.page, 1), count)
    here = choices[(page - 1) * LIST_PAGE : page * LIST_PAGE]
    select = entries_select(
        words("discord.topic-pick", language), here, ref.to(Do.PICK_ENTRY, browsing=True, page=0, note="")
    )
    turn = []
    if page > 1:
        label = words("discord.page-back", language, number=page - 1, count=count)
        turn.append(button(label, ref.to(Do.TOPIC, page=page - 1)))
    if page < count:
        label = words("discord.page-on", language, number=page + 1, count=count)
        turn.append(button(label, ref.to(Do.TOPIC, page=page + 1)))
    back = button(words("discord.all-topics", language), ref.to(Do.TOPICS, subject=TOPICS, page=0))
    text = f"### {markdown.safe(title)}\n{_listed(here)}"
    return notice(text, rows=[ui.ActionRow(select), ui.ActionRow(*turn, back)])


def source(services: Services, source_id: str, ref: Ref) -> ui.LayoutView | None:
    """A source: what it is, how much of it was read, and the questions that rest on it; ``None`` for an unknown one."""
    found = services.desk.assistant.base.sources.get(source_id)
    if found is None:
        return None
    words, language = services.desk.words, ref.language
    about = words(
        "chat.source-accessed",
        language,
        publisher=found.publisher,
        tier=words(f"chat.source-tier-{found.tier}", language),
        seen=words(f"chat.source-seen-{found.seen}", language),
        accessed=found.accessed,
    )
    choices = services.desk.assistant.resting_on(source_id, language)[:SELECT_OPTIONS]
    text = f"### {markdown.safe(found.title)}\n{markdown.safe(about)}\n<{found.url}>"
    rows: list[Row] = []
    if choices:
        placeholder = words("discord.rests-pick", language)
        select = entries_select(placeholder, choices, ref.to(Do.PICK_ENTRY, page=0, browsing=True, note=""))
        rows.append(ui.ActionRow(select))
        text = f"{text}\n\n**{words('discord.rests-pick', language)}**\n{_listed(choices)}"
    back = button(words("discord.back", language), ref.to(Do.OPEN, page=0, browsing=True))
    rows.append(ui.ActionRow(back))
    return notice(text, rows=rows)


def term(services: Services, text: str, language: Language) -> ui.LayoutView:
    """A term of the glossary with the way to the entry that explains it; or those that may be meant, or all."""
    desk, words = services.desk, services.desk.words
    found = desk.assistant.base.glossary.find(text)
    if len(found) == 1:
        head, *rest = terms.lines(desk, found[0], language)
        body = "\n".join(markdown.safe(line) for line in rest)
        ref = Ref(Do.OPEN, found[0].entry, language, browsing=True)
        label = shorten(terms.explained_by(desk, found[0], language), BUTTON_LABEL)
        return notice(f"### {markdown.safe(head)}\n{body}", rows=[ui.ActionRow(button(label, str(ref)))])
    listed = found or terms.all_terms(desk)
    lines = [f"### {words('discord.terms-title', language)}"]
    lines += [words("desk.term-none", language)] if text.strip() and not found else []
    lines += [f"- {markdown.safe(terms.name(one, language))}" for one in listed]
    return notice("\n".join(lines))


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"- {markdown.safe(choice.title)}" for choice in choices)
