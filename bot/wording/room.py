"""The room for after-tax money: how much still fits in, what sets it, and what it comes to on each paycheck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.model import CautionId, Step
from calc.paychecks import PerPaycheck
from calc.room import Room, RoomInput

# said beside the figures that they are about
NOTES: Final[frozenset[CautionId]] = frozenset({"no_paycheck_left", "pay_too_small"})


def view(writer: Writer, inputs: Mapping[str, Any], result: Room) -> Shown:
    """What is shown of the room."""
    asked = RoomInput.read(inputs)
    return Shown(
        headline=_headline(writer, asked.year, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=writer.cautions(caution for caution in result.cautions if caution not in NOTES),
    )


def _headline(writer: Writer, year: int, result: Room) -> str:
    if result.over:
        return writer.say("headline-room-over", year=year, over=money(result.over))
    if result.room:
        return writer.say("headline-room", year=year, room=money(result.room))
    key = "headline-room-plan" if result.limited_by == "plan_cap" else "headline-room-none"
    return writer.say(key, year=year, room=money(result.room))


def _lines(writer: Writer, asked: RoomInput, result: Room) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.line("limit" if asked.comp is None else "limit-or-pay", result.limit, steps["limit"])
    yield writer.line("counted", result.counted, steps["counted"])
    if "plan_cap" in steps:
        yield writer.line("plan_cap", steps["plan_cap"].value, steps["plan_cap"])
    if result.over:
        yield writer.line("over", result.over, steps["over"])
    else:
        yield writer.line("room", result.room, steps["room"])
        yield writer.text("limited_by", writer.say(f"limited_by-{result.limited_by}"))
    if result.max_catchup:
        yield writer.line("max_catchup", result.max_catchup, steps["max_catchup"])
    if result.per_paycheck and result.room:
        yield from _each(writer, result.per_paycheck, steps)
    yield from writer.notes(caution for caution in result.cautions if caution in NOTES)


def _each(writer: Writer, each: PerPaycheck, steps: Mapping[str, Step]) -> Iterator[Line]:
    if not each.paychecks:
        return
    certain = each.paychecks == each.paychecks_at_least
    yield writer.cited(
        "paycheck_amount" if certain else "paycheck_amount-uncertain",
        money(each.amount),
        steps["paycheck_amount"].authorities,
        count=each.paychecks,
        least=each.paychecks_at_least,
    )
    if each.rate_of_pay is not None and each.whole_rate_of_pay is not None and each.remainder_at_whole_rate is not None:
        figures = {
            "rate": percent(each.rate_of_pay * HUNDRED),
            "whole": percent(each.whole_rate_of_pay * HUNDRED),
            "left": money(each.remainder_at_whole_rate),
        }
        yield writer.text("rate_of_pay", writer.say("rate_of_pay-value", **figures))
