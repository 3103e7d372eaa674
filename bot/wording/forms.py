"""The forms that a calculation ends on: what the plan reports, and what goes on the return."""

from __future__ import annotations

from collections.abc import Iterable

from bot.figures import money
from bot.reply import Line
from bot.wording.writer import Writer
from calc.form_1040 import Form1040
from calc.form_1099r import Form1099R
from calc.model import Authority


def form_1099r(
    writer: Writer, boxes: Form1099R, authorities: Iterable[Authority], key: str = "form_1099r", **values: object
) -> Line:
    """The boxes of a Form 1099-R on one line.

    Args:
        writer: the words.
        boxes: of the form.
        authorities: what they rest on.
        key: of the label in the area ``calc``.
        values: what the label has placeholders for.
    """
    form = {"box1": money(boxes.box1), "box2a": money(boxes.box2a), "box5": money(boxes.box5), "box7": boxes.box7}
    told = writer.say("form_1099r-value" if boxes.box7 else "form_1099r-no-code", **form)
    return writer.cited(key, told, authorities, **values)


def form_1040(writer: Writer, lines: Form1040, authorities: Iterable[Authority], key: str = "form_1040") -> Line:
    """Lines 5a and 5b of Form 1040; the arguments are those of `form_1099r`."""
    told = {"line5a": money(lines.line5a), "line5b": money(lines.line5b)}
    return writer.cited(key, writer.say("form_1040-value", **told), authorities)
