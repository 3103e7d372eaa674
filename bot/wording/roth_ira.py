"""Money out of a Roth IRA: the layers that it comes from, and what is due on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import money
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.roth_ira import RothIraDistribution, RothIraInput

_LAYERS: Final = ("from_regular", "from_conv_taxable", "from_conv_nontaxable", "from_earnings")


def view(writer: Writer, inputs: Mapping[str, Any], result: RothIraDistribution) -> Shown:
    """What is shown of a distribution."""
    asked = RothIraInput.read(inputs)
    amount = money(asked.value if asked.amount is None else asked.amount)
    return Shown(
        headline=_headline(writer, amount, result),
        lines=tuple(_lines(writer, money(asked.value), amount, result)),
        assumed=(writer.say("assumed-all-roth-iras"), *writer.cautions(result.cautions)),
    )


def _headline(writer: Writer, amount: str, result: RothIraDistribution) -> str:
    taxable, additional = money(result.taxable_income), money(result.additional_tax)
    if result.qualified:
        return writer.say("headline-qualified", amount=amount)
    if result.taxable_income:
        key = "headline-ira-early" if result.additional_tax else "headline-ira-taxable"
        return writer.say(key, amount=amount, taxable=taxable, additional=additional)
    if result.additional_tax:
        recaptured = money(result.recaptured)
        return writer.say(
            "headline-ira-recaptured", amount=amount, taxable=taxable, recaptured=recaptured, additional=additional
        )
    return writer.say("headline-ira-free", amount=amount, taxable=taxable)


def _lines(writer: Writer, value: str, amount: str, result: RothIraDistribution) -> Iterator[Line]:
    steps = by_key(result.steps)  # of the layers, the last of a name is the sum over all years
    yield Line(
        key="roth-iras",
        label=writer.say("roth-iras"),
        value=writer.say("roth-iras-value", value=value, amount=amount),
    )
    for key in _LAYERS:
        if part := getattr(result, key):
            yield writer.line(key, part, steps[key])
    yield writer.line("taxable_income", result.taxable_income, steps["taxable_income"])
    if result.recaptured:
        yield writer.line("recaptured", result.recaptured, steps["recaptured"])
    yield writer.line("additional_tax", result.additional_tax, steps["additional_tax"])
