"""What differs between the knowledge that is served and the files as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.model import Entry


@dataclass(frozen=True)
class Difference:
    """Entries by what happened to them, and how many changed in each language.

    Attributes:
        added: new entries.
        changed: entries that say something else, or say it otherwise.
        retired: entries that are no longer there.
        zh: how many of the changed ones changed in Chinese.
        en: how many in English.
        other: whether something else changed: sources, glossary, the matcher's words.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    zh: int
    en: int
    other: bool

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to apply."""
        return not (self.added or self.changed or self.retired or self.other)


def difference(old: KnowledgeBase, new: KnowledgeBase) -> Difference:
    """Compare two knowledge bases."""
    both = old.entries.keys() & new.entries.keys()
    changed = tuple(sorted(name for name in both if old.entries[name] != new.entries[name]))
    texts = {
        language: sum(_texts(old.entries[name], language) != _texts(new.entries[name], language) for name in changed)
        for language in ("zh", "en")
    }
    return Difference(
        tuple(sorted(new.entries.keys() - old.entries.keys())),
        changed,
        tuple(sorted(old.entries.keys() - new.entries.keys())),
        texts["zh"],
        texts["en"],
        old.version != new.version and old.entries == new.entries,
    )


def _texts(entry: Entry, language: str) -> list[str]:
    return list(_said(entry.model_dump(), language))


def _said(value: Any, language: str) -> Iterator[str]:  # noqa: ANN401 - whatever a model holds
    """Every text in a language, in order."""
    if isinstance(value, dict):
        if isinstance(value.get(language), str):
            yield value[language]
        for one in value.values():
            yield from _said(one, language)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _said(one, language)
