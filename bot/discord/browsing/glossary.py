"""The glossary to look around in: its terms by pages, and each in both languages with the entry that explains it."""

from __future__ import annotations

import discord
from discord import ui

from bot import terms
from bot.discord.cards import markdown
from bot.discord.cards.buttons import PRIMARY, Select, button, switch, turns
from bot.discord.cards.render import notice
from bot.discord.ids import TERMS, TOPICS, Do, Ref
from bot.discord.limits import OPTION_TEXT, shorten
from bot.discord.services import Services
from bot.language import Language
from bot.wordbook import content
from knowledge.glossary import Term

TERM_PAGE = 15  # with a line each, a page of so many is read without much scrolling


def page(services: Services, ref: Ref) -> ui.LayoutView:
    """A page of the terms, by their English names, each with its meaning in a line."""
    words, language = services.desk.words, ref.language
    every = terms.all_terms(services.desk)
    count = max(1, -(-len(every) // TERM_PAGE))
    ref = Ref(Do.TERMS, TERMS, language, min(max(ref.page, 1), count))
    here = every[(ref.page - 1) * TERM_PAGE : ref.page * TERM_PAGE]
    options = [
        discord.SelectOption(
            label=shorten(terms.name(term, language), OPTION_TEXT),
            value=term.id,
            description=shorten(_meaning(term, language), OPTION_TEXT),
        )
        for term in here
    ]
    select: Select = ui.Select(
        placeholder=words("browse.term-pick", language), options=options, custom_id=ref.to(Do.PICK_TERM)
    )
    lines = [
        f"- **{markdown.safe(terms.both_names(term, language))}** {markdown.safe(_meaning(term, language))}"
        for term in here
    ]
    buttons = [
        *turns(words, language, ref, count),
        button(words("browse.topics", language), ref.to(Do.TOPICS, subject=TOPICS, page=0)),
        switch(words, language, ref),
    ]
    text = "\n".join([f"### {words('discord.terms-title', language)}", *lines])
    return notice(text, rows=[ui.ActionRow(select), ui.ActionRow(*buttons)])


def term(services: Services, ref: Ref) -> ui.LayoutView | None:
    """A term in both languages, with the way to the entry that explains it; ``None`` where there is no such term."""
    desk, words, language = services.desk, services.desk.words, ref.language
    every = terms.all_terms(desk)
    found = next((one for one in every if one.id == ref.subject), None)
    if found is None:
        return None
    head, meaning, *rest = terms.lines(desk, found, language)
    lines = [markdown.safe(meaning), markdown.small(markdown.safe(_meaning(found, language.other)))]
    see = words("desk.term-see", language, question=terms.explained_by(desk, found, language))
    text = "\n".join([f"### {markdown.safe(head)}", *lines, *map(markdown.safe, [*rest, see])])
    ref = Ref(Do.TERM, found.id, language)
    answer = ref.to(Do.OPEN, subject=found.entry, browsing=True)
    place = every.index(found) // TERM_PAGE + 1
    buttons = [
        button(words("browse.answer", language), answer, PRIMARY),
        button(words("browse.terms", language), ref.to(Do.TERMS, subject=TERMS, page=place)),
        switch(words, language, ref),
    ]
    return notice(text, rows=[ui.ActionRow(*buttons)])


def _meaning(term: Term, language: Language) -> str:
    return content(term.meaning.zh, term.meaning.en, language)
