"""The bilingual concept lexicon: which things of this trade a question mentions, whatever words it uses.

``lexicon/concepts-*.yaml`` list the surface forms of each concept as people write them. Matching runs over
the normal form of :func:`knowledge.text.normalise`: English by whole stemmed words, Chinese by characters
next to each other; the longest form wins and no two mentions overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError, model_validator
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from knowledge.model import Frozen, Key, Words
from knowledge.negation import Element, is_negated
from knowledge.reading import Document, Problem, read
from knowledge.text import HAN, normalise, stem

NEGATION = "negation"  # the concept whose forms are themselves negations
ORDINARY = "ordinary"  # the concept of words that only look like others: taken, but never reported

_ELEMENT = re.compile(f"[a-z0-9][a-z0-9-]*|[{HAN}]")
_SHORTEST_TO_MEND = 6  # letters; shorter words have too many honest neighbours
_LIKENESS = 0.85  # one slip in seven letters, two in fourteen


class Concept(Frozen):
    """One thing that people ask about, and the ways in which they write it."""

    id: Key
    critical: bool = False  # whether it changes which entry is right
    en: tuple[Words, ...] = ()
    zh: tuple[Words, ...] = ()  # Simplified, or mixed with English
    note: Words | None = None

    @model_validator(mode="after")
    def _has_a_form(self) -> Concept:
        if not self.en and not self.zh:
            raise ValueError("a concept without any form is never found; list how people write it")
        return self


class Hit(NamedTuple):
    """A mention of a concept in a normal form, from ``start`` up to ``end``."""

    concept: str
    start: int
    end: int
    negated: bool


@dataclass
class _Node:
    """A place in the tree of forms: what may follow, and the concept of a form that ends here."""

    after: dict[str, _Node] = field(default_factory=dict)
    concept: str | None = None


def _elements(normalised: str) -> list[Element]:
    return [Element(found[0], found.start(), found.end()) for found in _ELEMENT.finditer(normalised)]


@dataclass(frozen=True)
class Fault:
    """A form that cannot be matched, or that another concept owns already."""

    concept: str
    language: str
    index: int  # which form of that language
    form: str
    owner: str | None  # None: nothing of it is left in normal form


class Lexicon:
    """All concepts, compiled for matching; immutable once built."""

    def __init__(self, concepts: Iterable[Concept], more: Mapping[str, Iterable[str]] | None = None) -> None:
        self.concepts: tuple[Concept, ...] = tuple(concepts)
        self._root = _Node()
        words: set[str] = set()
        targets: set[str] = set()  # what a misspelt word may be mended to
        faults: list[Fault] = []
        for concept in self.concepts:
            for language, forms in (("en", concept.en), ("zh", concept.zh)):
                for index, form in enumerate(forms):
                    elements = [element.word for element in _elements(normalise(form))]
                    words.update(elements)
                    targets.update(elements if concept.id != ORDINARY else ())
                    owner = self._plant(elements, concept.id)
                    if owner != concept.id:
                        faults.append(Fault(concept.id, language, index, form, owner))
        for concept_id, further in (more or {}).items():
            for form in further:
                elements = [element.word for element in _elements(normalise(form))]
                words.update(elements)
                self._plant(elements, concept_id)
        self.faults: tuple[Fault, ...] = tuple(faults)
        self._known = frozenset(stem(word) for word in words)
        # by first letter: people get that one right, and words that differ there are other words
        self._vocabulary: dict[str, list[str]] = {}
        for word in sorted(targets):
            if len(word) >= _SHORTEST_TO_MEND and word.isascii() and word.isalpha():
                self._vocabulary.setdefault(word[0], []).append(word)
        self._mended = lru_cache(maxsize=4096)(self._mend)

    def _plant(self, words: list[str], concept: str) -> str | None:
        """Enter a form; return the concept that owns it now."""
        if not words:
            return None
        node = self._root
        for word in words:
            node = node.after.setdefault(stem(word), _Node())
        node.concept = node.concept or concept
        return node.concept

    def _mend(self, word: str) -> str:
        """The stem of a word, or of the lexicon's word that it is most likely a slip of."""
        own = stem(word)
        if own in self._known or len(own) < _SHORTEST_TO_MEND or not word.isalpha():
            return own
        candidates = self._vocabulary.get(word[0], [])
        close = extractOne(word, candidates, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS)
        return stem(close[0]) if close else own

    def hits(self, normalised: str) -> tuple[Hit, ...]:
        """The mentions in a normal form, in order. The longest form wins; where two are as long, the first."""
        elements = _elements(normalised)
        keys = [self._mended(e.word) if e.word.isascii() else e.word for e in elements]
        found = sorted(self._matches(elements, keys), key=lambda m: (m[0] - m[1], m[2]))
        taken = bytearray(len(elements))
        chosen: list[tuple[int, int, str]] = []
        for _, _, first, last, concept in found:
            if not any(taken[first : last + 1]):
                taken[first : last + 1] = b"\1" * (last + 1 - first)
                chosen.append((first, last, concept))
        return tuple(self._hits_in_order(elements, sorted(chosen)))

    def _matches(self, elements: list[Element], keys: list[str]) -> Iterator[tuple[int, int, int, int, str]]:
        """Every form that stands in the text: its start, end, first and last element, and concept."""
        root = self._root.after
        for first, key in enumerate(keys):
            node = root.get(key)
            last = first
            while node is not None:
                if node.concept is not None:
                    yield elements[first].start, elements[last].end, first, last, node.concept
                last += 1
                if last == len(keys):
                    break
                broken = elements[last].start != elements[last - 1].end
                if broken and not (keys[last].isascii() or keys[last - 1].isascii()):
                    break  # punctuation stood between two Han characters
                node = node.after.get(keys[last])

    def _hits_in_order(self, elements: list[Element], chosen: list[tuple[int, int, str]]) -> Iterator[Hit]:
        free_from = 0
        for first, last, concept in chosen:
            if concept == ORDINARY:
                free_from = last + 1
                continue
            negated = concept != NEGATION and is_negated(elements, first, last, free_from)
            yield Hit(concept, elements[first].start, elements[last].end, negated)
            if concept != NEGATION:
                free_from = last + 1

    @classmethod
    def load(
        cls, folder: Traversable | Path, more: Mapping[str, Iterable[str]] | None = None
    ) -> tuple[Lexicon, list[Problem]]:
        """Read ``concepts-*.yaml`` of a folder. What cannot be used is left out and reported.

        Args:
            folder: where the files lie.
            more: further forms by concept, such as those of the glossary; the lexicon's own win.
        """
        root = Path(str(folder))
        problems: list[Problem] = []
        concepts: dict[str, Concept] = {}
        places: dict[str, tuple[Document, int]] = {}
        for path in sorted(root.glob("concepts-*.yaml")):
            document, found = read(path, f"{root.name}/{path.name}")
            problems += found
            for index, concept in _concepts(document, problems):
                if concept.id in concepts:
                    what = f"the concept `{concept.id}` stands twice"
                    problems.append(Problem(document.file, document.line((index,)), "lexicon", what, "merge the two"))
                    continue
                concepts[concept.id] = concept
                places[concept.id] = document, index
        if not concepts:
            fix = "add concepts-*.yaml, each a list of concepts"
            problems.append(Problem(root.name, 1, "lexicon", "there is no concept in this folder", fix))
        lexicon = cls(concepts.values(), more or {})
        problems += (_problem(fault, *places[fault.concept]) for fault in lexicon.faults)
        return lexicon, problems


def _concepts(document: Document, problems: list[Problem]) -> Iterator[tuple[int, Concept]]:
    """The concepts of a file with their index in it; what is no concept goes to ``problems``."""
    if not isinstance(document.value, list):
        what, fix = "this is not a list of concepts", "start every concept with `- id:`"
        problems.append(Problem(document.file, 1, "lexicon", what, fix))
        return
    for index, item in enumerate(document.value):
        try:
            yield index, Concept.model_validate(item)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                where = ".".join(str(part) for part in fault["loc"])
                line = document.line((index, *fault["loc"]))
                what = f"`{where}`: {fault['msg']}" if where else fault["msg"]
                problems.append(Problem(document.file, line, "lexicon", what, "compare with the concepts around it"))


def _problem(fault: Fault, document: Document, index: int) -> Problem:
    line = document.line((index, fault.language, fault.index))
    if fault.owner is None:
        what, fix = f"nothing is left of `{fault.form}` for matching", "use Latin letters, digits or Han characters"
    else:
        what = f"`{fault.form}` of `{fault.concept}` belongs to `{fault.owner}` already"
        fix = "keep it in one of the two, or make it longer"
    return Problem(document.file, line, "lexicon", what, fix)
