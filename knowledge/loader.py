"""Read the knowledge files into a :class:`KnowledgeBase`, collecting every problem before failing once.

The packaged files come first; files of an overlay folder (setting ``knowledge_dir``)
replace entries and sources of the same id and add new ones, and survive upgrades.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.base import KnowledgeBase
from knowledge.glossary import Glossary, Term
from knowledge.lexicon import Lexicon
from knowledge.model import Claim, Entry, Policy, Source, Topic
from knowledge.reading import Document, Place, Problem, read
from knowledge.text import has_han

Item = TypeVar("Item", bound=BaseModel)
POLICY = "policy.yaml"
GLOSSARY = "glossary.yaml"
DRAFTS = "drafts"

# pydantic's wording is for programmers; these are the ones that a curator meets
_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("`{field}` is missing", "add it; the other entries show how"),
    "extra_forbidden": ("`{field}` is not a field that exists", "look for a misspelling, or take it out"),
    "string_too_short": ("`{field}` is empty", "write the text"),
    "too_short": ("`{field}` has too few items ({message})", "add the missing ones"),
    "too_long": ("`{field}` has too many items ({message})", "shorten it"),
    "enum": ("`{field}` has a value that is not on the list ({message})", "use one of the listed words"),
    "literal_error": ("`{field}` has a value that is not on the list ({message})", "use one of the listed words"),
    "string_pattern_mismatch": ("`{field}` is not written as it must be", "ids: a-z, 0-9 and -; addresses: https://…"),
    "date_from_datetime_parsing": ("`{field}` is not a date", "write it as 2026-11-25"),
    "value_error": ("{message}", "mend it as the message says"),
}


class KnowledgeError(Exception):
    """The knowledge files do not hold together. ``problems`` lists all that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def packaged() -> Path:
    """The folder with the knowledge that ships with the package."""
    return Path(str(resources.files("knowledge")))


def _explain(document: Document, error: ValidationError, inside: Place = ()) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        place = (*inside, *item["loc"])
        field = ".".join(str(part) for part in item["loc"]) or "the file"
        what, fix = _WORDS.get(item["type"], ("`{field}`: {message}", "mend the value"))
        message = item["msg"].removeprefix("Value error, ")
        yield Problem(document.file, document.line(place), "schema", what.format(field=field, message=message), fix)


