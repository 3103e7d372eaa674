"""A question that names a tax year: its own sentence comes first, or that the card was not written for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.reply import Calculation, Outcome, Reply, Tone
from bot.wordbook import Wordbook
from knowledge.base import KnowledgeBase
from knowledge.model import Entry, Status

# as text or as a placeholder such as {limit.annual_additions@2026}
_YEAR = re.compile(r"(?<!\d)20[0-9]{2}(?!\d)")
_TOLD_AS = ("year", "tax_year")  # what calculations call their year
_SETTLED = frozenset({Status.RULE, Status.OFFICIAL})


class NamedYear:
    """Puts what a card says of the year that was named in front of what it says of another."""

    def __init__(self, base: KnowledgeBase, words: Wordbook) -> None:
        self._base = base
        self._words = words

    def told(self, reply: Reply, years: Collection[int]) -> Reply:
        """The card of an answer for the years that the question names.

        Args:
            reply: the answer.
            years: what the question names; with several of which one is on the card there is nothing to set right.
        """
        entry = self._base.entries.get(reply.entry or "")
        if entry is None or reply.outcome is not Outcome.ANSWER or not years:
            return reply
        shown = set(_years_of(entry))
        if shown & set(years) or (not shown and set(years) & set(entry.tax_years)):
            return reply
        return self._said_first(reply, entry, max(years)) or self._warned(reply, entry, max(years), shown)

    def _said_first(self, reply: Reply, entry: Entry, year: int) -> Reply | None:
        """The sentence of the long card that is about the year, on top; ``None`` where there is none."""
        claims = (claim for block in entry.details for claim in block.claims)
        key = next((claim.key for claim in claims if str(year) in _YEAR.findall(claim.zh)), None)
        found = next((one for block in reply.blocks for one in block.statements if one.key == key), None)
        if found is None:
            return None
        blocks = (
            block.model_copy(update={"statements": tuple(one for one in block.statements if one is not found)})
            for block in reply.blocks
        )
        update = {
            "verdict": None,  # it is about another year
            "statements": (found, *reply.statements),
            "blocks": tuple(block for block in blocks if block.statements),
        }
        return _toned(reply.model_copy(update=update), settled=found.status in _SETTLED)

    def _warned(self, reply: Reply, entry: Entry, year: int, shown: Collection[int]) -> Reply:
        """The card below the word that its figures are for other years, or that this one was not checked."""
        if year in entry.tax_years:
            if _is_computed_for(year, reply.calculation):
                return reply
            years = reply.language.join(str(one) for one in sorted(shown))
            line = self._words("card.other-year", reply.language, years=years)
        else:
            first, last = min(entry.tax_years), max(entry.tax_years)
            years = str(first) if first == last else f"{first}–{last}"
            line = self._words("card.continues-year", reply.language, years=years, year=year)
        return _toned(reply.model_copy(update={"body": (line, *reply.body)}), settled=False)


def _years_of(entry: Entry) -> Iterator[int]:
    """The years that the short card speaks of."""
    texts = [claim.zh for claim in entry.claims] + ([entry.verdict.zh] if entry.verdict else [])
    return (int(year) for text in texts for year in _YEAR.findall(text))


def _is_computed_for(year: int, calculation: Calculation | None) -> bool:
    """Whether the calculation on a card is one for the year; then the card's own figures mislead nobody."""
    if calculation is None:
        return False
    told = (part.get(name) for part in (calculation.inputs, calculation.result) for name in _TOLD_AS)
    return str(year) in {str(one) for one in told}


def _toned(reply: Reply, *, settled: bool) -> Reply:
    if settled or reply.stamp is None or reply.stamp.tone is not Tone.SETTLED:
        return reply
    return reply.model_copy(update={"stamp": reply.stamp.model_copy(update={"tone": Tone.OPEN})})
