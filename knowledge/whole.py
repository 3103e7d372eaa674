"""The lints that look at the knowledge as a whole: wordings across entries, the registry of sources, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from knowledge import wording
from knowledge.base import KnowledgeBase
from knowledge.loader import term_owner
from knowledge.reading import Problem
from knowledge.text import normalise

WholeRule = Callable[[KnowledgeBase, date, frozenset[str]], Iterator[Problem]]


def wordings_are_unique(base: KnowledgeBase, today: date, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """A phrasing or question belongs to one entry, whatever its script, case and spaces, and stands there once."""
    del today, elsewhere
    seen: dict[str, str] = {}
    for entry in base.entries.values():
        own: set[str] = set()
        for index, phrasing in enumerate(entry.ask):
            key = normalise(phrasing.text)
            other = seen.setdefault(key, entry.id)
            if other != entry.id:
                what = f"“{phrasing.text}” is also a phrasing of `{other}`"
                yield base.problem(
                    entry.id, ("ask", index), "same-wording", what, "keep it where it belongs by the scope lines"
                )
            elif key in own:
                what = f"“{phrasing.text}” stands twice"
                yield base.problem(entry.id, ("ask", index), "same-wording", what, "take one out, or word it anew")
            own.add(key)
    for entry in base.entries.values():
        for language in ("zh", "en"):
            other = seen.setdefault(normalise(getattr(entry.question, language)), entry.id)
            if other != entry.id:
                what = f"the {language} question is also a wording of `{other}`"
                yield base.problem(
                    entry.id, ("question", language), "same-wording", what, "word one of the two differently"
                )


def sources_are_tidy(base: KnowledgeBase, today: date, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """Every source is cited, has an address of its own, and was not opened in the future."""
    every = (*base.entries.values(), *base.retired.values())  # a retired file keeps its sources
    cited = {cite.src for entry in every for claim in entry.all_claims() for cite in claim.cites}
    addresses: dict[str, str] = {}
    for source in base.sources.values():
        if source.id not in cited | elsewhere:
            what = f"source `{source.id}` is cited by no claim"
            yield base.problem(source.id, ("id",), "unused-source", what, "cite it or take it out")
        other = addresses.setdefault(source.url.rstrip("/"), source.id)
        if other != source.id:
            what = f"source `{source.id}` has the address of `{other}`"
            yield base.problem(
                source.id, ("url",), "same-address", what, "register each address once; tell passages apart by locator"
            )
        if source.accessed > today:
            what = f"source `{source.id}` is said to be opened on {source.accessed}, which is yet to come"
            yield base.problem(source.id, ("accessed",), "source-date", what, "write the day on which it was opened")


def calculator_is_covered(base: KnowledgeBase, today: date, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """What the calculator cites is registered."""
    del today
    for source_id in sorted(elsewhere - base.sources.keys()):
        what = f"the calculator cites `{source_id}`, which is not registered"
        yield Problem("calc/authorities.py", 1, "unknown-source", what, "register it in knowledge/sources/")


def checks_are_past(base: KnowledgeBase, today: date, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """No claim was checked, and no version made, in the future."""
    del elsewhere
    for entry in (*base.entries.values(), *base.retired.values()):
        days = [(claim.key, claim.checked.on) for claim in entry.all_claims()]
        days += [(f"version {change.v}", change.on) for change in entry.changes]
        days += [("retirement", entry.retired.on)] if entry.retired else []
        for what, day in days:
            if day > today:
                text = f"{what} is dated {day}, which is yet to come"
                yield base.problem(entry.id, ("id",), "check-date", text, "write the day on which it was done")


def terms_are_sound(base: KnowledgeBase, today: date, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """A term is a line in both languages, well set, and no name of it belongs to another term."""
    del today, elsewhere
    owners: dict[str, str] = {}
    for term in base.glossary.terms:
        owner = term_owner(term)
        for name in (term.en, term.zh, *term.abbr):
            other = owners.setdefault(normalise(name), term.id)
            if other != term.id:
                what = f"“{name}” also names the term `{other}`"
                yield base.problem(owner, ("id",), "same-term", what, "keep it with one of the two")
        lengths = ((wording.han_count(term.meaning.zh), 45), (wording.word_count(term.meaning.en), 25))
        if any(length > most for length, most in lengths):
            what = f"the meaning of `{term.id}` is longer than one line (45 汉字, 25 words)"
            yield base.problem(owner, ("meaning",), "term-length", what, "shorten it; the entry explains the rest")
        for text in (term.zh, term.meaning.zh, *(avoid.zh for avoid in term.avoid)):
            for piece, rule in wording.typography(text):
                yield base.problem(owner, ("meaning",), "typography", f"…{piece}…", rule)


WHOLE_RULES: tuple[WholeRule, ...] = (
    wordings_are_unique,
    sources_are_tidy,
    calculator_is_covered,
    checks_are_past,
    terms_are_sound,
)
