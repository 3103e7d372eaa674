"""The terms of the trade in both languages: what each is called, what it means in a line, what not to call it."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from knowledge.model import Bilingual, EntryId, Frozen, Key, Words
from knowledge.text import normalise, to_traditional

ALIKE = 78  # of 100; below this two words are different words


class Avoid(Frozen):
    """A word that misleads, with the reason in both languages."""

    words: Words
    zh: Words
    en: Words


class Term(Frozen):
    """A term.

    Attributes:
        id: its name in files.
        en: what it is called in English.
        zh: what it is called in Simplified Chinese.
        hant: what it is called in Traditional Chinese, where that is not what conversion makes of ``zh``.
        abbr: abbreviations.
        also: other words for it that people and official pages use.
        meaning: one line.
        avoid: words that are better not used for it.
        concept: the concept of the lexicon whose forms the names of this term are, too.
        entry: the entry that explains it with its sources.
    """

    id: Key
    en: Words
    zh: Words
    hant: Words | None = None
    abbr: tuple[Words, ...] = ()
    also: tuple[Words, ...] = ()
    meaning: Bilingual
    avoid: tuple[Avoid, ...] = ()
    concept: Key | None = None
    entry: EntryId

    @property
    def traditional(self) -> str:
        """What it is called in Traditional Chinese."""
        return self.hant or to_traditional(self.zh)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to write it: names, abbreviations, other words."""
        own_zh, _, remark = self.zh.partition("（")
        parts = (self.en, own_zh, remark.rstrip("）"), *self.abbr, *self.also)
        return tuple(dict.fromkeys(part for part in parts if part))


class Glossary:
    """All terms, findable by any of their names."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms: tuple[Term, ...] = tuple(terms)
        self._by_form: dict[str, Term] = {}
        for names in ("exact", "all"):  # the names proper win over other words for something else
            for term in self.terms:
                for form in (term.en, term.zh, term.id) if names == "exact" else term.forms:
                    self._by_form.setdefault(normalise(form), term)

    def find(self, text: str, limit: int = 5) -> tuple[Term, ...]:
        """The terms that a text may mean, best first; a name written out is the only one."""
        wanted = normalise(text)
        if not wanted:
            return ()
        if wanted in self._by_form:
            return (self._by_form[wanted],)
        inside = [term for form, term in self._by_form.items() if wanted in form or (len(form) > 2 and form in wanted)]
        close = extract(wanted, self._by_form.keys(), scorer=ratio, score_cutoff=ALIKE, limit=limit)
        found = {term.id: term for term in (*(self._by_form[form] for form, _, _ in close), *inside)}
        return tuple(found.values())[:limit]
