"""Lay the pieces of a card out on a sheet as wide as a phone's screen, as high as they need, up to a limit.

A piece that does not fit is left out whole, the last details first, and a line says how many are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.charts.card_text import Look, Piece, Span, needed
from bot.charts.card_type import Type
from bot.charts.wrapping import balanced, filled
from bot.language import Language

WIDTH: Final = 1080
"""Pixels: a phone shows them at a half to a third."""
MOST_HEIGHT: Final = 4800
LEFT: Final = 76.0
RIGHT: Final = WIDTH - 60.0
BAR: Final = 18.0
SMALLEST: Final = 30
_TOP: Final = 56.0
_BOTTOM: Final = 52.0
_INDENT: Final = 38.0
_PANEL_PAD: Final = 32.0
_PILL_PAD: Final = (24.0, 11.0)
_BASELINE: Final = 0.36  # of the size, from the middle of a line down to its baseline
_PANEL_AROUND: Final = 30.0  # from the text outside to the panel, and from its last line to its edge
_PANEL_WITHIN: Final = 10.0  # from its edge to the space above its first line
_FOOT_ABOVE: Final = 34.0
_BULLET: Final = 14.0  # from where an item begins to the middle of its dot


@dataclass(frozen=True)
class _Set:
    """How pieces of one look are set.

    Attributes:
        size: of the type, in pixels.
        leading: height of a line, in shares of the size.
        above: space before the piece, in shares of the size.
        indent: pixels from the left edge of the text.
        hang: pixels by which all lines but the first are indented further.
    """

    size: int
    leading: float = 1.46
    above: float = 0.5
    indent: float = 0.0
    hang: float = 0.0


_SETS: Final = {
    Look.STATUS: _Set(34, 1.3, 0.0),
    Look.TITLE: _Set(52, 1.34, 0.46),
    Look.WARNING: _Set(38, 1.4, 0.5),
    Look.TEXT: _Set(41),
    Look.HEADING: _Set(36, 1.4, 0.9),
    Look.ITEM: _Set(39, 1.44, 0.34, _INDENT),
    Look.SMALL: _Set(SMALLEST, 1.46, 0.6),
    Look.SOURCES: _Set(33, 1.4, 1.7),
    Look.SOURCE: _Set(SMALLEST, 1.4, 0.22, hang=50.0),
    Look.FOOT: _Set(SMALLEST, 1.4, 0.3),
}
_BELOW: Final = {Look.HEADING: (Look.ITEM,), Look.SOURCES: (Look.SOURCE,)}  # without one it goes too
_ENGLISH_LEADING: Final = 0.93  # Latin letters need less air than Han characters


@dataclass(frozen=True)
class Run:
    """Text of one kind on one line.

    Attributes:
        text: what is written.
        left: where it begins.
        baseline: on which it stands.
        size: of the type.
        span: bold or faint.
        look: of its piece.
        panel: whether the panel lies under it.
    """

    text: str
    left: float
    baseline: float
    size: int
    span: Span
    look: Look
    panel: bool


@dataclass(frozen=True)
class CardSheet:
    """Everything on the picture.

    Attributes:
        height: in pixels.
        runs: the text.
        panels: top and bottom of each panel.
        pill: left, top, right and bottom of what lies under the word for the status.
        bullets: the middles of the dots before items.
        rules: how far down a thin line lies.
        shown: the pieces on it.
    """

    height: int
    runs: tuple[Run, ...]
    panels: tuple[tuple[float, float], ...]
    pill: tuple[float, float, float, float] | None
    bullets: tuple[tuple[float, float], ...]
    rules: tuple[float, ...]
    shown: tuple[Piece, ...]


def lay_out(
    pieces: Sequence[Piece], letters: Type, language: Language, more: Callable[[int], str], most: float = MOST_HEIGHT
) -> CardSheet:
    """The sheet of a card.

    Args:
        pieces: what it says.
        letters: its type.
        language: in which it is written.
        more: the line that says how many pieces are missing.
        most: how high it may be, in pixels.
    """
    laid = {id(piece): _Lines.of(piece, letters, language) for piece in pieces}
    spare = [piece for piece in pieces if piece.spare]
    left_out = 0
    while True:
        shown = _without(pieces, {id(piece) for piece in spare[len(spare) - left_out :]}, more, left_out)
        sheet = _Sheet()
        for piece in shown:
            sheet.add(laid.get(id(piece)) or _Lines.of(piece, letters, language))
        done = sheet.done()
        if done.height <= most or left_out == len(spare):
            return done
        left_out += 1


def _without(pieces: Sequence[Piece], out: set[int], more: Callable[[int], str], count: int) -> list[Piece]:
    """The pieces that stay, with the sources that they need, and a line where others are missing."""
    kept: list[Piece] = []
    told = False
    for piece in pieces:
        if id(piece) not in out:
            kept.append(piece)
        elif not told:
            told = True
            kept.append(Piece(Look.SMALL, (Span(more(count), bold=True),), panel=piece.panel))
    if not out:
        return kept
    numbers = needed(kept)
    kept = [piece for piece in kept if piece.source is None or piece.source in numbers]
    bare = {
        id(one)
        for one, after in zip(kept, [*kept[1:], None], strict=True)
        if one.look in (Look.HEADING, Look.SOURCES) and (after is None or after.look not in _BELOW[one.look])
    }
    return [piece for piece in kept if id(piece) not in bare]


@dataclass(frozen=True)
class _Lines:
    """A piece cut into lines, each of them stretches of one kind."""

    piece: Piece
    set: _Set
    step: float
    lines: tuple[tuple[tuple[Span, float], ...], ...]  # each span with its distance from the left of the line
    width: float  # of the first line

    @classmethod
    def of(cls, piece: Piece, letters: Type, language: Language) -> _Lines:
        how = _SETS[piece.look]
        spans = [replace(span, text=letters.written(span.text)) for span in piece.spans]
        text = "".join(span.text for span in spans).rstrip()
        widths = letters.widths(text, how.size)
        room = RIGHT - LEFT - how.indent - how.hang - (2 * _PANEL_PAD if piece.panel else 0)
        if piece.look is Look.TITLE:
            lines = balanced(text, widths, room)
        else:
            lines = filled(text, widths, room, float(how.size), _joined(spans))
        owner = [span for span in spans for _ in span.text]
        step = how.size * how.leading * (_ENGLISH_LEADING if language is Language.EN else 1)
        stretches = tuple(
            tuple(_stretches(text, owner, line, widths, letters.overhang(text[line[0] :], how.size))) for line in lines
        )
        return cls(piece, how, step, stretches, sum(widths[: lines[0][1]]) if lines else 0.0)

    @property
    def height(self) -> float:
        return len(self.lines) * self.step + self.set.above * self.set.size


def _joined(spans: Sequence[Span]) -> frozenset[int]:
    """The places inside of short remarks, which stay whole."""
    found: set[int] = set()
    at = 0
    for span in spans:
        if span.whole:
            found |= set(range(at + 1, at + len(span.text)))
        at += len(span.text)
    return frozenset(found)


def _stretches(
    text: str, owner: Sequence[Span], line: tuple[int, int], widths: Sequence[float], overhang: float
) -> Iterator[tuple[Span, float]]:
    start, end = line
    while end > start and text[end - 1].isspace():
        end -= 1
    at, left = start, -overhang
    while at < end:
        to = at
        while to < end and owner[to] is owner[at]:
            to += 1
        yield replace(owner[at], text=text[at:to]), left
        left += sum(widths[at:to])
        at = to


class _Sheet:
    """Collects what is put down, from top to bottom."""

    def __init__(self) -> None:
        self._y = _TOP
        self._runs: list[Run] = []
        self._panels: list[tuple[float, float]] = []
        self._pill: tuple[float, float, float, float] | None = None
        self._bullets: list[tuple[float, float]] = []
        self._rules: list[float] = []
        self._shown: list[Piece] = []
        self._panel_from: float | None = None

    def add(self, lines: _Lines) -> None:
        piece, how = lines.piece, lines.set
        if not lines.lines:
            return
        self._turn_panel(on=piece.panel)
        above = how.above * how.size if self._shown else 0.0
        if piece.look is Look.FOOT and not any(one.look is Look.FOOT for one in self._shown):
            above = _FOOT_ABOVE
        if piece.look is Look.SOURCES or (above == _FOOT_ABOVE and not self._rules):
            self._rules.append(self._y + above / 2)
        self._y += above
        left = LEFT + how.indent + (_PANEL_PAD if piece.panel else 0)
        if piece.look is Look.STATUS:
            self._pill = LEFT, self._y, LEFT + lines.width + 2 * _PILL_PAD[0], self._y + lines.step + 2 * _PILL_PAD[1]
            left, self._y = left + _PILL_PAD[0], self._y + _PILL_PAD[1]
        if piece.look is Look.ITEM:
            self._bullets.append((left - how.indent + _BULLET, self._y + lines.step / 2))
        for number, line in enumerate(lines.lines):
            left += how.hang if number == 1 else 0
            baseline = self._y + lines.step / 2 + _BASELINE * how.size
            self._runs += [Run(s.text, left + at, baseline, how.size, s, piece.look, piece.panel) for s, at in line]
            self._y += lines.step
        if piece.look is Look.STATUS:
            self._y += _PILL_PAD[1]
        self._shown.append(piece)

    def _turn_panel(self, *, on: bool) -> None:
        if on and self._panel_from is None:
            self._panel_from = self._y + _PANEL_AROUND
            self._y = self._panel_from + _PANEL_WITHIN
        elif not on and self._panel_from is not None:
            self._y += _PANEL_AROUND
            self._panels.append((self._panel_from, self._y))
            self._y += _PANEL_WITHIN
            self._panel_from = None

    def done(self) -> CardSheet:
        self._turn_panel(on=False)
        return CardSheet(
            height=round(self._y + _BOTTOM),
            runs=tuple(self._runs),
            panels=tuple(self._panels),
            pill=self._pill,
            bullets=tuple(self._bullets),
            rules=tuple(self._rules),
            shown=tuple(self._shown),
        )
