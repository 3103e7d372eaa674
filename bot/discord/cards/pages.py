"""Lay a card out on pages: whole claims with the sources they need, each page within Discord's limit of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord.cards import markdown
from bot.discord.cards.markdown import Piece
from bot.discord.limits import CARD_TEXT
from bot.reply import Line, Reply
from bot.wordbook import Wordbook

ROW = "row"  # the key of a line for one conversion of a series


@dataclass(frozen=True)
class Page:
    """One page of a card: its head, its lines, what stands below them in small print, and its place among the pages."""

    title: str
    body: str
    below: str
    number: int
    count: int

    @property
    def size(self) -> int:
        """Characters over all text of the page."""
        return len(self.title) + len(self.body) + len(self.below)


def collapsed(reply: Reply, words: Wordbook) -> Page:
    """The short card; of a long series as many rows as fit."""
    page = _short(reply, words)
    rows = sum(line.key == ROW for line in reply.calculation.lines) if reply.calculation else 0
    while page.size > CARD_TEXT and rows:
        rows -= 1
        page = _short(_with_rows(reply, rows, words), words)
    return page


def _with_rows(reply: Reply, count: int, words: Wordbook) -> Reply:
    """A series with its first rows alone, and how many more there are."""
    if reply.calculation is None:
        return reply
    rows = [line for line in reply.calculation.lines if line.key == ROW][:count]
    rest = [line for line in reply.calculation.lines if line.key != ROW]
    left = words("calc.row-more", reply.language, count=len(reply.calculation.result["rows"]) - count)
    more = Line(key=ROW, label=left, value=words("calc.row-more-value", reply.language))
    lines = (*rows, more, *rest)
    return reply.model_copy(update={"calculation": reply.calculation.model_copy(update={"lines": lines})})


def _short(reply: Reply, words: Wordbook) -> Page:
    further = bool(reply.blocks or reply.calculation)
    sources = markdown.lead_sources(reply, words, further=further)
    below = [*markdown.echo(reply, words), sources, *markdown.stamp(reply)]
    body = markdown.joined(markdown.answer(reply, words))
    return Page(_title(reply), body, "\n".join(line for line in below if line), 0, 0)


def expanded(reply: Reply, words: Wordbook) -> list[Page]:
    """The pages of the expanded card; what does not fit on one goes on to the next, claim by claim.

    The tax year is not asked for there: the buttons that answer stand on the collapsed card.
    """
    reply = reply.model_copy(update={"which_year": None})
    tail = [*markdown.echo(reply, words), *markdown.stamp(reply, footer=True)]
    room = CARD_TEXT - len(_title(reply)) - sum(len(line) + 1 for line in tail)
    pieces = [*markdown.answer(reply, words), *markdown.details(reply)]
    split = list(_split(reply, words, pieces, room))
    return [
        Page(
            _title(reply),
            markdown.joined(part),
            "\n".join([*_sources(reply, words, part), *tail]),
            number,
            len(split),
        )
        for number, part in enumerate(split, start=1)
    ]


def shared_out(pieces: Sequence[Piece], room: int, most: int = 50) -> list[list[Piece]]:
    """Pieces on pages of at most ``room`` characters and ``most`` pieces; one page at least, none cut in two."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        longer = [*found[-1], piece]
        if found[-1] and (len(longer) > most or len(markdown.joined(longer)) > room):
            found.append([piece])
        else:
            found[-1] = longer
    return found


def _title(reply: Reply) -> str:
    return f"### {markdown.safe(reply.title)}"


def _sources(reply: Reply, words: Wordbook, pieces: Sequence[Piece]) -> list[str]:
    """The sources of some pieces, one a line, in the order of their numbers."""
    wanted = {mark for piece in pieces for mark in piece.marks}
    lines = [markdown.small(markdown.source(c)) for c in reply.citations if c.number in wanted]
    return [markdown.small(words("card.sources", reply.language)), *lines] if lines else []


def _split(reply: Reply, words: Wordbook, pieces: Sequence[Piece], room: int) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    for piece in pieces:
        longer = [*part, piece]
        size = len(markdown.joined(longer)) + sum(len(line) + 1 for line in _sources(reply, words, longer))
        if part and size > room:
            yield part
            part = [piece]
        else:
            part = longer
    if part:
        yield part
