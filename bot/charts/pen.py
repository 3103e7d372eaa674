"""What the pictures have in common: headline, breakdown, a legend with amounts, labels along an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.charts.colours import MUTED, PANEL, TEXT, Colour
from bot.charts.letters import SMALLEST, Fitted, Letters
from bot.charts.sheet import HEIGHT, MARGIN, WIDTH, Bar, Box, Mark, Sheet

LEFT: Final = float(MARGIN)
RIGHT: Final = float(WIDTH - MARGIN)
INNER: Final = RIGHT - LEFT
TOP: Final = 26.0
BOTTOM: Final = HEIGHT - 24.0

_HEADLINE: Final = 60
_HEADLINE_SMALLEST: Final = 42
_BREAKDOWN: Final = 38
_ROW: Final = 36
_ROW_GAP: Final = 5.0
_SWATCH: Final = 34.0
_INDENT: Final = 52.0  # of a legend's words, behind the swatch
_BETWEEN: Final = 28.0  # at least, from words to their amount
_APART: Final = 44.0  # between keys on one line
_BASELINE: Final = 0.93  # of the size, from the top of a line to its baseline
_STRIP_PAD: Final = 12.0

Swatch: TypeAlias = Callable[[Box], Mark]
"""Makes the mark that stands for a part of the picture in the legend, in a square."""


@dataclass(frozen=True)
class Row:
    """A line of the legend.

    Attributes:
        swatch: what the part looks like; None for a remark on the row above.
        words: what it is.
        amount: dollars, if it has any.
    """

    swatch: Swatch | None
    words: str
    amount: str = ""


@dataclass(frozen=True)
class Tick:
    """A label under an axis.

    Attributes:
        x: where on the axis it belongs.
        lines: what it says, from top to bottom.
    """

    x: float
    lines: tuple[str, ...]


class Pen:
    """Collects the marks of one picture."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self._marks: list[Mark] = []

    def sheet(self) -> Sheet:
        """Everything put down so far."""
        return Sheet(tuple(self._marks))

    def put(self, *marks: Mark) -> None:
        """Add marks on top of those before."""
        self._marks += marks

    def top(self, headline: str, colour: Colour, breakdown: str) -> float:
        """The answer in large type and the line that explains it; where they end, from the top."""
        answer = self.letters.fit(headline, INNER, _HEADLINE, _HEADLINE_SMALLEST, bold=True)
        below = self._write(answer, LEFT, TOP, colour, bold=True)
        explained = self.letters.fit(breakdown, INNER, _BREAKDOWN)
        return self._write(explained, LEFT, below + 2, MUTED)

    def legend_height(self, rows: Sequence[Row]) -> float:
        """How much room the legend takes, in pixels."""
        return sum(self._fitted(row).height + _ROW_GAP for row in rows) - _ROW_GAP

    def legend(self, rows: Sequence[Row], top: float) -> None:
        """Each part of the picture with its words and, at the right edge, its amount."""
        for row in rows:
            fitted = self._fitted(row)
            if row.swatch:
                middle = top + fitted.size * 0.62
                self.put(row.swatch(Box(LEFT, middle - _SWATCH / 2, LEFT + _SWATCH, middle + _SWATCH / 2)))
            self._write(fitted, LEFT + _INDENT, top, TEXT if row.swatch else MUTED)
            if row.amount:
                width = self.letters.width(row.amount, _ROW, bold=True)
                self._write(Fitted((row.amount,), _ROW), RIGHT - width, top, TEXT, bold=True)
            top += fitted.height + _ROW_GAP

    def keys(self, keys: Sequence[tuple[Swatch, str]], top: float) -> None:
        """Parts of the picture with their words alone, beside each other as far as there is room."""
        for swatch, words, left, down in self._flow(keys):
            middle = top + down + _ROW * 0.62
            self.put(swatch(Box(left, middle - _SWATCH / 2, left + _SWATCH, middle + _SWATCH / 2)))
            self._write(Fitted((words,), _ROW), left + _INDENT, top + down, TEXT)

    def keys_height(self, keys: Sequence[tuple[Swatch, str]]) -> float:
        """How much room they take, in pixels."""
        lowest = max((down for _, _, _, down in self._flow(keys)), default=0.0)
        return lowest + Fitted(("",), _ROW).height

    def _flow(self, keys: Sequence[tuple[Swatch, str]]) -> Iterator[tuple[Swatch, str, float, float]]:
        left, down = LEFT, 0.0
        for swatch, words in keys:
            width = _INDENT + self.letters.width(words, _ROW)
            if left > LEFT and left + width > RIGHT:
                left, down = LEFT, down + Fitted(("",), _ROW).height + _ROW_GAP
            yield swatch, words, left, down
            left += width + _APART

    def strip_top(self) -> float:
        """Where the strip along the bottom begins."""
        return BOTTOM - 2 * Fitted(("",), SMALLEST).height - 2 * _STRIP_PAD

    def strip(self, cells: Sequence[tuple[str, str]]) -> None:
        """Named figures beside each other on a panel along the bottom."""
        top = self.strip_top()
        self.put(Bar(Box(LEFT - 20, top, RIGHT + 20, BOTTOM), PANEL, 14))
        widths = [
            max(self.letters.width(name, SMALLEST), self.letters.width(figure, SMALLEST, bold=True))
            for name, figure in cells
        ]
        gap = (INNER - sum(widths)) / max(1, len(cells) - 1)
        left = LEFT
        for (name, figure), width in zip(cells, widths, strict=True):
            below = self._write(Fitted((name,), SMALLEST), left, top + _STRIP_PAD, MUTED)
            self._write(Fitted((figure,), SMALLEST), left, below, TEXT, bold=True)
            left += width + gap

    def ticks(self, ticks: Sequence[Tick], top: float, left: float = LEFT, right: float = RIGHT) -> None:
        """Labels under an axis, each as near to its place as its neighbours let it."""
        ordered = sorted(ticks, key=lambda tick: tick.x)
        widths = [max(self.letters.width(line, SMALLEST) for line in tick.lines) for tick in ordered]
        wanted = [tick.x - width / 2 for tick, width in zip(ordered, widths, strict=True)]
        for tick, width, start in zip(ordered, widths, spread(wanted, widths, left, right), strict=True):
            below = top
            for line in tick.lines:
                inset = (width - self.letters.width(line, SMALLEST)) / 2
                below = self._write(Fitted((line,), SMALLEST), start + inset, below, MUTED)

    def write(self, text: str, left: float, top: float, colour: Colour) -> None:
        """One line of the smallest type."""
        self._write(Fitted((text,), SMALLEST), left, top, colour)

    def _fitted(self, row: Row) -> Fitted:
        taken = self.letters.width(row.amount, _ROW, bold=True) + _BETWEEN if row.amount else 0
        return self.letters.fit(row.words, INNER - _INDENT - taken, _ROW if row.swatch else SMALLEST)

    def _write(self, fitted: Fitted, left: float, top: float, colour: Colour, *, bold: bool = False) -> float:
        step = fitted.height / len(fitted.lines)
        for number, line in enumerate(fitted.lines):
            at = left, top + number * step + fitted.size * _BASELINE
            self.put(self.letters.label(line, at, fitted.size, colour, bold=bold))
        return top + fitted.height


