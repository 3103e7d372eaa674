"""The type of a card's picture: which face writes a character, how wide it is, what stands in for a missing one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from PIL.ImageFont import FreeTypeFont

from bot.charts.fonts import CARRIED, Face, Glyphs, find
from bot.language import Language

# in Latin letters alone, for signs that the carried font lacks
_STANDS_IN: Final = {
    "§": "Sec. ", "½": " 1/2", "–": "-", "—": "-", "−": "-", "×": "x", "÷": "/", "→": "->", "≈": "about ",
    "≤": "up to ", "≥": "at least ", "…": "...", "“": '"', "”": '"',
    "‘": "'", "’": "'", "·": "|", "\u00a0": " ", "\u3000": " ",
}  # fmt: skip
# Chinese fonts give these the room of a Han character, which among Latin letters looks like two spaces
_NARROW: Final = frozenset("§·×÷−±→½°")
_CLOSING: Final = frozenset("，。、；：？！）」』》〉】")
_OPENING: Final = frozenset("（「『《〈【")
_WIDE: Final = 0.75  # of the size: a sign that takes more has the room of a Han character
_AIR: Final = 0.08  # of the size, on either side of such a sign
_THICKER: Final = 1 / 52  # by which share of the size a bold stroke grows on each side


def language_of(language: Language, chosen: Path | None = None) -> Language:
    """The language that a picture can be written in: the asked one, or English where no font has its characters.

    Looks through the fonts of the machine, the first time for up to some seconds: to be called in a thread.
    """
    return language if find(language, chosen) is not CARRIED else Language.EN


class Type:
    """The faces of one picture. Made anew for each, so that no font is shared between threads."""

    def __init__(self, language: Language, chosen: Path | None = None) -> None:
        faces = [find(language, chosen), CARRIED]
        if language is Language.EN:
            faces.append(find(Language.ZH, chosen))  # for the few signs that the carried font lacks
        self._faces = list(dict.fromkeys(faces))
        self._glyphs = {face: Glyphs(face) for face in self._faces}
        self._fonts: dict[tuple[Face, int], FreeTypeFont] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self._inks: dict[tuple[str, int], tuple[float, float]] = {}
        self._face_of: dict[str, Face | None] = {}

    def written(self, text: str) -> str:
        """The text in characters that there are glyphs for: others are spelt out, and signs such as emoji left out."""
        return "".join(self._spelt(char) for char in " ".join(text.split("\n")))

    def _spelt(self, char: str) -> str:
        if self.face(char):
            return char
        plain = _STANDS_IN.get(char) or unicodedata.normalize("NFKD", char)
        return "".join(one for one in plain if self.face(one)) if plain != char else ""

    def face(self, char: str) -> Face | None:
        """The first face that has the character."""
        if char not in self._face_of:
            known = char.isprintable()
            self._face_of[char] = next((one for one in self._faces if known and self._glyphs[one].cover(char)), None)
        return self._face_of[char]

    def widths(self, text: str, size: int) -> list[float]:
        """How far each character leads on, in pixels; between two marks as wide as a Han character less air is left."""
        found = [self._width(char, size) for char in text]
        for at, (char, after) in enumerate(pairwise(text)):
            if char in _CLOSING and (after in _CLOSING or after in _OPENING):
                found[at] = max(self._ink(char, size)[1] + _AIR * size, found[at] - size / 2)
        return found

    def strokes(self, text: str, size: int) -> Iterator[tuple[Face, str, float]]:
        """Stretches of a text that are drawn at once: face, characters, and how far from the start they begin."""
        widths = self.widths(text, size)
        at, left = 0, 0.0
        while at < len(text):
            face, to = self.face(text[at]) or CARRIED, at + 1
            if text[at] in _NARROW:
                full = self.font(face, size).getlength(text[at]) > _WIDE * size
                yield face, text[at], left + (_AIR * size - self._ink(text[at], size)[0] if full else 0)
            else:
                while to < len(text) and self.face(text[to]) == face and not self._apart(text[to - 1], text[to]):
                    to += 1
                yield face, text[at:to], left
            left += sum(widths[at:to])
            at = to

    def overhang(self, text: str, size: int) -> float:
        """How far a line may begin to the left, so that the air before a bracket does not look like an indent."""
        return max(0.0, self._ink(text[0], size)[0] - _AIR * size) if text and text[0] in _OPENING else 0.0

    def font(self, face: Face, size: int) -> FreeTypeFont:
        """A face in a size."""
        if (face, size) not in self._fonts:
            self._fonts[face, size] = face.open(size)
        return self._fonts[face, size]

    @staticmethod
    def _apart(before: str, char: str) -> bool:
        return char in _NARROW or (before in _CLOSING and (char in _CLOSING or char in _OPENING))

    def _width(self, char: str, size: int) -> float:
        if (char, size) not in self._widths:
            width = self.font(self.face(char) or CARRIED, size).getlength(char)
            if char in _NARROW and width > _WIDE * size:
                left, right = self._ink(char, size)
                width = right - left + 2 * _AIR * size
            self._widths[char, size] = width
        return self._widths[char, size]

    def _ink(self, char: str, size: int) -> tuple[float, float]:
        """From where to where its ink reaches, on its own ground."""
        if (char, size) not in self._inks:
            mask, (away, _) = self.font(self.face(char) or CARRIED, size).getmask2(char, anchor="ls")
            left, _, right, _ = mask.getbbox() or (0, 0, 0, 0)
            self._inks[char, size] = (away + left, away + right)
        return self._inks[char, size]


def thickness(size: int) -> float:
    """By how much a bold stroke of this size grows on each side, in pixels."""
    return size * _THICKER