class _Collector:
    """Gathers parsed files, problems and a hash of everything that was read."""

    def __init__(self, *roots: Path | None) -> None:
        self.roots = [root for root in roots if root]
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.broken: set[str] = set()  # ids whose own fault is told already, so that references to them are none
        self._given_by: dict[str, Path] = {}  # id → the folder whose file it was read from
        self._hash = hashlib.sha256()

    def files(self, pattern: str) -> Iterator[tuple[Path, str]]:
        for root in self.roots:
            for path in sorted(root.glob(pattern)):
                yield path, f"{root.name}/{path.relative_to(root).as_posix()}"

    def is_second(self, item_id: str, path: Path) -> bool:
        """Whether the folder of this file gave the id already: an overlay may replace an item, a folder may not."""
        root = next(root for root in reversed(self.roots) if path.is_relative_to(root))
        before = self._given_by.get(item_id)
        self._given_by[item_id] = root
        return before == root

    def parse(self, path: Path, shown_as: str) -> Document | None:
        self._hash.update(shown_as.encode() + b"\0" + path.read_bytes())
        document, problems = read(path, shown_as)
        self.problems += problems
        if document.value is None and not problems:
            self.problems.append(Problem(shown_as, 1, "schema", "the file is empty", "fill it or delete it"))
        return document if document.value is not None else None

    def entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for path, shown_as in self.files("entries/*/*.yaml"):
            document = self.parse(path, shown_as)
            if document is None:
                self.broken.add(path.stem)
                continue
            try:
                entry = Entry.model_validate(document.value)
            except ValidationError as error:
                self.problems += _explain(document, error)
                self.broken.add(path.stem)
                continue
            if (entry.group, entry.id) != (path.parent.name, path.stem):
                what = f"the file says {entry.group}/{entry.id} but lies at {path.parent.name}/{path.stem}"
                fix = "move the file, or mend `id` and `group`"
                self.problems.append(Problem(shown_as, document.line(("id",)), "place", what, fix))
                self.broken |= {entry.id, path.stem}
                continue
            if self.is_second(entry.id, path):
                what = f"there is another entry `{entry.id}` (in {self.documents[entry.id].file})"
                self.problems.append(Problem(shown_as, document.line(("id",)), "place", what, "keep one of the two"))
            found[entry.id] = entry
            self.documents[entry.id] = document
        return found

    def sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for path, shown_as in self.files("sources/*.yaml"):
            for document, index, source in self.listed(path, shown_as, Source):
                if self.is_second(source.id, path):
                    what = f"the id `{source.id}` is given twice (also in {self.documents[source.id].file})"
                    line = document.line((index, "id"))
                    self.problems.append(Problem(shown_as, line, "place", what, "keep one of the two"))
                found[source.id] = source
                lines = {place[1:]: line for place, line in document.lines.items() if place[:1] == (index,)}
                self.documents[source.id] = Document(shown_as, None, lines)
        return found

    def terms(self) -> list[Term]:
        found: dict[str, Term] = {}
        for path, shown_as in self.files(GLOSSARY):
            for document, index, term in self.listed(path, shown_as, Term):
                if self.is_second(f"term {term.id}", path):
                    what = f"the term `{term.id}` stands twice"
                    line = document.line((index, "id"))
                    self.problems.append(Problem(document.file, line, "place", what, "keep one of the two"))
                found[term.id] = term
                lines = {place[1:]: line for place, line in document.lines.items() if place[:1] == (index,)}
                self.documents[term_owner(term)] = Document(shown_as, None, lines)
        return list(found.values())

    def listed(self, path: Path, shown_as: str, model: type[Item]) -> Iterator[tuple[Document, int, Item]]:
        document = self.parse(path, shown_as)
        if document is None:
            return
        rows = document.value if isinstance(document.value, list) else [document.value]
        for index, row in enumerate(rows):
            try:
                yield document, index, model.model_validate(row)
            except ValidationError as error:
                self.problems += _explain(document, error, (index,))
                if isinstance(row, dict):
                    self.broken.add(str(row.get("id")))

    def policy(self) -> Policy | None:
        policy: Policy | None = None
        for path, shown_as in self.files(POLICY):
            document = self.parse(path, shown_as)
            if document is None:
                continue
            try:
                policy = Policy.model_validate(document.value)
                self.documents[POLICY] = document
            except ValidationError as error:
                self.problems += _explain(document, error)
        return policy

    def version(self, entries: Iterable[Entry]) -> str:
        newest = max((entry.reviewed_on for entry in entries), default=None)
        return f"{newest.isoformat() if newest else 'empty'}+{self._hash.hexdigest()[:8]}"


def _unresolved(base: KnowledgeBase, broken: Set[str]) -> Iterator[Problem]:
    """References that lead nowhere: without these resolved, no card can be shown safely."""
    entries, sources = base.entries.keys() | broken, base.sources.keys() | broken
    for entry in base.entries.values():
        for place, claim in places(entry):
            for index, cite in enumerate(claim.cites):
                if cite.src not in sources:
                    what = f"claim `{claim.key}` cites `{cite.src}`, which is not a registered source"
                    fix = "mend the id, or register the source in knowledge/sources/"
                    yield base.problem(entry.id, (*place, "cites", index), "unknown-source", what, fix)
        for field in ("not_this", "related"):
            for index, other in enumerate(getattr(entry, field)):
                if other not in entries or other == entry.id:
                    state = "retired" if other in base.retired else "not another entry"
                    what = f"`{field}` names `{other}`, which is {state}"
                    yield base.problem(entry.id, (field, index), "unknown-entry", what, "mend the id or take it out")
        if entry.group not in {topic.id for topic in base.topics} | broken:
            what = f"group `{entry.group}` is not in topics.yaml"
            yield base.problem(entry.id, ("group",), "unknown-topic", what, "mend it, or add the topic")
    yield from _unresolved_successors(base, entries)
    yield from _unresolved_pins(base, entries)
    yield from _unresolved_terms(base, entries)


def _unresolved_successors(base: KnowledgeBase, entries: Set[str]) -> Iterator[Problem]:
    for entry in base.retired.values():
        successor = entry.retired.successor if entry.retired else None
        if successor and successor not in entries:
            state = "retired too" if successor in base.retired else "not an entry"
            what = f"the successor `{successor}` is {state}"
            fix = "name an entry that is published, or none"
            yield base.problem(entry.id, ("retired", "successor"), "unknown-entry", what, fix)


def term_owner(term: Term) -> str:
    """The name under which a term's place in the files is known; ids of entries may be the same word."""
    return f"{GLOSSARY}#{term.id}"