def spread(wanted: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float = 22) -> list[float]:
    """Where labels start that would like to start elsewhere, but must not touch nor leave the space.

    Args:
        wanted: from left to right, where each would start.
        widths: of each.
        left: of the space.
        right: of the space.
        gap: at least, between two.
    """
    starts: list[float] = []
    edge = left
    for start, width in zip(wanted, widths, strict=True):
        starts.append(max(start, edge))
        edge = starts[-1] + width + gap
    edge = right
    for place in reversed(range(len(starts))):
        starts[place] = min(starts[place], edge - widths[place])
        edge = starts[place] - gap
    return starts


def shares(parts: Sequence[float], width: float, least: Sequence[float]) -> list[float]:
    """Widths of the parts of a bar in proportion, except that none is too narrow to be seen.

    Args:
        parts: in dollars, all above 0.
        width: of the whole bar.
        least: what each part takes at least.
    """
    fixed: set[int] = set()
    while True:
        room = width - sum(least[place] for place in fixed)
        total = sum(part for place, part in enumerate(parts) if place not in fixed)
        widths = [least[place] if place in fixed else room * part / total for place, part in enumerate(parts)]
        narrow = {place for place in range(len(parts)) if widths[place] < least[place]} - fixed
        if not narrow:
            return widths
        fixed |= narrow
