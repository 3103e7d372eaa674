"""Earnings to Roth too, or to a traditional IRA: both ways side by side, and what the IRA does to a backdoor Roth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.writer import Shown, Writer, by_key
from calc.model import Step
from calc.split_or_not import SplitOrNot, SplitOrNotInput

HEADLINES = {"all_to_roth": "roth", "split": "ira", "equal": "equal"}


def view(writer: Writer, inputs: Mapping[str, Any], result: SplitOrNot) -> Shown:
    """What is shown of the comparison."""
    asked = SplitOrNotInput.read(inputs)
    assumed = writer.cautions(result.cautions)
    steps = by_key(result.steps)
    if not result.earnings:
        headline = writer.say("headline-split-none", earnings=money(result.earnings))
        return Shown(headline, (writer.line("earnings", result.earnings, steps["earnings"]),), assumed)
    key = f"headline-split-{HEADLINES[result.ahead]}"
    headline = writer.say(key, difference=money(abs(result.difference)))
    lines = (*_lines(writer, asked, result, steps), *_backdoor(writer, result, steps))
    return Shown(headline, lines, assumed)


def _lines(writer: Writer, asked: SplitOrNotInput, result: SplitOrNot, steps: Mapping[str, Step]) -> Iterator[Line]:
    yield writer.text("terms", _terms(writer, asked))
    for key in ("earnings", "tax_now", "earnings_later", "ira_tax_later"):
        yield writer.line(key, getattr(result, key), steps[key])
    growth = asked.growth if asked.outside_growth is None else asked.outside_growth
    outside = percent(growth * HUNDRED)
    yield writer.line("outside_later", result.outside_later, steps["outside_later"], growth=outside)
    # its working starts from the difference, which is exact, and not from its parts, which are rounded each
    yield writer.cited("split_later", money(result.split_later), steps["split_later"].authorities)
    yield writer.line("difference-split", result.difference, steps["difference"])
    if result.break_even_rate is not None:
        yield writer.rate("break_even_rate", result.break_even_rate, steps["break_even_rate"])


def _terms(writer: Writer, asked: SplitOrNotInput) -> str:
    return writer.say(
        "terms-split",
        now=percent(asked.rate_now * HUNDRED),
        later=percent(asked.rate_later * HUNDRED),
        years=asked.years,
        growth=percent(asked.growth * HUNDRED),
    )


def _backdoor(writer: Writer, result: SplitOrNot, steps: Mapping[str, Step]) -> Iterator[Line]:
    if result.backdoor is not None:
        yield writer.line("backdoor_taxable", result.backdoor.taxable, steps["backdoor_taxable"])
        yield writer.line("backdoor_tax", result.backdoor.tax, steps["backdoor_tax"])
