"""One conversion: what is taxed, what becomes of the basis, and the forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.reply import Line
from bot.wording.forms import form_1040, form_1099r
from bot.wording.kept_basis import scenarios
from bot.wording.writer import Shown, Writer, by_key
from calc.conversion import Conversion, ConvertInput
from calc.model import Step


def view(writer: Writer, inputs: Mapping[str, Any], result: Conversion) -> Shown:
    """What is shown of a conversion."""
    asked = ConvertInput.read(inputs)
    everything = result.unrecovered_if_emptied is not None
    return Shown(
        headline=_headline(writer, result, everything=everything),
        lines=tuple(_lines(writer, asked, result, everything=everything)),
        assumed=(
            writer.say("assumed-all" if everything else "assumed-part"),
            writer.say(f"to-{asked.to}"),
            writer.say("assumed-whole" if _whole_plan(asked) else "assumed-separate"),
        ),
        scenarios=tuple(scenarios(writer, result.readings)),
        hint=writer.say("rate-hint") if result.taxable and result.tax_at_rate is None else "",
    )


def _whole_plan(asked: ConvertInput) -> bool:
    return asked.contract == "whole_plan"


def _headline(writer: Writer, result: Conversion, *, everything: bool) -> str:
    taxable, free = money(result.taxable), money(result.nontaxable)
    if everything and result.basis_left:
        return writer.say("headline-zero-loss", taxable=taxable, unrecovered=money(result.basis_left))
    if not result.taxable:
        return writer.say("headline-zero" if everything else "headline-zero-part", taxable=taxable)
    return writer.say("headline-taxable", taxable=taxable, nontaxable=free)


def _lines(writer: Writer, asked: ConvertInput, result: Conversion, *, everything: bool) -> list[Line]:
    steps = by_key(result.steps)
    basis, value = asked.basis, asked.value
    if _whole_plan(asked):
        basis, value = asked.plan_aftertax_basis, asked.plan_value
    lines = [writer.line(key, told) for key, told in (("basis", basis), ("value", value)) if told is not None]
    if not everything:
        lines.append(writer.line("amount", result.nontaxable + result.taxable))
    lines.append(writer.line("taxable", result.taxable, steps["taxable"]))
    if everything and result.basis_left:
        lines.append(writer.line("unrecovered", result.basis_left, steps["unrecovered"]))
        lines.append(writer.line("deductible_loss", result.deductible_loss, steps.get("deductible_loss")))
    else:
        lines.append(writer.line("nontaxable", result.nontaxable, steps["nontaxable"]))
    if not everything:
        lines += [writer.line(key, getattr(result, key), steps[key]) for key in ("basis_left", "value_left")]
    lines += _forms(writer, result, steps)
    if result.tax_at_rate is not None and asked.rate is not None:
        rate = percent(asked.rate * HUNDRED)
        lines.append(writer.line("tax_at_rate", result.tax_at_rate, steps["tax_at_rate"], rate=rate))
    return lines


def _forms(writer: Writer, result: Conversion, steps: Mapping[str, Step]) -> list[Line]:
    return [
        form_1099r(writer, result.form_1099r, steps["box5"].authorities),
        form_1040(writer, result.form_1040, steps["line5b"].authorities),
    ]
