"""Converting now or later: the tax on either side, and which way waiting goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.waiting import OutcomeTax, Waiting, WaitInput

MOST_OUTCOMES: Final = 4  # shown one by one; more are told by their ends


def view(writer: Writer, inputs: Mapping[str, Any], result: Waiting) -> Shown:
    """What is shown of the comparison."""
    asked = WaitInput.read(inputs)
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(
            writer.say("assumed-all"),
            writer.say("assumed-rate", rate=percent(asked.rate * HUNDRED)),
            *((writer.say("assumed-leftover"),) if asked.value_now < asked.basis else ()),
            *writer.cautions(result.cautions),
        ),
    )


def _headline(writer: Writer, asked: WaitInput, result: Waiting) -> str:
    later = result.tax_now + result.wait_costs
    when = writer.say("when-expected" if asked.value_later is None else "when-later")
    figures = {"now": money(result.tax_now), "later": money(later), "when": when}
    if result.now_is_free and asked.rate:
        return writer.say("headline-wait-free", **figures)
    if not result.wait_costs:
        return writer.say("headline-wait-same", now=money(result.tax_now))
    key = "headline-wait-costs" if result.wait_costs > 0 else "headline-wait-saves"
    return writer.say(key, amount=money(abs(result.wait_costs)), **figures)


def _lines(writer: Writer, asked: WaitInput, result: Waiting) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.line("basis", asked.basis)
    yield writer.line("value_now", asked.value_now)
    if asked.value_later is not None:
        yield writer.line("value_later", asked.value_later)
    yield writer.line("tax_now", result.tax_now, steps["tax_now"])
    if result.tax_if_wait is not None:
        yield writer.line("tax_if_wait", result.tax_if_wait, steps["tax_if_wait"])
    yield from _outcomes(writer, result)
    if result.expected_tax_if_wait is not None:
        weighted = steps["expected_tax_if_wait"]  # its working would repeat every outcome
        yield writer.cited("expected_tax_if_wait", money(result.expected_tax_if_wait), weighted.authorities)
    yield writer.line("wait_costs", result.wait_costs, steps["wait_costs"])


def _outcomes(writer: Writer, result: Waiting) -> Iterator[Line]:
    if len(result.outcomes) > MOST_OUTCOMES:
        values = [outcome.value for outcome in result.outcomes]
        ends = {"low": money(min(values)), "high": money(max(values))}
        yield writer.text("outcomes", writer.say("outcomes-value", count=len(values), **ends))
        return
    for outcome in result.outcomes:
        yield _outcome(writer, outcome)


def _outcome(writer: Writer, outcome: OutcomeTax) -> Line:
    told = writer.say("outcome-value", value=money(outcome.value), tax=money(outcome.tax))
    return writer.text("outcome", told, chance=percent(outcome.probability * HUNDRED))
