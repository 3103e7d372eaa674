"""What stands on the picture of a card, piece by piece and in order, before anything is measured.

Only what the reply says; the words that the asker typed are left out, because the picture is made to be passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from urllib.parse import urlsplit

from bot.plain import marks, scenario_line
from bot.reply import Calculation, Citation, Reply, Statement
from bot.wordbook import Wordbook
from knowledge.text import has_han

LONGEST_ADDRESS: Final = 64
"""Characters of an address that is shown whole; of a longer one only the host."""

SHORT_REMARK: Final = 12
"""Characters of a remark that stays on one line."""


class Look(Enum):
    """How a piece is set."""

    STATUS = auto()  # the word that the colour repeats
    TITLE = auto()
    WARNING = auto()
    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    SMALL = auto()
    SOURCES = auto()  # the heading of the sources
    SOURCE = auto()
    FOOT = auto()


@dataclass(frozen=True)
class Span:
    """A stretch of one kind of type.

    Attributes:
        text: what is written.
        bold: whether its strokes are thickened.
        faint: whether it is of less weight, such as the number of a source.
        whole: whether no line ends within it.
    """

    text: str
    bold: bool = False
    faint: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Piece:
    """A paragraph that stays whole.

    Attributes:
        look: how it is set.
        spans: its text.
        marks: the sources that it needs beside it.
        panel: whether it lies on the panel of a calculation.
        spare: whether it may be left out where there is no room.
        source: the number of the source that it names; None where it names none.
    """

    look: Look
    spans: tuple[Span, ...]
    marks: tuple[int, ...] = ()
    panel: bool = False
    spare: bool = False
    source: int | None = None

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(span.text for span in self.spans)


def pieces(reply: Reply, words: Wordbook, *, expanded: bool) -> list[Piece]:
    """Everything that the card says.

    Args:
        reply: the card.
        words: the texts of the interface.
        expanded: with what stands under headings, and each claim with its status in words.
    """
    found = [*_head(reply), *_answer(reply, words)]
    if reply.calculation:
        found += _calculation(reply.calculation)
    if expanded:
        found += _blocks(reply)
    return [*found, *_sources(reply, words, expanded=expanded), *_foot(reply, words)]


def _head(reply: Reply) -> Iterator[Piece]:
    if reply.stamp:
        yield Piece(Look.STATUS, (Span(reply.stamp.text.split(" · ")[0], bold=True),))
    yield Piece(Look.TITLE, (Span(reply.title, bold=True),))
    if reply.stamp and reply.stamp.warning:
        yield Piece(Look.WARNING, (Span(reply.stamp.warning, bold=True),))


def _answer(reply: Reply, words: Wordbook) -> Iterator[Piece]:
    for line in reply.body:
        yield Piece(Look.TEXT, (Span(line),))
    for choice in reply.choices:
        yield Piece(Look.ITEM, (Span(choice.title),))
    for option in reply.options:
        yield Piece(Look.ITEM, (Span(f"{option.label}{reply.language.colon}{option.differs}"),))
    if reply.now:
        yield _claim(reply.now, Look.TEXT, lead=f"{words('season.do-now', reply.language)}{reply.language.colon}")
    lead = reply.verdict or ""
    for statement in reply.statements:
        yield _claim(statement, Look.TEXT, lead=f"{lead} " if lead.isascii() and lead else lead)
        lead = ""
    if reply.next:
        yield _claim(reply.next, Look.TEXT, lead=f"{words('card.next', reply.language)}{reply.language.colon}")
    if reply.read and reply.calculation:
        yield Piece(Look.SMALL, (Span(words("card.read", reply.language, figures=reply.read), faint=True),))
    for line in (*reply.asks, *filter(None, [reply.which_year])):
        yield Piece(Look.TEXT, (Span(line),))


def _claim(statement: Statement, look: Look, *, lead: str = "", status: bool = False, spare: bool = False) -> Piece:
    spans = [Span(lead, bold=True)] if lead else []
    if statement.label:
        spans.append(Span(statement.label + (": " if statement.label.isascii() else "："), bold=True))
    spans += [Span(statement.text), Span(marks(statement.marks), faint=True)]
    if status:
        word = statement.status_word
        aside = f" ({word})" if word.isascii() else f"（{word}）"
        spans.append(Span(aside, faint=True, whole=len(word) <= SHORT_REMARK))
    return Piece(look, tuple(spans), statement.marks, spare=spare)


def _calculation(result: Calculation) -> Iterator[Piece]:
    """The result, how it comes about, both readings, and what it assumes."""
    yield Piece(Look.TEXT, (Span(result.headline, bold=True),), panel=True)
    for line in result.lines:
        working = f"{line.working} = " if line.working else ""
        colon = "：" if has_han(line.label + line.value) else ": "
        spans = (
            Span(f"{line.label}{colon}"),
            Span(working, faint=True),
            Span(line.value, bold=True),
            Span(f" {marks(line.marks)}" if line.marks else "", faint=True),
        )
        yield Piece(Look.ITEM, spans, line.marks, panel=True, spare=line.key == "row")
    for scenario in result.scenarios:
        numbers = marks(scenario.marks)
        said = scenario_line(scenario).removeprefix(scenario.title).removesuffix(numbers)
        reading = Span(scenario.title, bold=True), Span(said), Span(numbers, faint=True)
        wanted = (*scenario.marks, *(mark for line in scenario.lines for mark in line.marks))
        yield Piece(Look.ITEM, reading, wanted, panel=True)
    if result.hint:
        yield Piece(Look.SMALL, (Span(result.hint),), panel=True)
    if result.assumptions:
        yield Piece(Look.SMALL, (Span(result.assumptions, faint=True),), panel=True)


def _blocks(reply: Reply) -> Iterator[Piece]:
    for block in reply.blocks:
        yield Piece(Look.HEADING, (Span(block.heading, bold=True),))
        for statement in block.statements:
            yield _claim(statement, Look.ITEM, status=True, spare=True)


def _sources(reply: Reply, words: Wordbook, *, expanded: bool) -> Iterator[Piece]:
    shown = reply.citations if expanded else reply.lead_citations()
    if shown:
        yield Piece(Look.SOURCES, (Span(words("card.sources", reply.language), bold=True),))
    for citation in shown:
        where = host(citation.url) if expanded else address(citation.url)
        yield Piece(Look.SOURCE, tuple(_source(citation, where)), source=citation.number)


def _source(citation: Citation, where: str) -> Iterator[Span]:
    named = f"[{citation.number}] {citation.short}"
    if citation.place:
        named += f"{_gap(named)}{citation.place}"
    if citation.caveat:
        named += f" ({citation.caveat})" if citation.caveat.isascii() else f"（{citation.caveat}）"
    yield Span(named)
    yield Span(f"{_gap(named)}{where}", faint=True)


def _gap(text: str) -> str:
    """What stands between a text and the next: a full-width bracket has its air already."""
    return "" if text.endswith("）") else " "


def host(url: str) -> str:
    """Whose address it is, without what a browser adds."""
    return urlsplit(url).netloc.removeprefix("www.") or url


def address(url: str) -> str:
    """An address as it is typed, without what a browser adds; of a long one the host."""
    netloc = urlsplit(url).netloc
    whole = host(url) + (url.split(netloc, 1)[-1].rstrip("/") if netloc else "")
    return whole if len(whole) <= LONGEST_ADDRESS else host(url)


def _foot(reply: Reply, words: Wordbook) -> Iterator[Piece]:
    stamp = reply.stamp
    if stamp:
        yield Piece(Look.FOOT, (Span(stamp.text),))
    elif not reply.calculation:  # what it assumes says so too
        yield Piece(Look.FOOT, (Span(words("discord.disclaimer", reply.language)),))
    for line in (stamp.footer if stamp else "", words("share.made-by", reply.language)):
        if line:
            yield Piece(Look.FOOT, (Span(line, faint=True),))


def needed(shown: Iterable[Piece]) -> frozenset[int]:
    """The numbers of the sources that some pieces need."""
    return frozenset(number for piece in shown for number in piece.marks)
