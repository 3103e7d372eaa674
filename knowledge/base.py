"""The knowledge base in memory: what the loader builds and everything else reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.glossary import Glossary
from knowledge.lexicon import Lexicon
from knowledge.model import Entry, Kind, Policy, Source, Topic
from knowledge.reading import Document, Place, Problem


@dataclass(frozen=True)
class KnowledgeBase:
    """All published knowledge, read-only. ``version`` names the content: newest review date and a hash."""

    entries: Mapping[str, Entry]
    sources: Mapping[str, Source]
    topics: tuple[Topic, ...]
    policy: Policy
    lexicon: Lexicon
    glossary: Glossary
    version: str
    documents: Mapping[str, Document]  # entry or source id (or policy.yaml) → its file, for messages
    retired: Mapping[str, Entry] = field(default_factory=dict)  # no longer published; known to old buttons alone

    def in_topic(self, topic_id: str) -> tuple[Entry, ...]:
        """Entries of one topic, in the order of their ids' files."""
        return tuple(entry for entry in self.entries.values() if entry.group == topic_id)

    def answers(self) -> tuple[Entry, ...]:
        """Entries that answer, that is all but the redirects."""
        return tuple(entry for entry in self.entries.values() if entry.type is not Kind.REDIRECT)

    def resting_on(self, source_id: str) -> tuple[Entry, ...]:
        """Entries with at least one claim that cites the source."""
        return tuple(
            entry
            for entry in self.entries.values()
            if any(cite.src == source_id for claim in entry.all_claims() for cite in claim.cites)
        )

    def problem(self, owner: str, place: Place, rule: str, what: str, fix: str) -> Problem:
        """A problem located in the file of an entry or source."""
        document = self.documents[owner]
        return Problem(document.file, document.line(place), rule, what, fix)
