"""Money out of a Roth 401(k): what is taxed, and what basis goes to the Roth IRA or stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.figures import money
from bot.reply import Line, Scenario
from bot.wording.forms import form_1099r
from bot.wording.kept_basis import scenarios
from bot.wording.writer import Shown, Writer, by_key
from calc.model import Step
from calc.roth_401k import (
    RothDistribution,
    RothDistributionInput,
    RothRollover,
    RothRolloverInput,
    RothRolloverReading,
)


def rollover(writer: Writer, inputs: Mapping[str, Any], result: RothRollover) -> Shown:
    """What is shown of a rollover to a Roth IRA."""
    asked = RothRolloverInput.read(inputs)
    assumed = [writer.say("assumed-direct" if asked.direct else "assumed-sixty-days")]
    if asked.qualified:
        assumed.append(writer.say("assumed-qualified"))
    return Shown(
        headline=_rollover_headline(writer, result),
        lines=tuple(_rollover_lines(writer, asked, result)),
        assumed=(*assumed, *writer.cautions(result.cautions)),
        scenarios=tuple(_rollover_scenarios(writer, result)),
        hint=writer.say("age-hint") if result.additional_tax is None else "",
    )


def _rollover_headline(writer: Writer, result: RothRollover) -> str:
    taxable = money(result.taxable)
    added = [reading.figures.roth_ira_regular_basis_added for reading in _readings(result)]
    if added:
        return writer.say(
            "headline-roth-rollover-open", taxable=taxable, most=money(max(added)), least=money(min(added))
        )
    told = {"taxable": taxable, "added": money(result.roth_ira_regular_basis_added)}
    if result.additional_tax:
        return writer.say("headline-roth-rollover-early", **told, additional=money(result.additional_tax))
    return writer.say("headline-roth-rollover", **told)


def _rollover_lines(writer: Writer, asked: RothRolloverInput, result: RothRollover) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield _account(writer, asked.basis, asked.value, asked.value if asked.amount is None else asked.amount, "rolled")
    yield writer.line("taxable", result.taxable, steps["taxable"])
    added = steps["roth_ira_regular_basis_added"]
    yield writer.line("roth_ira_regular_basis_added", result.roth_ira_regular_basis_added, added)
    if result.basis_left:
        yield writer.line("roth_basis_left", result.basis_left, steps["basis_left"])
    yield from _on_payment(writer, result, steps)
    yield form_1099r(writer, result.form_1099r, steps["box5"].authorities)


def _rollover_scenarios(writer: Writer, result: RothRollover) -> Iterator[Scenario]:
    for reading in _readings(result):
        text = writer.say("roth-basis-added", amount=money(reading.figures.roth_ira_regular_basis_added))
        box5 = Line(key="box5", label=writer.say("box5-line"), value=money(reading.figures.box5))
        yield writer.scenario(reading, text, [box5])


def _readings(result: RothRollover) -> list[RothRolloverReading]:
    return [reading for reading in result.readings if isinstance(reading, RothRolloverReading)]


def distribution(writer: Writer, inputs: Mapping[str, Any], result: RothDistribution) -> Shown:
    """What is shown of cash from the account."""
    asked = RothDistributionInput.read(inputs)
    qualified = (writer.say("assumed-qualified"),) if asked.qualified else ()
    return Shown(
        headline=_distribution_headline(writer, asked, result),
        lines=tuple(_distribution_lines(writer, asked, result)),
        assumed=(*qualified, *writer.cautions(result.cautions)),
        scenarios=tuple(scenarios(writer, result.readings)),
    )


def _distribution_headline(writer: Writer, asked: RothDistributionInput, result: RothDistribution) -> str:
    told = {"amount": money(result.form_1099r.box1), "taxable": money(result.taxable)}
    if result.additional_tax:
        return writer.say("headline-cash-early", **told, additional=money(result.additional_tax))
    if result.taxable:
        return writer.say("headline-cash-taxable", **told)
    if result.readings:
        return writer.say("headline-cash-loss", **told, left=money(result.basis_left))
    if asked.qualified:
        return writer.say("headline-qualified", amount=told["amount"])
    return writer.say("headline-cash-free", **told)


def _distribution_lines(writer: Writer, asked: RothDistributionInput, result: RothDistribution) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield _account(writer, asked.basis, asked.value, result.form_1099r.box1, "paid")
    yield writer.line("nontaxable", result.nontaxable, steps["nontaxable"])
    yield writer.line("taxable", result.taxable, steps["taxable"])
    if result.basis_left:
        left = "unrecovered" if result.readings else "roth_basis_left"
        yield writer.line(left, result.basis_left, steps["basis_left"])
    yield from _on_payment(writer, result, steps)
    yield form_1099r(writer, result.form_1099r, steps["box5"].authorities)


def _account(writer: Writer, basis: Decimal, value: Decimal, moved: Decimal, how: str) -> Line:
    told = writer.say(f"roth-account-{how}", basis=money(basis), value=money(value), amount=money(moved))
    return Line(key="roth-account", label=writer.say("roth-account"), value=told)


def _on_payment(writer: Writer, result: RothRollover | RothDistribution, steps: Mapping[str, Step]) -> Iterator[Line]:
    """What comes on top when money is paid to the saver."""
    if result.additional_tax:
        yield writer.line("additional_tax", result.additional_tax, steps["additional_tax"])
    if result.withheld:
        yield writer.line("withheld", result.withheld, steps["withheld"])
