"""The two readings of basis left over by a loss: the plan keeps counting it, or lets go of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.figures import ZERO, money
from bot.reply import Line, Scenario
from bot.wording.writer import Writer
from calc.model import Reading


def scenarios(writer: Writer, readings: Sequence[Reading]) -> Iterator[Scenario]:
    """The readings beside each other, with the figures in which they differ."""
    most_kept = max((reading.figures.basis_left for reading in readings), default=ZERO)
    differ = len({reading.figures.total_taxable for reading in readings}) > 1
    for reading in readings:
        yield _scenario(writer, reading, most_kept, taxed_differently=differ)


def _scenario(writer: Writer, reading: Reading, most_kept: Decimal, *, taxed_differently: bool) -> Scenario:
    figures = reading.figures
    keeps = reading.id == "plan_keeps_basis"
    amount = figures.basis_left if keeps else most_kept - figures.basis_left
    lines = [Line(key="box5", label=writer.say("box5-line"), value=money(figures.box5))]
    if taxed_differently:
        lines.insert(0, writer.line("total_taxable", figures.total_taxable))
    return writer.scenario(reading, writer.say("keeps-line" if keeps else "drops-line", amount=money(amount)), lines)
