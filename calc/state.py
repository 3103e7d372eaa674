"""What a state adds on conversion income: at the asker's own rate, or estimated by a sample household near them.

No state form is computed. The estimate is the marginal rate of a household that PolicyEngine-US computed. It is lent to
its own filing status only, and only to incomes on which the state's marginal rate is known to be the same (`holds` in
the table); everything else is refused. States without an income tax add 0 at any income.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, TypeVar

from pydantic import BeforeValidator

from calc import authorities as law
from calc import tables
from calc.conversion import CHECKED_YEARS, read_any_year
from calc.deduction import Filing
from calc.errors import CalcError, echo
from calc.model import Authority, CautionId, Inputs, Result, step
from calc.money import ZERO, Dollars, DollarsIn, Figure, RateIn, cents, plain

T = TypeVar("T")

NO_INCOME_TAX: Final = frozenset({"AK", "FL", "NH", "NV", "SD", "TN", "TX", "WA", "WY"})  # on wages or retirement


class StateInput(Inputs):
    """What a state's tax is computed from. Dollars unless said otherwise.

    Attributes:
        taxable_conversion: the taxable part of the conversion.
        rate: the asker's own state rate as a fraction; with it nothing else is needed.
        state: two letters, such as CA.
        year: tax year.
        status: filing status.
        wages: income that is not investment income.
        interest: investment income.
    """

    taxable_conversion: DollarsIn
    rate: RateIn | None = None
    state: Annotated[str, BeforeValidator(lambda value: echo(value).strip().upper())] | None = None
    year: Annotated[int, BeforeValidator(read_any_year)] | None = None
    status: Filing | None = None
    wages: DollarsIn | None = None
    interest: DollarsIn = ZERO


class StateTax(Result):
    """What a state adds.

    Attributes:
        state_tax: dollars, where the state's return calls the income a Roth conversion.
        state_tax_if_distribution: dollars, where it calls it a 401(k) distribution; which of the two a rollover inside
            or out of a plan is, is open in some states (Pennsylvania). The same figure with the asker's own rate.
        rate: the fraction that `state_tax` is computed with.
        estimate: whether it is the rate of a sample household, and no figure of a form or of the asker.
        sample_wages: what that household earns in dollars; None where it is no estimate.
        cautions: what may make the true figure another one.
    """

    state_tax: Dollars
    state_tax_if_distribution: Dollars
    rate: Figure
    estimate: bool
    sample_wages: Dollars | None
    cautions: tuple[CautionId, ...]


def state_addon(inputs: StateInput) -> StateTax:
    """State tax on the taxable part of a conversion.

    Raises:
        CalcError: ``missing_input``, ``unsupported_year``, ``unknown_state`` or ``no_state_estimate``; a rate of the
            asker's own helps with each of them.
    """
    if inputs.rate is not None:
        return _at(inputs.taxable_conversion, inputs.rate, law.IN_PLAN_INCLUSION, law.ROTH_IRA_INCLUSION)
    state, year = _needed("state", inputs.state), _needed("year", inputs.year)
    if state in NO_INCOME_TAX and year in CHECKED_YEARS:
        return _at(inputs.taxable_conversion, ZERO, law.NO_STATE_INCOME_TAX)
    return _estimated(inputs, state, year)


def _needed(field: str, given: T | None) -> T:
    if given is None:
        raise CalcError("missing_input", field)
    return given


def _at(amount: Decimal, rate: Decimal, *authorities: Authority) -> StateTax:
    """The tax at a rate that is known."""
    tax = cents(amount * rate)
    return StateTax(
        state_tax=tax,
        state_tax_if_distribution=tax,
        rate=rate,
        estimate=False,
        sample_wages=None,
        cautions=(),
        steps=(step("state_tax", f"{plain(amount)} * {rate:f}", tax, *authorities),),
    )


def _estimated(inputs: StateInput, state: str, year: int) -> StateTax:
    table = tables.state_addon()
    status, amount = _needed("status", inputs.status), inputs.taxable_conversion
    profile = table.profile_of(status)
    if profile is None:
        raise CalcError("no_state_estimate", "status", read=status, known=_filings(table))
    estimate = tables.state_estimate(year, state, profile)
    sample = table.profiles[profile].wages
    _check_held(inputs, state, table.held(state, profile), sample)
    _check_ceiling(amount, state, table.at_most.get(state))
    reference = table.reference[year]
    tax, other = cents(amount * estimate.as_conversion), cents(amount * estimate.as_distribution)
    steps = [step("state_tax", f"{plain(amount)} * {estimate.as_conversion:f}", tax, reference)]
    if estimate.as_distribution != estimate.as_conversion:
        written = f"{plain(amount)} * {estimate.as_distribution:f}"
        steps.append(step("state_tax_if_distribution", written, other, reference))
    return StateTax(
        state_tax=tax,
        state_tax_if_distribution=other,
        rate=estimate.as_conversion,
        estimate=True,
        sample_wages=sample,
        cautions=("state_estimate", "state_doubtful") if state in table.doubtful else ("state_estimate",),
        steps=tuple(steps),
    )


def _filings(table: tables.StateAddon) -> tuple[str, ...]:
    return tuple(profile.filing for profile in table.profiles.values())


def _check_held(inputs: StateInput, state: str, span: tables.Span | None, sample: Decimal) -> None:
    """Before and after the conversion the income must be one on which the sample's rate is the marginal rate."""
    if span is None:
        raise CalcError("no_state_estimate", "state", read=state, filing=inputs.status or "", sample=sample)
    income = _needed("wages", inputs.wages) + inputs.interest
    reached = income + inputs.taxable_conversion
    if not (span.holds(income) and span.holds(reached)):
        raise CalcError("no_state_estimate", "wages", read=state, income=income, reached=reached, sample=sample)


def _check_ceiling(amount: Decimal, state: str, at_most: Decimal | None) -> None:
    """An exclusion of retirement income ends at a ceiling, and the rate with it."""
    if at_most is not None and amount > at_most:
        raise CalcError("no_state_estimate", "taxable_conversion", read=state, amount=amount, limit=at_most)
