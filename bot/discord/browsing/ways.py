"""The way back from a card that was reached by browsing: read from the message itself, so it outlives a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.discord.cards.render import subject
from bot.discord.ids import NOTHING, SOURCES, WHICH, Do, Ref, read
from bot.discord.limits import LIST_PAGE
from bot.discord.services import Services
from bot.reply import Reply
from knowledge.base import KnowledgeBase

BACK = frozenset({Do.TOPIC, Do.SOURCE, Do.TERM})  # pages that lead to a card; on a card only the way back names one


def from_list(base: KnowledgeBase, ref: Ref) -> Ref | None:
    """The list on which a question was picked; ``None`` where it was picked elsewhere, such as on a card."""
    blank = replace(ref, browsing=False, note="", version=None, page=max(ref.page, 1))
    if any(topic.id == ref.subject for topic in base.topics):
        return replace(blank, do=Do.TOPIC)
    return replace(blank, do=Do.SOURCE) if ref.subject in base.sources else None


def kept(ref: Ref, shown: Iterable[str]) -> Ref | None:
    """The way back that a message holds, in the language of what is opened now.

    Args:
        ref: what was pressed.
        shown: the custom_ids on the message.
    """
    found = (read(one) for one in shown)
    return next((replace(one, language=ref.language) for one in found if one and one.do in BACK), None)


def to_choices(ref: Ref, first: Reply | None) -> Ref | None:
    """The question back from which a card was picked, as long as it can be shown again; ``None`` elsewhere.

    Args:
        ref: what was pressed.
        first: what its user was answered with first, where that is still remembered.
    """
    if first is None or subject(first) != WHICH:
        return None
    offered = ref.subject == NOTHING or ref.subject in {choice.entry for choice in first.choices}
    return Ref(Do.OPEN, WHICH, ref.language, note=ref.note) if offered else None


def from_choices(services: Services, ref: Ref, shown: Iterable[str]) -> Ref | None:
    """Where the way back to a forgotten question leads: to the topic of the card on which it stands.

    Args:
        services: the knowledge base.
        ref: what was pressed.
        shown: the custom_ids on the message.
    """
    if ref.subject != WHICH:
        return None
    found = (read(one) for one in shown)
    places = (to_topic(services, replace(one, language=ref.language)) for one in found if one)
    return next((place for place in places if place), None)


def to_topic(services: Services, ref: Ref) -> Ref | None:
    """The page of a topic on which an entry stands; ``None`` for what is no entry."""
    base = services.desk.assistant.base
    entry = base.entries.get(ref.subject)
    if entry is None:
        return None
    place = [one.id for one in base.in_topic(entry.group)].index(entry.id)
    return Ref(Do.TOPIC, entry.group, ref.language, place // LIST_PAGE + 1)


def from_source(ref: Ref, shown: Iterable[str]) -> Ref:
    """Where a source was opened: the sources of a card or a list of sources, as its own page still says."""
    found = [read(one) for one in shown]
    for one in found:
        if one and one.do in {Do.ORIGIN, Do.SOURCES}:
            return replace(one, language=ref.language)
    return Ref(Do.SOURCES, SOURCES, ref.language)
