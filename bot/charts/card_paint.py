"""From the sheet of a card to the bytes of a PNG: a light card in few colours, so that it stays small."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from PIL import Image, ImageDraw

from bot.charts.card_sheet import BAR, LEFT, RIGHT, WIDTH, CardSheet, Run
from bot.charts.card_text import Look
from bot.charts.card_type import Type, thickness
from bot.charts.colours import Colour, blend
from bot.reply import Tone

GROUND: Final[Colour] = (0xFF, 0xFF, 0xFF)
PANEL: Final[Colour] = (0xF1, 0xF4, 0xF6)
RULE: Final[Colour] = (0xD3, 0xD9, 0xDF)
INK: Final[Colour] = (0x1B, 0x1F, 0x24)
FAINT: Final[Colour] = (0x56, 0x5E, 0x68)
ACCENTS: Final = {
    Tone.SETTLED: (0x00, 0x72, 0x53),
    Tone.OPEN: (0x1D, 0x62, 0xAF),
    Tone.OVERDUE: (0xAD, 0x42, 0x00),
}
"""Those of the cards in Discord, darker: words are written in them on white, and in white on them."""
MOST_COLOURS: Final = 16  # half a byte a pixel
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_COMPRESSION: Final = 6  # zlib's own choice; the best one takes ten times as long for a tenth less
_DOT: Final = 7.0
_FINER: Final = 4
_CORNER: Final = 20


def palette(tone: Tone) -> tuple[Colour, ...]:
    """The colours of a card, with the steps between ink and ground at the edges of letters."""
    accent = ACCENTS[tone]
    steps = [blend(ink, GROUND, step / count) for ink, count in ((INK, 5), (accent, 3)) for step in range(1, count)]
    return GROUND, PANEL, RULE, INK, FAINT, accent, blend(FAINT, GROUND, 0.35), *steps


def paint(sheet: CardSheet, letters: Type, tone: Tone) -> bytes:
    """The picture as a PNG; the same sheet gives the same bytes."""
    image = Image.new("RGB", (WIDTH, sheet.height), GROUND)
    draw = ImageDraw.Draw(image)
    accent = ACCENTS[tone]
    draw.rectangle((0, 0, BAR - 1, sheet.height), accent)
    for top, bottom in sheet.panels:
        draw.rounded_rectangle((LEFT, top, RIGHT, bottom), _CORNER, PANEL)
    if sheet.pill:
        _smooth(image, sheet.pill, accent)
    for rule in sheet.rules:
        draw.line((LEFT, rule, RIGHT, rule), RULE, 2)
    for x, y in sheet.bullets:
        _smooth(image, (x - _DOT, y - _DOT, x + _DOT, y + _DOT), accent)
    for run in sheet.runs:
        _write(draw, run, letters, _colour(run, accent))
    return _encode(image, palette(tone))


def _smooth(image: Image.Image, box: tuple[float, float, float, float], colour: Colour) -> None:
    """A shape with round ends and soft edges, which Pillow draws for letters alone."""
    left, top, right, bottom = (round(edge) for edge in box)
    width, height = (right - left) * _FINER, (bottom - top) * _FINER
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), height / 2, 255)
    image.paste(colour, (left, top), mask.reduce(_FINER))


def _colour(run: Run, accent: Colour) -> Colour:
    if run.look is Look.STATUS:
        return GROUND
    if run.look in (Look.WARNING, Look.HEADING, Look.SOURCES):
        return accent
    return FAINT if run.span.faint else INK


def _write(draw: ImageDraw.ImageDraw, run: Run, letters: Type, colour: Colour) -> None:
    stroke = thickness(run.size) if run.span.bold else 0
    for face, text, away in letters.strokes(run.text, run.size):
        at = round(run.left + away), round(run.baseline)
        draw.text(at, text, colour, letters.font(face, run.size), anchor="ls", stroke_width=stroke)


def _encode(image: Image.Image, colours: tuple[Colour, ...]) -> bytes:
    """As a PNG of half a byte a pixel. Pillow's own writer filters its lines, which for flat letters costs a sixth."""
    chosen = Image.new("P", (1, 1))
    chosen.putpalette([part for colour in colours for part in colour])
    packed = image.quantize(palette=chosen, dither=Image.Dither.NONE).tobytes("raw", "P;4")
    step = (image.width + 1) // 2
    lines = b"".join(b"\0" + packed[at : at + step] for at in range(0, len(packed), step))
    head = struct.pack(">IIBBBBB", image.width, image.height, 4, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", bytes(part for colour in colours for part in colour)),
        (b"IDAT", zlib.compress(lines, _COMPRESSION)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
