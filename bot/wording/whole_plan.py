"""A payout of the whole plan: what is taxed, what becomes of the loss, and the readings of what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import money
from bot.reply import Line, Scenario
from bot.wording.forms import form_1099r
from bot.wording.writer import Shown, Writer, by_key
from calc.model import AnyReading, Authority, Step
from calc.whole_plan import ContractReading, StateReading, TotalForm, WholePlanInput, WholePlanLoss

_CONTRACTS: Final = ("taxable_if_one_contract", "taxable_if_separate_contracts")
_STATE: Final = "state_ca_possible_before_itemizing_test"


def view(writer: Writer, inputs: Mapping[str, Any], result: WholePlanLoss) -> Shown:
    """What is shown of a payout."""
    asked = WholePlanInput.read(inputs)
    done = "assumed-rolled" if asked.rolled else "assumed-paid-out" if asked.total_cash else "assumed-not-all-cash"
    wants_agi = result.state_ca_possible_before_itemizing_test is None
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(writer.say(done), *writer.cautions(result.cautions)),
        scenarios=tuple(_scenario(writer, reading) for reading in result.readings),
        hint=writer.say("agi-hint") if wants_agi else "",
    )


def _headline(writer: Writer, asked: WholePlanInput, result: WholePlanLoss) -> str:
    told = {"loss": money(result.economic_loss), "deduction": money(result.federal_deduction)}
    one, separate = result.taxable_if_one_contract, result.taxable_if_separate_contracts
    if one is None or separate is None:
        if asked.rolled and result.taxable is not None:
            key = "headline-plan-rolled" if result.economic_loss else "headline-plan-rolled-gain"
            return writer.say(key, **told, taxable=money(result.taxable))
        return writer.say("headline-plan-kept" if result.economic_loss else "headline-plan-kept-gain", **told)
    if result.taxable is None:
        return writer.say("headline-plan-open", one=money(one), separate=money(separate))
    told |= {"taxable": money(result.taxable), "separate": money(separate)}
    if result.economic_loss:
        return writer.say("headline-plan-loss-either" if result.difference else "headline-plan-loss", **told)
    return writer.say("headline-plan-either" if result.difference else "headline-plan-gain", **told)


def _lines(writer: Writer, asked: WholePlanInput, result: WholePlanLoss) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield from _in_plan(writer, asked)
    yield writer.line("plan_value", result.plan_value, steps["plan_value"])
    if result.economic_loss:
        yield writer.line("economic_loss", result.economic_loss, steps["economic_loss"])
    yield from _taxable(writer, result, steps)
    if result.economic_loss:
        yield writer.line("federal_deduction", result.federal_deduction, steps["federal_deduction"])
    if result.test_met and result.state_ca_possible_before_itemizing_test is not None:
        yield writer.line(_STATE, result.state_ca_possible_before_itemizing_test, steps[_STATE])
    if result.form_1099r:
        yield _form(writer, result.form_1099r, steps["box5"].authorities, "form_1099r")
    if result.form_1099r_roth:
        apart = steps["taxable_if_one_contract"].authorities
        yield _form(writer, result.form_1099r_roth, apart, "form_1099r-roth-account")


def _in_plan(writer: Writer, asked: WholePlanInput) -> Iterator[Line]:
    told = {
        "aftertax": money(asked.aftertax_value),
        "basis": money(asked.aftertax_basis),
        "pretax": money(asked.pretax_value),
    }
    yield Line(key="in-plan", label=writer.say("in-plan"), value=writer.say("in-plan-value", **told))
    if asked.dra_value or asked.dra_basis:
        account = writer.say("roth-account-value", basis=money(asked.dra_basis), value=money(asked.dra_value))
        yield Line(key="roth-account", label=writer.say("roth-account"), value=account)


def _taxable(writer: Writer, result: WholePlanLoss, steps: Mapping[str, Step]) -> Iterator[Line]:
    """Both readings where they differ; else the one figure, worked out as one contract."""
    if result.difference:
        yield from (writer.line(key, getattr(result, key), steps[key]) for key in _CONTRACTS)
        yield writer.line("difference-contracts", result.difference, steps["difference"])
    elif result.taxable is not None:
        yield writer.line("taxable", result.taxable, steps.get("taxable_if_one_contract", steps["taxable"]))


def _form(writer: Writer, form: TotalForm, authorities: tuple[Authority, ...], key: str) -> Line:
    line = form_1099r(writer, form, authorities, key)
    return line.model_copy(update={"value": writer.say("total-distribution", boxes=line.value)})


def _scenario(writer: Writer, reading: AnyReading) -> Scenario:
    if isinstance(reading, ContractReading):
        key = "one-contract" if reading.id == "one_contract" else "separate-contracts"
        box2a = Line(key="box2a", label=writer.say("box2a-line"), value=money(reading.figures.box2a))
        return writer.scenario(reading, writer.say(key, amount=money(reading.figures.taxable)), [box2a])
    if isinstance(reading, StateReading):
        key = "state-allows" if reading.id == "state_allows_loss" else "state-denies"
        possible = reading.figures.state_ca_possible_before_itemizing_test
        return writer.scenario(reading, writer.say(key), [writer.line("state-line", possible)])
    raise TypeError(reading.id)  # pragma: no cover - a payout of the plan has no other readings
