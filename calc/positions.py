"""The boxes of Form 1099-R written in a row without their numbers: `11250 0 11250 G`."""

from __future__ import annotations

import re
from typing import Final

from calc.quantities import Quantities
from calc.settling import LabelValue

_BOXES: Final = ("box1", "box2a", "box5", "box7")
_BETWEEN: Final = r"[\s,/|;]+"
_FIGURE: Final = "\x00+"
_ROW: Final = re.compile(
    rf"[\s:,「“\"(]*(?:form )?(?:1099-?r)?[\s:,]*{_BETWEEN.join([_FIGURE] * 3)}"
    rf"(?:{_BETWEEN}(?:code )?(?P<code>[1-9a-z][a-z]?))?[\s.。」”\")]*",
    re.ASCII,
)


def in_box_order(read: Quantities, text: str, wanted: frozenset[str]) -> dict[str, LabelValue] | None:
    """Boxes 1, 2a, 5 and 7 from three figures and a code, where nothing but the boxes is wanted and nothing else said.

    Args:
        read: the figures of the message and the text around them.
        text: the message as written.
        wanted: the inputs that are looked for.

    Returns:
        Dollars and the code by box, or None where the message is something else.
    """
    if not {"box1", "box2a", "box5"} <= wanted <= set(_BOXES) or read.dated or len(read.figures) not in {3, 4}:
        return None
    *_, last = figures = list(read.figures)
    worded = read.worded
    if len(figures) == 4:  # code 7 is read as a figure
        if last.what != "small" or not 1 <= last.values[0] <= 9 or last.end - last.start != 1:
            return None
        figures.pop()
        worded = worded[: last.start] + text[last.start] + worded[last.end :]
    match = _ROW.fullmatch(worded)
    if match is None or any(figure.why or figure.what not in {"money", "small"} for figure in figures):
        return None
    listed: dict[str, LabelValue] = {box: figure.values[0] for box, figure in zip(_BOXES, figures, strict=False)}
    if match["code"] and "box7" in wanted:
        listed["box7"] = match["code"].upper()
    return listed
