"""The same money in Roth and in a taxable account: both at the end, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.mega_vs_taxable import MegaVsTaxable, MegaVsTaxableInput

FIGURES = ("contributed", "roth_end", "taxable_before_sale", "unrealized_gain", "tax_at_sale", "taxable_end")


def view(writer: Writer, inputs: Mapping[str, Any], result: MegaVsTaxable) -> Shown:
    """What is shown of the comparison."""
    asked = MegaVsTaxableInput.read(inputs)
    key = "headline-mega" if result.difference else "headline-mega-same"
    return Shown(
        headline=writer.say(key, difference=money(result.difference)),
        lines=tuple(_lines(writer, asked, result)),
        assumed=writer.cautions(result.cautions),
    )


def _lines(writer: Writer, asked: MegaVsTaxableInput, result: MegaVsTaxable) -> Iterator[Line]:
    steps = by_key(result.steps)
    growth, dividends = percent(asked.growth * HUNDRED), percent(asked.dividends * HUNDRED)
    terms = {"yearly": money(asked.yearly), "years": asked.years, "growth": growth, "dividends": dividends}
    yield writer.text("terms", writer.say("terms-mega", **terms))
    rates = {"dividends": percent(result.dividend_rate * HUNDRED), "gains": percent(result.gains_rate * HUNDRED)}
    yield writer.text("rates-mega", writer.say("rates-mega-value", **rates))
    for key in FIGURES:
        yield writer.line(key, getattr(result, key), steps[key])
    yield writer.line("difference-mega", result.difference, steps["difference"])
