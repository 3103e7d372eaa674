"""What the finders hand on: a stretch of the folded text and the value read there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+"
GONE = "\x00"  # stands for a character that an earlier finder has taken


class Kind(StrEnum):
    """What a stretch of text is."""

    NAME = "name"  # holds digits, is no figure: 401(k), box 5, 60 天
    AMOUNT = "amount"
    PERCENT = "percent"
    YEAR = "year"
    RANGE = "range"  # two ends; of dollars, or of percents where `percent` is set
    VAGUE = "vague"  # 几百块, a couple hundred


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `values` in dollars, percent units or years; empty for names and for what is vague."""

    start: int
    end: int
    kind: Kind
    values: tuple[Decimal, ...] = ()
    percent: bool = False
    bare: bool = False  # digits alone: no sign, no unit
    negative: bool = False
    bound: bool = False  # said to be more or less than this
    foreign: bool = False  # another currency than the dollar
    loose: bool = False  # a digit stands behind it that may belong to it
    relative: bool = False  # a year told from today (去年)


def blank(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """`text` with the taken stretches made unreadable, at its old length."""
    pieces: list[str] = []
    at = 0
    for start, end in taken:
        pieces.extend((text[at:start], GONE * (end - start)))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def plain(number: Decimal) -> Decimal:
    """The same number without an exponent and without zeros at the end."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def from_digits(digits: str) -> Decimal:
    """The value of Arabic digits that may be grouped by commas."""
    return Decimal(digits.replace(",", ""))
