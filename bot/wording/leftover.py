"""What basis left over from a loss can be worth: at most, at least, and when it is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.reply import Line, Scenario
from bot.wording.writer import Shown, Writer, by_key
from calc.leftover import Leftover, LeftoverInput


def view(writer: Writer, inputs: Mapping[str, Any], result: Leftover) -> Shown:
    """What is shown of the worth."""
    asked = LeftoverInput.read(inputs)
    return Shown(
        headline=_headline(writer, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(
            writer.say("assumed-rate", rate=percent(asked.rate * HUNDRED)),
            *writer.cautions(result.cautions),
        ),
        scenarios=tuple(_scenarios(writer, result)),
    )


def _headline(writer: Writer, result: Leftover) -> str:
    worth = money(result.worth_at_most)
    if result.nothing_because:
        because = writer.language.join(writer.cautions(result.nothing_because))
        return writer.say("headline-leftover-because", worth=worth, list=because)
    if not result.worth_at_most:
        return writer.say("headline-leftover-none", worth=worth)
    return writer.say("headline-leftover", worth=worth, least=money(result.worth_at_least))


def _lines(writer: Writer, asked: LeftoverInput, result: Leftover) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.line("unrecovered", asked.leftover)
    yield writer.line("ceiling", result.ceiling, steps["ceiling"])
    if asked.later_gain is not None:
        yield writer.line("usable", result.usable, steps["usable"])
    yield writer.line("worth_at_most", result.worth_at_most, steps["worth_at_most"])
    if result.present_value is not None and asked.discount_rate is not None:
        waited = {"years": asked.years_until_used, "rate": percent(asked.discount_rate * HUNDRED)}
        yield writer.line("present_value", result.present_value, steps["present_value"], **waited)
    if result.worth_at_most:
        yield writer.text("nothing_if", writer.language.join(writer.cautions(result.nothing_if)))


def _scenarios(writer: Writer, result: Leftover) -> Iterator[Scenario]:
    for reading in result.readings:
        keeps = reading.id == "plan_keeps_basis"
        text = writer.say("leftover-keeps" if keeps else "leftover-drops")
        yield writer.scenario(reading, text, [writer.line("worth_at_most", reading.figures.worth_at_most)])
