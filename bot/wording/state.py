"""What a state adds on a conversion: at a rate that is known, or estimated by a sample household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.state import StateInput, StateTax


def view(writer: Writer, inputs: Mapping[str, Any], result: StateTax) -> Shown:
    """What is shown of the state tax."""
    asked = StateInput.read(inputs)
    own = "assumed-no-state-tax" if asked.rate is None else "assumed-state-rate"
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(writer.say(own), *writer.cautions(result.cautions)),
    )


def _either(result: StateTax) -> bool:
    """Whether it matters what the state sees in the conversion."""
    return any(step.key == "state_tax_if_distribution" for step in result.steps)


def _headline(writer: Writer, asked: StateInput, result: StateTax) -> str:
    tax, other = money(result.state_tax), money(result.state_tax_if_distribution)
    if asked.rate is not None:
        return writer.say("headline-state-rate", rate=percent(asked.rate * HUNDRED), tax=tax)
    if not result.estimate:
        return writer.say("headline-state-none", state=asked.state, tax=tax)
    if _either(result):
        return writer.say("headline-state-either", state=asked.state, tax=tax, other=other)
    key = "headline-state" if result.rate else "headline-state-free"
    doubt = "-doubtful" if "state_doubtful" in result.cautions else ""
    return writer.say(f"{key}{doubt}", state=asked.state, tax=tax)


def _lines(writer: Writer, asked: StateInput, result: StateTax) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield writer.line("taxable_conversion", asked.taxable_conversion)
    if asked.rate is None:
        yield writer.text("state", f"{asked.state} · {writer.say('part-year', year=asked.year)}")
    if result.sample_wages is not None:
        yield writer.line("sample_wages", result.sample_wages)
    if _either(result):
        yield writer.line("state_tax-conversion", result.state_tax, steps["state_tax"])
        distribution = steps["state_tax_if_distribution"]
        yield writer.line("state_tax_if_distribution", result.state_tax_if_distribution, distribution)
    else:
        yield writer.line("state_tax", result.state_tax, steps["state_tax"])
