"""Money paid out and rolled over within 60 days: the last day, what to add, and what is taxed otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.model import CautionId, Step
from calc.sixty_day import SixtyDay, SixtyDayInput

# said beside the day that it is about
NOTES: Final[frozenset[CautionId]] = frozenset({"weekend_not_settled"})


def view(writer: Writer, inputs: Mapping[str, Any], result: SixtyDay) -> Shown:
    """What is shown of the distribution."""
    asked = SixtyDayInput.read(inputs)
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=writer.cautions(caution for caution in result.cautions if caution not in NOTES),
        hint=writer.say("rate-hint") if result.taxable and result.tax_at_rate is None else "",
    )


def _headline(writer: Writer, asked: SixtyDayInput, result: SixtyDay) -> str:
    date = result.day_60.isoformat()
    if asked.rolled_over is not None and result.rolled_over == asked.amount:
        figures = {"amount": money(asked.amount), "taxable": money(result.taxable)}
        return writer.say("headline-sixty-done", date=date, **figures)
    key = "headline-sixty" if result.must_replace else "headline-sixty-whole"
    return writer.say(key, date=date, amount=money(result.must_replace))


def _lines(writer: Writer, asked: SixtyDayInput, result: SixtyDay) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.cited("day_60", result.day_60.isoformat(), result.day_60_authorities)
    yield from writer.notes(caution for caution in result.cautions if caution in NOTES)
    for key in ("taxable_part", "withheld", "paid_out"):
        yield writer.line(key, getattr(result, key), steps[key])
    yield writer.line("rolled_over", result.rolled_over, to=writer.say(f"to-{asked.to}"))
    for key in ("pretax_not_rolled", "basis_not_rolled"):
        if getattr(result, key):
            yield writer.line(key, getattr(result, key), steps[key])
    yield writer.line("taxable", result.taxable, steps["taxable"])
    if result.tax_at_rate is not None and asked.rate is not None:
        rate = percent(asked.rate * HUNDRED)
        yield writer.line("tax_at_rate", result.tax_at_rate, steps["tax_at_rate"], rate=rate)
    yield from _early(writer, result, steps)


def _early(writer: Writer, result: SixtyDay, steps: Mapping[str, Step]) -> Iterator[Line]:
    if result.additional_tax:
        yield writer.line("additional_tax", result.additional_tax, steps["additional_tax"])
    if result.additional_tax_if_all_kept != result.additional_tax:
        kept = steps["additional_tax_if_all_kept"]
        yield writer.line("additional_tax_if_all_kept", result.additional_tax_if_all_kept, kept)
