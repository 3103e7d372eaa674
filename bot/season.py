"""From January to April, while last year's return is being filed: which tax year is meant, and what to do first.

The answer is never held back for it. Out of season nothing here changes a card.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from bot.language import Language
from bot.reply import Outcome, Reply
from bot.wordbook import Wordbook
from knowledge.base import KnowledgeBase
from knowledge.model import Claim, Entry, Kind

if TYPE_CHECKING:
    from bot.cards import CardWriter

LAST_MONTH: Final = 4
UNASKED: Final[Mapping[str, Any]] = MappingProxyType({"years": (), "which_year": None})
GROUP: Final = "forms"
# concepts of a question, or of an entry, that make it one about a form or a return
FILING: Final = frozenset({"form-1099r", "form-1040", "form-8606", "tax-software", "tax-season"})
# concepts of a question that is about other years than the two likely ones, or about several
OTHER_YEARS: Final = frozenset({"across-years", "amend", "irs-notice"})


def is_on(today: date) -> bool:
    """Whether last year's return is being filed."""
    return today.month <= LAST_MONTH


def likely_years(today: date) -> tuple[int, int]:
    """The tax year that is being filed, and the current one."""
    return today.year - 1, today.year


def is_filing(entry: Entry) -> bool:
    """Whether an entry is about a form or a return."""
    return entry.type is not Kind.REDIRECT and (entry.group == GROUP or not FILING.isdisjoint(entry.needs))


def first_step(entry: Entry, today: date) -> Claim | None:
    """The claim that says what to do now; ``None`` out of season, and where the entry names none."""
    named = entry.season.first if is_on(today) else None
    return next((claim for claim in entry.all_claims() if claim.key == named), None)


def named_years(years: Collection[int], text: str, today: date) -> tuple[int, ...]:
    """The years that settle which one is meant; the current one only where it is written out.

    今年报税 and "this year's return" are about last year's in season.
    """
    return tuple(year for year in years if year != today.year or str(year) in text)


class Season:
    """Puts the question for the tax year on cards, and takes it off again."""

    def __init__(self, base: KnowledgeBase, words: Wordbook) -> None:
        self._base = base
        self._words = words

    def asked(self, reply: Reply, today: date, concepts: Collection[str] = (), years: Collection[int] = ()) -> Reply:
        """The card of an answer, with the question for its tax year where that is open.

        Args:
            reply: the answer.
            today: the day of the question.
            concepts: what the question speaks of; nothing where a card is opened without one.
            years: the years that the question names.
        """
        entry = self._base.entries.get(reply.entry or "")
        if entry is None or reply.outcome is not Outcome.ANSWER or not is_on(today):
            return reply
        about = not entry.season.any_year and (is_filing(entry) or not FILING.isdisjoint(concepts))
        settled = bool(reply.calculation or reply.asks) or not OTHER_YEARS.isdisjoint(concepts)
        return self._with_years(reply, likely_years(today)) if about and not settled and not years else reply

    def for_year(self, reply: Reply, year: int, today: date, cards: CardWriter) -> Reply:
        """The card once its tax year is told: its stamp says that year, and the other likely one stays within reach.

        A year that the entry was not checked for leaves the stamp as it is.
        """
        entry = self._base.entries.get(reply.entry or "")
        if entry is None or not is_on(today):
            return reply
        likely = likely_years(today) if reply.years and year in likely_years(today) else ()
        others = tuple(one for one in likely if one != year)
        stamp = cards.stamp(entry, reply.language, year)
        return reply.model_copy(update={"years": others, "which_year": None, "stamp": stamp})

    def again(self, before: Reply, fresh: Reply) -> Reply:
        """A card in another language, with what was asked on it before."""
        if not before.which_year:
            return fresh.model_copy(update={"years": before.years})
        return self._with_years(fresh, before.years)

    def _with_years(self, reply: Reply, years: tuple[int, ...]) -> Reply:
        filing, current = years
        asked = self._words("season.which-year", reply.language, filing=filing, current=current)
        return reply.model_copy(update={"years": years, "which_year": asked})


def label(words: Wordbook, year: int, language: Language) -> str:
    """What a button for a tax year says."""
    return words("season.year", language, year=year)
