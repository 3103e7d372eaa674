"""A vertical axis in dollars: round steps, few of them, and short names for them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from bot.figures import money

_STEPS: Final = (1, 2, 5, 10)
_NARROWEST: Final = 48.0  # pixels between two lines, so that their names do not touch
_THOUSANDS: Final = ((1_000_000, "M"), (1_000, "k"))
_FINEST: Final = 0.01
_EPSILON: Final = 1e-9
_LONG: Final = 100_000  # dollars from which an amount is shortened


@dataclass(frozen=True)
class Scale:
    """From dollars to pixels from the top.

    Attributes:
        low: dollars at the bottom, 0 or less.
        high: dollars at the top, 0 or more.
        step: dollars from one line to the next.
        top: pixels where `high` lies.
        bottom: pixels where `low` lies.
    """

    low: float
    high: float
    step: float
    top: float
    bottom: float

    @classmethod
    def of(cls, low: float, high: float, top: float, bottom: float) -> Scale:
        """A scale that holds both figures, one of which at least is not 0."""
        lines = max(2, floor((bottom - top) / _NARROWEST))
        step = _step_above((high - low) / lines)
        farther = max(high, -low)
        return cls(low, high, min(step, _step_below(farther)), top, bottom)  # beside zero there is one more line

    @property
    def ticks(self) -> tuple[float, ...]:
        """The figures of the lines, zero among them, from low to high."""
        first, last = ceil(self.low / self.step - _EPSILON), floor(self.high / self.step + _EPSILON)
        return tuple(number * self.step for number in range(first, last + 1))

    def y(self, figure: float) -> float:
        """Where a figure lies."""
        return self.bottom - (figure - self.low) / (self.high - self.low) * (self.bottom - self.top)


def _step_above(least: float) -> float:
    """The smallest round number (1, 2 or 5 with zeros) that is not below; never finer than a cent."""
    power = _power_of_ten(least)
    return next(step * power for step in _STEPS if step * power >= least * (1 - _EPSILON))


def _step_below(most: float) -> float:
    """The largest round number that is not above; never finer than a cent."""
    power = _power_of_ten(most)
    return max(step * power for step in _STEPS if step * power <= most * (1 + _EPSILON))


def _power_of_ten(figure: float) -> float:
    """The power of ten at or below a figure; a cent for less than that."""
    return float(max(_FINEST, 10.0 ** floor(log10(figure) + _EPSILON)))


def short_money(figure: float, step: float) -> str:
    """A round figure as an axis names it: ``$500``, ``-$0.05``, ``$1.5M``."""
    for size, letter in _THOUSANDS:
        if abs(figure) >= size and abs(figure) + step > _LONG:
            return f"{'-' if figure < 0 else ''}${abs(figure) / size:.10g}{letter}"
    return money(f"{figure:.2f}")
