"""Form 8606 line by line: what of a conversion from traditional IRAs is basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import money
from bot.reply import Line, Scenario
from bot.wording.writer import Shown, Writer, by_key
from calc.form_8606 import Form8606, Form8606Input, IraBasisReading
from calc.model import CautionId, Step

_NOTES: Final = frozenset({"above_ira_limit"})  # said beside the figures that they are about


def view(writer: Writer, inputs: Mapping[str, Any], result: Form8606) -> Shown:
    """What is shown of the form."""
    asked = Form8606Input.read(inputs)
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(writer.say("assumed-all-iras"), *writer.cautions(_granted(result))),
        scenarios=tuple(_scenarios(writer, result)),
    )


def _granted(result: Form8606) -> Iterator[CautionId]:
    return (caution for caution in result.cautions if caution not in _NOTES)


def _headline(writer: Writer, asked: Form8606Input, result: Form8606) -> str:
    taxable, left, converted = money(result.taxable), money(result.basis_forward), money(asked.conversion)
    if not asked.conversion:
        return writer.say("headline-8606-none", taxable=taxable, left=left)
    if result.readings:
        return writer.say("headline-8606-left", taxable=taxable, left=left)
    if not result.taxable:
        return writer.say("headline-8606-free", taxable=taxable, converted=converted)
    return writer.say(
        "headline-8606-taxable", taxable=taxable, nontaxable=money(result.nontaxable), converted=converted
    )


def _lines(writer: Writer, asked: Form8606Input, result: Form8606) -> Iterator[Line]:
    steps = by_key(result.steps)
    told = writer.say("filled-8606", balance=money(asked.year_end_value), converted=money(asked.conversion))
    yield Line(key="filled", label=writer.say("filled"), value=told)
    yield from writer.notes(caution for caution in result.cautions if caution in _NOTES)
    yield writer.line("line3", result.line3, steps["line3"])
    if result.line9 is not None and result.line10 is not None:
        yield writer.line("line9", result.line9, steps["line9"])
        yield writer.text("line10", f"{result.line10:f}", steps["line10"])
    if asked.conversion:
        yield writer.line("line11" if result.part_one else "line17", result.nontaxable, steps["nontaxable"])
        yield writer.line("line18", result.taxable, steps["taxable"])
    yield _forward(writer, result, steps["basis_forward"])
    part_one, step = ("part-one-yes", "line3") if result.part_one else ("part-one-no", "nontaxable")
    yield writer.cited("part-one", writer.say(part_one), steps[step].authorities)


def _forward(writer: Writer, result: Form8606, step: Step) -> Line:
    """Basis that is left: line 14 carries it, or nothing on the form does."""
    if result.readings:
        return writer.line("unrecovered", result.basis_forward, step)
    return writer.line("line14" if result.part_one else "basis_forward", result.basis_forward, step)


def _scenarios(writer: Writer, result: Form8606) -> Iterator[Scenario]:
    for reading in result.readings:
        if isinstance(reading, IraBasisReading):
            key = "ira-basis-kept" if reading.id == "ira_basis_kept" else "ira-basis-gone"
            forward = writer.line("basis_forward", reading.figures.basis_forward)
            yield writer.scenario(reading, writer.say(key, amount=money(result.basis_forward)), [forward])
