"""The colours of pictures, made for Discord's dark theme, and the palette that a file may hold.

Every colour is accompanied by a word; green and amber also differ in hue for readers who do not tell red from green.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""


def blend(ink: Colour, ground: Colour, share: float) -> Colour:
    """The colour that ``share`` of ink on a ground gives."""
    red, green, blue = (round(over * share + under * (1 - share)) for over, under in zip(ink, ground, strict=True))
    return red, green, blue


GROUND: Final[Colour] = (0x2B, 0x2D, 0x31)  # that of Discord's dark cards; opaque, so that the light theme shows a card
PANEL: Final[Colour] = (0x38, 0x3A, 0x40)
RULE: Final[Colour] = (0x5C, 0x60, 0x69)
TEXT: Final[Colour] = (0xF2, 0xF3, 0xF5)
MUTED: Final[Colour] = (0xB5, 0xBA, 0xC1)
OWN: Final[Colour] = (0x35, 0xC9, 0xA5)  # own money, what is settled, nothing to pay
EARNINGS: Final[Colour] = (0xF5, 0xA5, 0x24)  # what is taxed
TAX: Final[Colour] = (0xFF, 0x7B, 0x72)
LOSS: Final[Colour] = (0x8E, 0xA2, 0xD8)
HATCH: Final[Colour] = (0x9A, 0xA0, 0xAA)  # basis not recovered
SHADE: Final[Colour] = blend(EARNINGS, GROUND, 0.28)  # what waiting costs
SAVING: Final[Colour] = blend(OWN, GROUND, 0.28)

MOST_COLOURS: Final = 64
# what is drawn on what, and in how many steps its edge goes over
_EDGES: Final = (
    (TEXT, GROUND, 7), (MUTED, GROUND, 7), (OWN, GROUND, 7), (EARNINGS, GROUND, 7), (LOSS, GROUND, 4), (TAX, GROUND, 3),
    (TEXT, PANEL, 4), (MUTED, PANEL, 4), (HATCH, PANEL, 4), (PANEL, GROUND, 2), (RULE, GROUND, 2),
    (MUTED, OWN, 3), (MUTED, EARNINGS, 2), (MUTED, LOSS, 2),
    (OWN, SHADE, 2), (EARNINGS, SHADE, 2), (OWN, SAVING, 2), (EARNINGS, SAVING, 2),
    (SHADE, GROUND, 1), (SAVING, GROUND, 1),
)  # fmt: skip


def _palette() -> tuple[Colour, ...]:
    found: dict[Colour, None] = {}
    for ink, ground, steps in _EDGES:
        for step in range(steps + 1):
            found[blend(ink, ground, step / steps)] = None
    return tuple(found)


PALETTE: Final = _palette()
"""The colours of a file: those above as they are, and the steps between them at edges."""


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours as WCAG 2 counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
