"""What a press does while looking around: lists, sources, terms, where sentences come from, both sides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from discord import ui

from bot.discord import answering
from bot.discord.browsing import finding, glossary, lists, provenance, sourcing, ways
from bot.discord.ids import SOURCES, Do, Ref, is_calculation, of_tier
from bot.discord.limits import walk
from bot.discord.services import Interaction, Services, of
from bot.language import Language
from bot.naming import Found, Sort

Act = Callable[[Interaction, Ref, Sequence[str]], Awaitable[None]]


async def _topics(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await answering.put(interaction, lists.topics(of(interaction), ref.language))


async def _topic(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    wanted = replace(ref, do=Do.TOPIC, subject=values[0], page=1) if values else ref
    await _put(interaction, wanted, lists.topic(of(interaction), wanted))


async def _pick_entry(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """Open a question; from a list with the way back there, from a card with the way back that it has."""
    back = ways.from_list(of(interaction).desk.assistant.base, ref)
    await answering.show(interaction, ref.at(Do.OPEN, subject=values[0], page=0), back)


async def _pick_source(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """Open a source; back to the list that it stood on, or to the sources of the card."""
    services = of(interaction)
    on_card = ref.subject in services.desk.assistant.base.entries or is_calculation(ref.subject)
    back = ref.at(Do.ORIGIN if on_card else Do.SOURCES, page=max(ref.page, 1))
    wanted = Ref(Do.SOURCE, values[0], ref.language, 1)
    await _put(interaction, wanted, sourcing.source(services, wanted, back))


async def _source(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    back = ways.from_source(ref, answering.custom_ids(interaction.message))
    await _put(interaction, ref, sourcing.source(of(interaction), ref, back))


async def _sources(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """The ranks of sources, or the list of one."""
    services = of(interaction)
    wanted = replace(ref, do=Do.SOURCES, subject=of_tier(values[0]), page=1) if values else ref
    whole = wanted.subject == SOURCES
    view = sourcing.ranks(services, ref.language) if whole else sourcing.of_rank(services, wanted)
    await _put(interaction, wanted, view)


async def _terms(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await answering.put(interaction, glossary.page(of(interaction), ref))


async def _term(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    wanted = replace(ref, do=Do.TERM, subject=values[0]) if values else ref
    await _put(interaction, wanted, glossary.term(of(interaction), wanted))


async def _origin(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Where a card comes from; with the figures on it, as long as they are remembered."""
    reply = answering.restore(interaction, ref)
    await _put(interaction, ref, provenance.origin(of(interaction), ref, reply) if reply else None)


async def _history(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await _put(interaction, ref, provenance.history(of(interaction), ref))


async def _sides(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Both sides; the whole card where a newer version has only one."""
    services = of(interaction)
    view = provenance.sides(services, ref)
    if view is None:
        await answering.show(interaction, ref.at(Do.OPEN, page=0))
    else:
        await answering.put(interaction, view)


async def _found(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """What was found, in the other language: it stands in the select of the message itself."""
    services = of(interaction)
    components = [one.to_dict() for one in interaction.message.components] if interaction.message else []
    values = [option["value"] for part in walk(components) for option in part.get("options") or ()]
    items = [found for value in values if (found := finding.read(services, value))]
    view = lists.found(services, items, ref.language) if items else lists.topics(services, ref.language)
    await answering.put(interaction, view)


async def _pick_found(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    services = of(interaction)
    found = finding.read(services, values[0])
    await _put(interaction, ref, opened(services, found, ref.language) if found else None)


def opened(services: Services, found: Found, language: Language) -> ui.LayoutView | None:
    """The page of something that was found."""
    if found.sort is Sort.TOPIC:
        return lists.topic(services, Ref(Do.TOPIC, found.id, language, 1))
    if found.sort is Sort.TERM:
        return glossary.term(services, Ref(Do.TERM, found.id, language))
    if found.sort is Sort.SOURCE:
        back = sourcing.listing(services.desk.assistant.base.sources[found.id], language)
        return sourcing.source(services, Ref(Do.SOURCE, found.id, language, 1), back)
    ref = Ref(Do.OPEN, found.id, language)
    reply = services.desk.assistant.show(found.id, language)
    return services.cards.card(reply, ref, back=ways.to_topic(services, ref))


async def _put(interaction: Interaction, ref: Ref, view: ui.LayoutView | None) -> None:
    """Show a page, or say that what it is about is no longer there."""
    if view is None:
        await answering.lost(interaction, ref)
    else:
        await answering.put(interaction, view)


ACTS: dict[Do, Act] = {
    Do.TOPICS: _topics,
    Do.TOPIC: _topic,
    Do.PICK_ENTRY: _pick_entry,
    Do.PICK_SOURCE: _pick_source,
    Do.PICK_TOPIC: _topic,
    Do.ORIGIN: _origin,
    Do.HISTORY: _history,
    Do.SIDES: _sides,
    Do.SOURCES: _sources,
    Do.SOURCE: _source,
    Do.PICK_TIER: _sources,
    Do.TERMS: _terms,
    Do.TERM: _term,
    Do.PICK_TERM: _term,
    Do.FOUND: _found,
    Do.PICK_FOUND: _pick_found,
}
