"""The sources to look around in: by rank, one by one, and what each is cited for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import discord
from discord import ui

from bot.discord.cards import markdown
from bot.discord.cards.buttons import Button, Row, Select, button, entries_select, switch, turns
from bot.discord.cards.markdown import Piece
from bot.discord.cards.pages import shared_out
from bot.discord.cards.render import notice
from bot.discord.ids import SOURCES, TERMS, TOPICS, Do, Ref, of_tier, tier_of
from bot.discord.limits import CARD_TEXT, LIST_PAGE, OPTION_TEXT, SELECT_OPTIONS, shorten
from bot.discord.services import Services
from bot.language import Language
from bot.plain import labelled
from bot.wordbook import content
from knowledge.model import Source, Tier

MOST = 12  # sentences a page, of at most so many questions: each question is a text of its own on the card


def ranks(services: Services, language: Language) -> ui.LayoutView:
    """The ranks of sources, strongest first, with how many there are of each."""
    words = services.desk.words
    sources = services.desk.assistant.base.sources.values()
    counts = Counter(source.tier for source in sources)
    options = [
        discord.SelectOption(
            label=words(f"chat.source-tier-{tier}", language),
            value=tier.value,
            description=words("browse.sources-count", language, count=counts[tier]),
        )
        for tier in Tier
        if counts[tier]
    ]
    ref = Ref(Do.SOURCES, SOURCES, language)
    select: Select = ui.Select(
        placeholder=words("browse.tier-pick", language), options=options, custom_id=ref.to(Do.PICK_TIER)
    )
    total = words("browse.sources-total", language, count=len(sources))
    listed = "\n".join(f"- {markdown.safe(one.label)} · {one.description}" for one in options)
    buttons = [
        button(words("browse.topics", language), ref.to(Do.TOPICS, subject=TOPICS)),
        button(words("browse.terms", language), ref.to(Do.TERMS, subject=TERMS, page=1)),
        switch(words, language, ref),
    ]
    text = f"### {words('browse.sources', language)}\n{total}\n{listed}"
    return notice(text, rows=[ui.ActionRow(select), ui.ActionRow(*buttons)])


def of_rank(services: Services, ref: Ref) -> ui.LayoutView | None:
    """A page of the sources of a rank, the most cited first; ``None`` where there are none of it."""
    words, language = services.desk.words, ref.language
    base = services.desk.assistant.base
    cited = citing(services)
    found = [source for source in base.sources.values() if source.tier == tier_of(ref.subject)]
    if not found:
        return None
    found.sort(key=lambda source: (-cited[source.id], source.short.en.lower()))
    count = -(-len(found) // LIST_PAGE)
    ref = ref.at(Do.SOURCES, page=min(max(ref.page, 1), count), note="")
    here = found[(ref.page - 1) * LIST_PAGE : ref.page * LIST_PAGE]
    options = [
        discord.SelectOption(
            label=shorten(short(source, language), OPTION_TEXT),
            value=source.id,
            description=words("browse.cited-count", language, count=cited[source.id]),
        )
        for source in here
    ]
    select: Select = ui.Select(
        placeholder=words("browse.source-pick", language), options=options, custom_id=ref.to(Do.PICK_SOURCE)
    )
    back = button(words("discord.back", language), ref.to(Do.SOURCES, subject=SOURCES, page=0))
    buttons = [*turns(words, language, ref, count), back, switch(words, language, ref)]
    title = f"### {words(f'chat.source-tier-{here[0].tier}', language)}"
    listed = "\n".join(
        f"- {markdown.safe(short(source, language))} · {words('browse.cited-count', language, count=cited[source.id])}"
        for source in here
    )
    return notice(f"{title}\n{listed}", rows=[ui.ActionRow(select), ui.ActionRow(*buttons)])


def source(services: Services, ref: Ref, back: Ref) -> ui.LayoutView | None:
    """A page of a source: what it is, how much of it was read, and what it is cited for; ``None`` for an unknown one.

    Args:
        services: the desk.
        ref: the source and the page.
        back: where it was opened, the sources of a card or a list of sources.
    """
    found = services.desk.assistant.base.sources.get(ref.subject)
    if found is None:
        return None
    words, language = services.desk.words, ref.language
    head = _about(services, found, language)
    pieces = list(_cited_for(services, found, language))
    pages = shared_out(pieces, CARD_TEXT - len(head), MOST)
    ref = ref.at(Do.SOURCE, page=min(max(ref.page, 1), len(pages)), note="", browsing=False)
    here = pages[ref.page - 1]
    resting = services.desk.assistant.resting_on(found.id, language)
    if len(resting) > SELECT_OPTIONS:  # then those whose sentences are on this page
        shown = {piece.heading for piece in here}
        resting = tuple(choice for choice in resting if _heading(choice.title) in shown)
    rows: list[Row] = []
    if resting:
        picking = ref.to(Do.PICK_ENTRY, browsing=True)
        rows.append(ui.ActionRow(entries_select(words("browse.rests-pick", language), resting, picking)))
    buttons: list[Button] = turns(words, language, ref, len(pages))
    buttons += [button(words("discord.back", language), str(back)), switch(words, language, ref)]
    rows.append(ui.ActionRow(*buttons))
    return notice(f"{head}\n{markdown.joined(here)}", rows=rows)


def citing(services: Services) -> Counter[str]:
    """How many entries rest on each source."""
    base = services.desk.assistant.base
    return Counter(
        source
        for entry in base.entries.values()
        for source in {cite.src for claim in entry.all_claims() for cite in claim.cites}
    )


def short(source: Source, language: Language) -> str:
    """The few words by which a source is known."""
    return content(source.short.zh, source.short.en, language)


def listing(source: Source, language: Language) -> Ref:
    """The list on which a source stands."""
    return Ref(Do.SOURCES, of_tier(source.tier.value), language, page=1)


def _about(services: Services, found: Source, language: Language) -> str:
    words = services.desk.words
    about = words(
        "chat.source-accessed",
        language,
        publisher=found.publisher,
        tier=words(f"chat.source-tier-{found.tier}", language),
        seen=words(f"chat.source-seen-{found.seen}", language),
        accessed=found.accessed,
    )
    lines = [f"### {markdown.safe(found.title)}", markdown.safe(about)]
    if found.note:
        lines.append(markdown.small(words("browse.source-note", language, note=markdown.safe(found.note))))
    lines.append(f"<{found.url}>")
    return "\n".join(lines)


def _cited_for(services: Services, found: Source, language: Language) -> Iterator[Piece]:
    """Each sentence that cites a source, with the place in it, under the question that it answers."""
    assistant = services.desk.assistant
    for entry in assistant.base.resting_on(found.id):
        reply = assistant.show(entry.id, language)
        title = content(entry.question.zh, entry.question.en, language)
        places = {one.number: one.place for one in reply.citations if one.source == found.id}
        for said in reply.all_statements():
            at = [places[mark] for mark in said.marks if mark in places]
            if at:
                text = f"- **{markdown.safe(language.join(at))}** {markdown.safe(labelled(said))}"
                yield Piece(text, said.marks, _heading(title))


def _heading(title: str) -> str:
    return f"**{markdown.safe(title)}**"
