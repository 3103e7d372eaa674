"""Everything there is to browse, by the names that it goes by, made ready to be compared once for a knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.base import KnowledgeBase
from knowledge.model import Kind
from knowledge.text import normalise


class Sort(StrEnum):
    """What there is to find."""

    TOPIC = "topic"
    ENTRY = "entry"
    SOURCE = "source"
    TERM = "term"


@dataclass(frozen=True)
class Found:
    """Something by its sort and id."""

    sort: Sort
    id: str

    def __str__(self) -> str:
        return f"{self.sort}:{self.id}"


def bare(text: str) -> str:
    """A name by its letters and digits alone, so that IRC 402 names IRC §402."""
    return "".join(letter for letter in normalise(text).replace("section", "") if letter.isalnum())


class Names:
    """The names of a knowledge base, in both languages; it changes no more, so neither do they.

    Attributes:
        known: each thing with its names as they are compared, in the order in which they are offered.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        """Make every name ready: some 40 ms, so not while somebody types."""
        self.known = tuple((found, tuple(map(bare, names))) for found, names in _names(base))


def _names(base: KnowledgeBase) -> Iterator[tuple[Found, tuple[str, ...]]]:
    for topic in base.topics:
        if base.in_topic(topic.id):
            yield Found(Sort.TOPIC, topic.id), (topic.title.zh, topic.title.en)
    for term in base.glossary.terms:
        yield Found(Sort.TERM, term.id), (*term.forms, term.zh)
    for entry in base.entries.values():
        if entry.type is not Kind.REDIRECT:
            yield Found(Sort.ENTRY, entry.id), (entry.question.zh, entry.question.en)
    for source in base.sources.values():
        yield Found(Sort.SOURCE, source.id), (source.short.zh, source.short.en, source.title)
