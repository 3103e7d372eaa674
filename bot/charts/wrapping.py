"""Where a line of mixed Chinese and English may end: pure functions over a text and the widths of its characters.

Nothing is lost and nothing is added: the lines, joined, are the text. Spaces stay at the end of their line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

Line = tuple[int, int]
"""Where a line starts in its text, and where the next one does."""

NO_START: Final = frozenset("，。、；：？！）」』》〉】〕”’…—·％,.;:?!)]}%‰°/")
"""Marks that no line begins with."""
NO_END: Final = frozenset("（「『《〈【〔“‘([{$#§")
"""Marks that no line ends with."""
_WIDE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NUMBER: Final = re.compile(r"\[\d+\]")  # of a source: it stays with the claim before it
# a number stays with what it numbers: Box 5, Form 8606, IRC §402
_NUMBERED: Final = re.compile(
    r"(?:^|[^A-Za-z])(?:box|form|lines?|part|schedule|code|notice|pub\.|sec\.|irc|rul\.|reg\.|step|side|reading) $",
    re.IGNORECASE,
)
_NUMBERED_REACH: Final = 12
_A_NUMBER: Final = re.compile(r"[0-9§]|[A-Z](?![A-Za-z])")
_IN_ADDRESS: Final = frozenset("/?&=_-.")
_MARKS: Final = frozenset("，。；：？！,.;:?!")
_AT_A_MARK: Final = 0.12  # a line that ends at a mark may be a third shorter than the others
_ORPHAN: Final = 2.2  # a last line shorter than so many Han characters is filled up, where that costs no line


def places(text: str, joined: Set[int] = frozenset()) -> list[int]:
    """Where a new line may start, in the order of the text; nowhere that is joined."""
    return [place for place in range(1, len(text)) if place not in joined and _may_start(text, place)]


def _may_start(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after.isspace() or after in NO_START or before in NO_END:
        return False
    if _NUMBER.match(text, place) and not before.isspace():
        return False
    if _A_NUMBER.match(text, place) and _NUMBERED.search(text[max(0, place - _NUMBERED_REACH) : place]):
        return False
    return before.isspace() or bool(_WIDE.match(before)) or bool(_WIDE.match(after))


def wrap(text: str, widths: Sequence[float], room: float, joined: Set[int] = frozenset()) -> list[Line]:
    """The lines of a text.

    Args:
        text: one paragraph, without line breaks.
        widths: of each of its characters, in pixels.
        room: how wide a line may be, in pixels, without the spaces at its end.
        joined: places where no line should start, although the characters would allow it.
    """
    if not text:
        return []
    lines: list[Line] = []
    start = end = 0
    for piece in pairwise([0, *places(text, joined), len(text)]):
        if start < end and _ink(text, widths, start, piece[1]) > room:
            lines.append((start, end))
            start = end
        if _ink(text, widths, *piece) > room:
            *full, (start, _) = _forced(text, widths, piece, room)
            lines += full
        end = piece[1]
    return [*lines, (start, end)]


def filled(text: str, widths: Sequence[float], room: float, han: float, joined: Set[int] = frozenset()) -> list[Line]:
    """As `wrap`, but with no lonely character on the last line where narrower lines prevent that.

    Args:
        text: one paragraph.
        widths: of each of its characters.
        room: how wide a line may be.
        han: how wide a Han character is.
        joined: places where no line should start.
    """
    lines = wrap(text, widths, room, joined)
    if len(lines) > 1 and _ink(text, widths, *lines[-1]) < _ORPHAN * han:
        for narrower in (room - han, room - 2 * han):
            other = wrap(text, widths, narrower, joined)
            if len(other) == len(lines) and _ink(text, widths, *other[-1]) >= _ORPHAN * han:
                return other
    return lines


def balanced(text: str, widths: Sequence[float], room: float) -> list[Line]:
    """As few lines as `wrap` needs, of about the same length and rather cut at a mark: for a title."""
    first = wrap(text, widths, room)
    stops = [0, *places(text), len(text)]
    best: dict[int, tuple[float, list[Line]]] = {0: (0.0, [])}  # the best lines up to a place, so many as in each round
    for _ in first:
        longer: dict[int, tuple[float, list[Line]]] = {}
        for start, (badness, lines) in best.items():
            for stop in (one for one in stops if one > start):
                ink = _ink(text, widths, start, stop)
                if ink > room:
                    break
                worse = badness + (1 - ink / room) ** 2 - (_AT_A_MARK if text[:stop].rstrip()[-1:] in _MARKS else 0)
                if stop not in longer or worse < longer[stop][0]:
                    longer[stop] = worse, [*lines, (start, stop)]
        best = longer
    return best[len(text)][1] if len(text) in best else first


def _ink(text: str, widths: Sequence[float], start: int, end: int) -> float:
    """The width of a line without the spaces at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return sum(widths[start:end])


def _forced(text: str, widths: Sequence[float], piece: Line, room: float) -> list[Line]:
    """A piece that is wider than a line, such as an address: cut at its signs, or at last anywhere."""
    start, end = piece
    found: list[Line] = []
    while end - start > 1 and _ink(text, widths, start, end) > room:
        most = start + 1
        while most < end - 1 and sum(widths[start : most + 1]) <= room:
            most += 1
        cut = next((at for at in range(most, start + 1, -1) if text[at - 1] in _IN_ADDRESS and _fits(text, at)), None)
        cut = cut or next((at for at in range(most, start, -1) if _fits(text, at)), most)
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def _fits(text: str, place: int) -> bool:
    """Whether, where a break is forced, one here is at least no wrong one."""
    return text[place] not in NO_START and not text[place].isspace() and text[place - 1] not in NO_END
