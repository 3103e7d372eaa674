"""From a sheet to the bytes of a PNG: drawn larger, reduced, in few colours."""

from __future__ import annotations

import io
from math import hypot
from typing import Final

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.charts.colours import GROUND, HATCH, PALETTE, PANEL, Colour
from bot.charts.fonts import Face
from bot.charts.letters import SCALE, thickening
from bot.charts.sheet import HEIGHT, WIDTH, Area, Bar, Box, Dot, Hatched, Label, Line, Point, Sheet

_HATCH_STEP: Final = 18  # from one slanting line to the next, in pixels of the picture
_HATCH_WIDTH: Final = 4
_OUTLINE: Final = 2
_RIM: Final = 4
_DASH: Final = (14, 9)  # drawn and left out


def paint(sheet: Sheet) -> bytes:
    """The picture as a PNG of at most `MOST_COLOURS` colours; the same sheet gives the same bytes."""
    return _encode(Painting().of(sheet))


class Painting:
    """A drawing surface, `SCALE` times the size of the picture."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts: dict[tuple[Face, int], FreeTypeFont] = {}

    def of(self, sheet: Sheet) -> Image.Image:
        """Draw everything on the sheet and reduce it to the size of the picture."""
        for mark in sheet.marks:
            match mark:
                case Bar(box, colour, radius):
                    self._draw.rounded_rectangle(_large(box), _radius(box, radius), colour)
                case Hatched(box, radius):
                    self._hatch(box, radius)
                case Line():
                    self._line(mark)
                case Area(points, colour):
                    self._draw.polygon([_at(point) for point in points], colour)
                case Dot(at, radius, colour):
                    self._disc(at, radius + _RIM, GROUND)
                    self._disc(at, radius, colour)
                case Label():
                    self._label(mark)
        return self._image.reduce(SCALE)

    def _hatch(self, box: Box, radius: float) -> None:
        area = _large(box)
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle(area, _radius(box, radius), 255)
        lines = Image.new("RGB", self._image.size, PANEL)
        draw = ImageDraw.Draw(lines)
        left, top, right, bottom = area
        for start in range(int(left - (bottom - top)), int(right), _HATCH_STEP * SCALE):
            draw.line((start, bottom, start + bottom - top, top), HATCH, _HATCH_WIDTH * SCALE)
        self._image.paste(lines, mask=mask)
        self._draw.rounded_rectangle(area, _radius(box, radius), outline=HATCH, width=_OUTLINE * SCALE)

    def _line(self, line: Line) -> None:
        width = round(line.width * SCALE)
        if not line.dashed:
            self._draw.line([_at(point) for point in line.points], line.colour, width, joint="curve")
            return
        (x, y), (to_x, to_y) = line.points[0], line.points[-1]
        length = hypot(to_x - x, to_y - y)
        drawn, left_out = _DASH
        start = 0.0
        while start < length:
            end = min(length, start + drawn)
            ends = [(x + (to_x - x) * place / length, y + (to_y - y) * place / length) for place in (start, end)]
            self._draw.line([_at(point) for point in ends], line.colour, width)
            start = end + left_out

    def _disc(self, at: Point, radius: float, colour: Colour) -> None:
        x, y = at
        self._draw.ellipse(_large(Box(x - radius, y - radius, x + radius, y + radius)), colour)

    def _label(self, label: Label) -> None:
        key = label.face, label.size
        if key not in self._fonts:
            self._fonts[key] = label.face.open(label.size * SCALE)
        stroke = thickening(label.size) if label.bold else 0
        self._draw.text(_at(label.at), label.text, label.colour, self._fonts[key], anchor="ls", stroke_width=stroke)


def _at(point: Point) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE


def _large(box: Box) -> tuple[float, float, float, float]:
    """A box on the drawing surface; its far edges belong to it there, so they are drawn one pixel short."""
    left, top, right, bottom = (round(edge * SCALE) for edge in box)
    return left, top, max(left, right - 1), max(top, bottom - 1)


def _radius(box: Box, radius: float) -> float:
    return min(radius, box.width / 2, (box.bottom - box.top) / 2) * SCALE


def _encode(image: Image.Image) -> bytes:
    """As a PNG whose palette is ours: the colours of marks stay exactly what they are."""
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in PALETTE for part in colour])
    out = io.BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
