"""What stands where on a picture, before anything is drawn: marks in pixels of the finished picture, from top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from bot.charts.colours import Colour
from bot.charts.fonts import Face

WIDTH: Final = 1000
HEIGHT: Final = 640
MARGIN: Final = 48

Point: TypeAlias = tuple[float, float]


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def within(self, other: Box) -> bool:
        """Whether it lies inside of the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


CANVAS: Final = Box(0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True)
class Bar:
    """A filled rectangle.

    Attributes:
        box: its place.
        colour: its filling.
        radius: of its corners.
    """

    box: Box
    colour: Colour
    radius: float = 6


@dataclass(frozen=True)
class Hatched:
    """A rectangle of slanting lines with an outline: basis that was not recovered."""

    box: Box
    radius: float = 6


@dataclass(frozen=True)
class Line:
    """A line through points.

    Attributes:
        points: through which it goes.
        colour: of the line.
        width: in pixels.
        dashed: whether it is broken.
    """

    points: tuple[Point, ...]
    colour: Colour
    width: float
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    colour: Colour


@dataclass(frozen=True)
class Dot:
    """A disc with a rim of the ground's colour, so that it stands out from lines under it."""

    at: Point
    radius: float
    colour: Colour


@dataclass(frozen=True)
class Label:
    """One line of text.

    Attributes:
        text: what is written.
        at: start of the baseline.
        size: of the type, in pixels.
        colour: of the type.
        face: in which it is set; it has every glyph of the text.
        bold: whether its strokes are thickened.
        box: what the ink covers.
    """

    text: str
    at: Point
    size: int
    colour: Colour
    face: Face
    bold: bool
    box: Box


Mark: TypeAlias = Bar | Hatched | Line | Area | Dot | Label


@dataclass(frozen=True)
class Sheet:
    """All marks of a picture, the ones that lie below first."""

    marks: tuple[Mark, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """The texts among the marks."""
        return tuple(mark for mark in self.marks if isinstance(mark, Label))