def _forms(terms: Iterable[Term]) -> dict[str, list[str]]:
    """The names of the terms by concept: the glossary and the lexicon share them.

    A name of one or two letters, such as AT, is a word of any sentence and no mention.
    """
    forms: dict[str, list[str]] = {}
    for term in terms:
        if term.concept:
            forms.setdefault(term.concept, []).extend(form for form in term.forms if len(form) > 2 or has_han(form))
    return forms


def _unresolved_terms(base: KnowledgeBase, entries: Set[str]) -> Iterator[Problem]:
    concepts = {concept.id for concept in base.lexicon.concepts}
    for term in base.glossary.terms:
        if term.entry not in entries:
            what = f"the term `{term.id}` names `{term.entry}`, which is not an entry"
            yield base.problem(term_owner(term), ("entry",), "unknown-entry", what, "mend the id")
        if term.concept and term.concept not in concepts:
            what = f"the term `{term.id}` names `{term.concept}`, which is not a concept of the lexicon"
            yield base.problem(term_owner(term), ("concept",), "unknown-concept", what, "mend the id or take it out")


def _unresolved_pins(base: KnowledgeBase, entries: Set[str]) -> Iterator[Problem]:
    concepts = {concept.id for concept in base.lexicon.concepts}
    for entry in base.entries.values():
        for index, concept in enumerate(entry.needs):
            if concept not in concepts:
                what = f"`needs` names `{concept}`, which is not a concept of the lexicon"
                yield base.problem(entry.id, ("needs", index), "unknown-concept", what, "mend the id or take it out")
    for field in ("everyday", "contrasts", "small_talk", "own_accounts", "other_accounts", "other_steps"):
        for index, concept in enumerate(getattr(base.policy, field)):
            if concept not in concepts:
                what = f"`{field}` names `{concept}`, which is not a concept of the lexicon"
                yield base.problem(POLICY, (field, index), "unknown-concept", what, "mend the id or take it out")
    for field in ("pinned", "common"):
        for index, entry_id in enumerate(getattr(base.policy, field)):
            if entry_id not in entries:
                what = f"`{field}` names `{entry_id}`, which is not an entry"
                yield base.problem(POLICY, (field, index), "unknown-entry", what, "mend the id or take it out")


def places(entry: Entry) -> Iterator[tuple[Place, Claim]]:
    """Each claim of an entry with the place where it stands in the file."""
    for index, claim in enumerate(entry.claims):
        yield ("claims", index), claim
    if entry.next:
        yield ("next",), entry.next
    for block_index, block in enumerate(entry.details):
        for index, claim in enumerate(block.claims):
            yield ("details", block_index, "claims", index), claim


def load(overlay: Path | None = None, root: Path | None = None, drafts: Path | None = None) -> KnowledgeBase:
    """Build the knowledge base.

    Args:
        overlay: a folder laid out like the packaged one whose files replace or add to it.
        root: the packaged folder; tests name another.
        drafts: a folder of the same layout with what is not published yet; only checks look at it.

    Raises:
        KnowledgeError: with every problem found, if there is any.
    """
    root = root or packaged()
    if overlay and not overlay.is_dir():
        fix = "mend ROTHDESK_KNOWLEDGE_DIR, or make the folder"
        raise KnowledgeError([Problem(str(overlay), 1, "place", "there is no such folder", fix)])
    collector = _Collector(root, overlay, drafts)
    every, sources, policy = collector.entries(), collector.sources(), collector.policy()
    entries = {name: entry for name, entry in every.items() if entry.retired is None}
    retired = {name: entry for name, entry in every.items() if entry.retired is not None}
    topics = {
        topic.id: topic
        for path, shown_as in collector.files("topics.yaml")
        for _, _, topic in collector.listed(path, shown_as, Topic)
    }
    terms = collector.terms()
    lexicon, lexicon_problems = Lexicon.load(root / "lexicon", _forms(terms))
    collector.problems += lexicon_problems
    if policy is None:
        fix = "put policy.yaml back; the packaged one shows its fields"
        collector.problems.append(Problem(POLICY, 1, "schema", "no usable policy.yaml", fix))
        raise KnowledgeError(collector.problems)
    base = KnowledgeBase(
        entries,
        sources,
        tuple(topics.values()),
        policy,
        lexicon,
        Glossary(terms),
        collector.version(entries.values()),
        collector.documents,
        retired,
    )
    collector.problems += _unresolved(base, collector.broken)
    if collector.problems:
        raise KnowledgeError(collector.problems)
    return base
