"""Number the sources of one card: each place in a source once, in the order in which a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.language import Language
from bot.reply import Citation
from bot.wordbook import Wordbook, content
from knowledge.model import Seen, Source, Status, Tier

_RANK = {Tier.LAW: Status.RULE, Tier.GUIDANCE: Status.RULE, Tier.OFFICIAL: Status.OFFICIAL}
_CAVEAT = {Seen.PART: "card.part-caveat", Seen.QUOTED: "card.quoted-caveat", Seen.NONE: "card.unopened-caveat"}

_DATED = re.compile(r"(?P<what>.+ of) (?P<date>\d{4}(?:-\d{2}-\d{2})?)")


class Numbering:
    """Hands out numbers to citations and remembers them."""

    def __init__(self, sources: Mapping[str, Source], words: Wordbook, language: Language) -> None:
        self._sources = sources
        self._words = words
        self._language = language
        self._cited: dict[tuple[str, str], Citation] = {}

    def marks(self, places: Iterable[tuple[str, str]], status: Status | None = None) -> tuple[int, ...]:
        """The numbers of some (source id, locator) pairs, new ones being added.

        Args:
            places: what is cited.
            status: of the claim that cites it; for a figure, which is no claim, the source's own rank decides.

        Raises:
            KeyError: a source id that is not registered.
        """
        return tuple(dict.fromkeys(self._number(source, locator, status) for source, locator in places))

    def citations(self) -> tuple[Citation, ...]:
        """All that were handed out, by number."""
        return tuple(self._cited.values())

    def _number(self, source_id: str, locator: str, status: Status | None) -> int:
        known = self._cited.get((source_id, locator))
        if known:
            return known.number
        source = self._sources[source_id]
        caveat = _CAVEAT.get(source.seen)
        citation = Citation(
            number=len(self._cited) + 1,
            source=source.id,
            locator=locator,
            place=self._place(locator),
            title=content(source.title, source.title, self._language),
            short=content(source.short.zh, source.short.en, self._language),
            url=source.url,
            status=status or _RANK.get(source.tier, Status.PRACTICE),
            caveat=self._words(caveat, self._language) if caveat else None,
        )
        self._cited[(source_id, locator)] = citation
        return citation.number

    def _place(self, locator: str) -> str:
        """The place in the reader's language where it is a description, as it is where it is a section or heading."""
        dated = _DATED.fullmatch(locator)
        key = "locator." + "-".join((dated["what"] if dated else locator).lower().split())
        if key not in self._words:
            return locator
        return self._words(key, self._language, date=dated["date"]) if dated else self._words(key, self._language)
