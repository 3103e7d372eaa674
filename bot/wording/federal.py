"""What a conversion adds to federal tax, with the child tax credit lost where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.figures import money
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.child_credit import WithChildrenIncrement, WithChildrenInput
from calc.federal import FederalIncrement, FederalInput
from calc.model import Step


def view(writer: Writer, inputs: Mapping[str, Any], result: FederalIncrement) -> Shown:
    """What is shown of the federal tax added, with or without children."""
    with_children = isinstance(result, WithChildrenIncrement)
    asked: FederalInput = WithChildrenInput.read(inputs) if with_children else FederalInput.read(inputs)
    return Shown(
        headline=_headline(writer, asked.year, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(
            writer.say("assumed-itemized" if _itemizes(asked) else "assumed-standard"),
            *((writer.say("assumed-interest"),) if asked.interest else ()),
            *writer.cautions(("state_tax_not_counted", *result.cautions)),
        ),
    )


def _headline(writer: Writer, year: int, result: FederalIncrement) -> str:
    lost = result.ctc_lost if isinstance(result, WithChildrenIncrement) else None
    if lost:
        return writer.say("headline-federal-credit", year=year, total=money(result.add_total), lost=money(lost))
    key = "headline-federal" if result.add_total else "headline-federal-none"
    return writer.say(key, year=year, total=money(result.add_total))


def _itemizes(asked: FederalInput) -> bool:
    return asked.salt_paid is not None or asked.other_item is not None


def _lines(writer: Writer, asked: FederalInput, result: FederalIncrement) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.text("household", " · ".join(_household(writer, asked)))
    yield writer.line("taxable_conversion", asked.taxable_conversion)
    yield from _deductions(writer, asked, steps)
    for key in ("ti_before", "ti_after", "tax_before", "tax_after", "add_income_tax"):
        if key in steps:
            yield writer.line(key, steps[key].value, steps[key])
    if result.add_niit:
        yield writer.line("add_niit", result.add_niit, steps["add_niit"])
    if isinstance(result, WithChildrenIncrement):
        yield writer.line("ctc_lost", result.ctc_lost, steps["ctc_lost"])
    if result.add_total != result.add_income_tax:
        yield writer.line("add_total", result.add_total, steps["add_total"])


def _deductions(writer: Writer, asked: FederalInput, steps: Mapping[str, Step]) -> Iterator[Line]:
    """The deduction where it is not simply the standard one, which the taxable income shows."""
    if not _itemizes(asked):
        return
    before, after = steps["deduction_before"], steps.get("deduction_after")
    yield writer.line("deduction_before", before.value, before)
    if after and after.value != before.value:
        yield writer.line("deduction_after", after.value, after)


def _household(writer: Writer, asked: FederalInput) -> Iterator[str]:
    yield writer.say("part-year", year=asked.year)
    yield writer.say("part-wages", amount=money(asked.wages))
    if asked.interest:
        yield writer.say("part-interest", amount=money(asked.interest))
    if asked.salt_paid is not None:
        yield writer.say("part-salt", amount=money(asked.salt_paid))
    if asked.other_item is not None:
        yield writer.say("part-other", amount=money(asked.other_item))
    if isinstance(asked, WithChildrenInput):
        yield writer.say("part-kids", count=asked.kids)
    yield writer.say(f"filing-{asked.status}")
