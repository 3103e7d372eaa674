"""What a search of ``/browse`` finds: topics, questions, sources and terms by their names, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from bot import language as languages
from bot import terms
from bot.discord.services import Services
from bot.language import Language
from bot.naming import Found, Sort, bare
from bot.wordbook import content

MOST = 8  # of each sort
LIKELY = 0.0005  # a question that is judged less likely than this has nothing to do with what was typed


class Section(StrEnum):
    """A part of what there is to browse, as the command names it."""

    TOPICS = "topics"
    SOURCES = "sources"
    GLOSSARY = "glossary"


SORTS = {
    Section.TOPICS: (Sort.TOPIC, Sort.ENTRY),
    Section.SOURCES: (Sort.SOURCE,),
    Section.GLOSSARY: (Sort.TERM,),
}


def read(services: Services, value: str) -> Found | None:
    """What a suggestion stands for; ``None`` for free text, and for what is no longer there."""
    sort, _, name = value.partition(":")
    if sort not in set(Sort):
        return None
    base = services.desk.assistant.base
    there: dict[Sort, Iterable[str]] = {
        Sort.TOPIC: [topic.id for topic in base.topics],
        Sort.ENTRY: base.entries,
        Sort.SOURCE: base.sources,
        Sort.TERM: [term.id for term in base.glossary.terms],
    }
    return Found(Sort(sort), name) if name in there[Sort(sort)] else None


def title(services: Services, found: Found, language: Language) -> str:
    """What something is called in a language."""
    base = services.desk.assistant.base
    if found.sort is Sort.TERM:
        return terms.both_names(next(term for term in base.glossary.terms if term.id == found.id), language)
    if found.sort is Sort.TOPIC:
        both = next(topic.title for topic in base.topics if topic.id == found.id)
    else:
        both = base.entries[found.id].question if found.sort is Sort.ENTRY else base.sources[found.id].short
    return content(both.zh, both.en, language)


def language_of(text: str, locale: Language) -> Language:
    """The language to look around in: the reader's own, or Chinese where it is typed; English terms are everybody's."""
    typed = languages.choose(text, locale)
    return locale if typed is Language.EN else typed


def named(services: Services, text: str, section: Section | None = None) -> Found | None:
    """The one thing that a text names, or that a suggestion stands for; ``None`` where there is none, or several."""
    suggested = read(services, text)
    wanted = bare(text)
    exact = [found for found, names in _known(services, section) if wanted in names]
    return suggested or (exact[0] if len(exact) == 1 else None)


def find(services: Services, text: str, language: Language, section: Section | None = None) -> tuple[Found, ...]:
    """All that come near a text, those first that go by it; nothing where it means nothing here.

    Args:
        services: the desk.
        text: what was typed.
        language: of the questions that are looked through.
        section: the only part to look in.
    """
    sorts = SORTS[section] if section else tuple(Sort)
    wanted = bare(text)
    if not wanted:
        return ()
    known = list(_known(services, section))
    found = [one for one, names in known if wanted in names]
    if Sort.TERM in sorts:
        found += [Found(Sort.TERM, term.id) for term in services.desk.assistant.base.glossary.find(text)]
    if Sort.ENTRY in sorts:
        likely = services.desk.assistant.suggestions(text, language, MOST, LIKELY)
        found += [Found(Sort.ENTRY, choice.entry) for choice in likely]
    if len(wanted) > 1:
        parts = [bare(part) for part in text.split()]
        found += [one for one, names in known if any(all(part in name for part in parts) for name in names)]
    return tuple(_few_of_each(found))


def start(services: Services, section: Section | None = None) -> tuple[Found, ...]:
    """What is offered before anything is typed."""
    base = services.desk.assistant.base
    pinned = [Found(Sort.ENTRY, entry) for entry in base.policy.pinned]
    topics = [Found(Sort.TOPIC, topic.id) for topic in base.topics if base.in_topic(topic.id)]
    known = [found for found, _ in _known(services, section)]
    return tuple([*topics, *pinned] if section in {None, Section.TOPICS} else known[:MOST])


def _few_of_each(found: Iterable[Found]) -> Iterator[Found]:
    """Each once, best first, and no more of a sort than a reader looks through."""
    counts = dict.fromkeys(Sort, 0)
    for one in dict.fromkeys(found):
        counts[one.sort] += 1
        if counts[one.sort] <= MOST:
            yield one


def _known(services: Services, section: Section | None) -> Iterator[tuple[Found, tuple[str, ...]]]:
    """Everything there is to find in a section, with its names as they are compared."""
    sorts = SORTS[section] if section else tuple(Sort)
    return ((found, names) for found, names in services.desk.names.known if found.sort in sorts)
