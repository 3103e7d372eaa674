"""Setting labels: words with their figures, measured, made to fit, in a face that has their glyphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL.ImageFont import FreeTypeFont

from bot.charts.colours import TEXT, Colour
from bot.charts.fonts import CARRIED, Face, Glyphs, find
from bot.charts.sheet import Box, Label, Point
from bot.language import Language
from bot.wordbook import Wordbook

SCALE: Final = 2
"""How many times larger a picture is drawn than it is shown: edges come out smooth when it is reduced."""
SMALLEST: Final = 34
"""Pixels of the smallest type: on a phone, which shows a picture about 330 pixels wide, some 11 are left of it."""
LEADING: Final = 1.24
_LAST_RESORT: Final = 12
_STROKES: Final = 64  # a bold stroke is thickened by one in so many of its size
_HAN: Final = "\u2e80-\u9fff"
# a line may end after a space, after a closing mark, and between two Han characters unless a mark follows
_BREAK: Final = re.compile(rf"(?<=\s)|(?<=[，；。）、])|(?<=[{_HAN}])(?=[{_HAN}])")
_MARKS: Final = (",", ";", "，", "；")
_AT_A_MARK: Final = 0.6  # a break at one is as good as one at which the longer line is that much shorter


@dataclass(frozen=True)
class Fitted:
    """A text in one or two lines that fit.

    Attributes:
        lines: from top to bottom.
        size: of the type, in pixels.
    """

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """Of all lines with their leading, in pixels."""
        return len(self.lines) * self.size * LEADING


class Letters:
    """Words and type of one picture. Made anew for each, so that no font is shared between threads."""

    def __init__(self, words: Wordbook, language: Language, chosen: Path | None = None) -> None:
        self._words = words
        self._face = find(language, chosen)
        self._language = Language.EN if self._face is CARRIED else language
        self._glyphs = {face: Glyphs(face) for face in (self._face, CARRIED)}
        self._fonts: dict[tuple[Face, int], FreeTypeFont] = {}

    def say(self, key: str, **values: object) -> str:
        """A label in the language; in English where the face lacks one of its glyphs."""
        text = self._words(f"chart.{key}", self._language, **values)
        if self._glyphs[self._face].cover(text):
            return text
        return self._words(f"chart.{key}", Language.EN, **values)

    def face(self, text: str) -> Face:
        """The face that a text is set in."""
        return self._face if self._glyphs[self._face].cover(text) else CARRIED

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        """How wide the ink and its surroundings are, in pixels."""
        return self._font(self.face(text), size).getlength(text) / SCALE + (2 * thickening(size) / SCALE if bold else 0)

    def fit(self, text: str, width: float, size: int, smallest: int = SMALLEST, *, bold: bool = False) -> Fitted:
        """The text as large as fits the width: on one line, else on two, in the worst case smaller than is good."""
        for lines in (self._whole, self._split):
            for tried in range(size, smallest - 1, -2):
                broken = lines(text, tried, bold=bold)
                if all(self.width(line, tried, bold=bold) <= width for line in broken):
                    return Fitted(broken, tried)
        tried = smallest
        while tried > _LAST_RESORT and self.width(text, tried, bold=bold) > width:
            tried -= 1
        return Fitted((text,), tried)

    def label(self, text: str, at: Point, size: int, colour: Colour = TEXT, *, bold: bool = False) -> Label:
        """The text with its baseline starting at a point."""
        face = self.face(text)
        stroke = thickening(size) if bold else 0
        left, top, right, bottom = self._font(face, size).getbbox(text, anchor="ls", stroke_width=stroke)
        x, y = at
        box = Box(x + left / SCALE, y + top / SCALE, x + right / SCALE, y + bottom / SCALE)
        return Label(text, at, size, colour, face, bold, box)

    def _font(self, face: Face, size: int) -> FreeTypeFont:
        if (face, size) not in self._fonts:
            self._fonts[face, size] = face.open(size * SCALE)
        return self._fonts[face, size]

    @staticmethod
    def _whole(text: str, _size: int, *, bold: bool) -> tuple[str, ...]:
        del bold
        return (text,)

    def _split(self, text: str, size: int, *, bold: bool) -> tuple[str, ...]:
        """In two where the longer line is shortest, rather at a comma than in the middle of a phrase."""
        places = [found.start() for found in _BREAK.finditer(text) if 0 < found.start() < len(text)]
        pairs = [(text[:place].rstrip(), text[place:].lstrip()) for place in places]

        def badness(pair: tuple[str, str]) -> float:
            longer = max(self.width(line, size, bold=bold) for line in pair)
            return longer * (_AT_A_MARK if pair[0].endswith(_MARKS) else 1)

        whole: tuple[str, ...] = (text,)
        return min(pairs, key=badness, default=whole)


def thickening(size: int) -> int:
    """By how much a bold stroke of this size grows on each side, in pixels of the drawing."""
    return max(1, round(size * SCALE / _STROKES))
