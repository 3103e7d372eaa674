"""One conversion of after-tax money to Roth: what is taxed, and what becomes of the basis.

The after-tax contributions with their earnings are one contract (IRC §72(d)(2));
an amount taken from it is basis in the ratio of basis to value (§72(e)(8)(B)),
and never more basis than was taken. At a loss nothing is taxed and nothing
deducted (§67(h)). What the plan then does with the basis left over is open, so
both readings are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc import authorities as law
from calc.errors import CalcError, echo
from calc.form_1040 import Form1040, pension_lines
from calc.form_1099r import Form1099R, direct_rollover
from calc.model import Authority, Frozen, Inputs, Reading, ReadingFigures, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, RateIn, cents, plain
from calc.pro_rata import amount_taken, nontaxable_part, nontaxable_working

CHECKED_YEARS: Final = (2024, 2025, 2026)  # tax years for which the rules and forms used here were read


def read_any_year(value: object) -> int:
    """Read a tax year for which a table is looked up, which then refuses the years that it does not hold.

    Raises:
        PydanticCustomError: typed ``not_a_number``.
    """
    text = echo(value).strip()
    if isinstance(value, bool) or not isinstance(value, int | str) or not (text.isascii() and text.isdigit()):
        raise PydanticCustomError("not_a_number", "not a year", {"read": text})
    return int(text)


def read_year(value: object) -> int:
    """Read a tax year whose rules were checked.

    Raises:
        PydanticCustomError: typed ``not_a_number`` or ``unsupported_year``.
    """
    year = read_any_year(value)
    if year not in CHECKED_YEARS:
        raise PydanticCustomError("unsupported_year", "not checked", {"year": year, "known": CHECKED_YEARS})
    return year


class ConvertInput(Inputs):
    """What a conversion is computed from. Dollars unless said otherwise.

    Attributes:
        basis: after-tax contributions in the sub-account that were not recovered yet; needed unless ``whole_plan``.
        value: what the sub-account is worth at the conversion; needed unless ``whole_plan``.
        amount: what is converted; everything when left out (in ``whole_plan``: `value` if given, else `plan_value`).
        to: in-plan to the designated Roth account, or a direct rollover to a Roth IRA.
        plan_reporting: how the plan fills box 5 when everything is converted: limited to what came out, or in total;
            None computes as limited.
        contract: the after-tax sub-account alone, or the whole plan where it does not account separately.
        plan_aftertax_basis: unrecovered after-tax contributions of the whole plan, for ``whole_plan``.
        plan_value: value of the whole plan, for ``whole_plan``.
        rate: the asker's marginal rate as a fraction.
        year: tax year; one of `CHECKED_YEARS`.
    """

    basis: DollarsIn | None = None
    value: DollarsIn | None = None
    amount: DollarsIn | None = None
    to: Literal["roth401k", "roth_ira"] = "roth401k"
    plan_reporting: Literal["limited", "total"] | None = None
    contract: Literal["separate", "whole_plan"] = "separate"
    plan_aftertax_basis: DollarsIn | None = None
    plan_value: DollarsIn | None = None
    rate: RateIn | None = None
    year: Annotated[int, BeforeValidator(read_year)] | None = None


class RothIraBucket(Frozen):
    """How the Roth IRA counts the money: a conversion, whose taxable part comes out first (IRC §408A(d)(4)(B))."""

    conversion_taxable: Dollars
    conversion_nontaxable: Dollars


class Conversion(Result):
    """The outcome of one conversion, in dollars.

    Attributes:
        nontaxable: the part that is basis.
        taxable: the part that is income.
        basis_left: basis not recovered by this conversion.
        value_left: what stays in the account.
        unrecovered_if_emptied: basis that found no money to come out with; None when something stays.
        form_1099r: what the plan reports.
        form_1040: what goes on the return.
        roth_ira_bucket: how a Roth IRA counts it; None for in-plan.
        form_8606_this_year: whether Form 8606 is filed because of it; it is not.
        deductible_loss: always 0 (IRC §67(h)).
        basis_kept_in_subaccount: basis that the plan still counts under the reporting computed with.
        roth_ira_basis_added: basis that a Roth IRA gains, the amount rolled; None for in-plan.
        tax_at_rate: the taxable part at the asker's rate; None without a rate.
    """

    nontaxable: Dollars
    taxable: Dollars
    basis_left: Dollars
    value_left: Dollars
    unrecovered_if_emptied: Dollars | None
    form_1099r: Form1099R
    form_1040: Form1040
    roth_ira_bucket: RothIraBucket | None
    form_8606_this_year: bool = False
    deductible_loss: Dollars = ZERO
    basis_kept_in_subaccount: Dollars
    roth_ira_basis_added: Dollars | None
    tax_at_rate: Dollars | None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class _Case:
    """The contract that is prorated and its split, in dollars."""

    basis: Decimal
    value: Decimal
    amount: Decimal
    whole_plan: bool
    to_roth_ira: bool
    reported_in_total: bool

    @property
    def empties(self) -> bool:
        return self.amount == self.value

    @property
    def at_loss(self) -> bool:
        """Whether basis finds no money to come out with; nothing taken out leaves nothing to argue about."""
        return self.value < self.basis and (self.empties or self.amount > 0)

    @property
    def nontaxable(self) -> Decimal:
        return nontaxable_part(self.amount, self.basis, self.value)

    @property
    def taxable(self) -> Decimal:
        return self.amount - self.nontaxable

    @property
    def basis_left(self) -> Decimal:
        return self.basis - self.nontaxable

    @property
    def box5(self) -> Decimal:
        return self.basis if self.reported_in_total else self.nontaxable


def convert(inputs: ConvertInput) -> Conversion:
    """Split a conversion into basis and income, and say how it is reported.

    Raises:
        CalcError: ``missing_input``, ``amount_exceeds_value`` or ``part_exceeds_plan``.
    """
    case = _case(inputs)
    tax = None if inputs.rate is None else cents(case.taxable * inputs.rate)
    bucket = RothIraBucket(conversion_taxable=case.taxable, conversion_nontaxable=case.nontaxable)
    return Conversion(
        nontaxable=case.nontaxable,
        taxable=case.taxable,
        basis_left=case.basis_left,
        value_left=case.value - case.amount,
        unrecovered_if_emptied=case.basis_left if case.empties else None,
        form_1099r=direct_rollover(case.amount, case.taxable, case.box5),
        form_1040=pension_lines(case.amount, case.taxable),
        roth_ira_bucket=bucket if case.to_roth_ira else None,
        basis_kept_in_subaccount=ZERO if case.reported_in_total else case.basis_left,
        roth_ira_basis_added=case.amount if case.to_roth_ira else None,
        tax_at_rate=tax,
        steps=_steps(case, inputs.rate, tax),
        readings=_readings(case) if case.empties and case.at_loss else (),
    )


def _case(inputs: ConvertInput) -> _Case:
    whole_plan = inputs.contract == "whole_plan"
    if whole_plan:
        basis = _needed("plan_aftertax_basis", inputs.plan_aftertax_basis)
        value = _needed("plan_value", inputs.plan_value)
        _within_plan("basis", inputs.basis, basis)
        _within_plan("value", inputs.value, value)
    else:
        basis = _needed("basis", inputs.basis)
        value = _needed("value", inputs.value)
    amount = amount_taken(inputs.value if inputs.amount is None else inputs.amount, value)
    # box 5 may hold all basis, more than came out, only where everything is paid out
    in_total = inputs.plan_reporting == "total" and amount == value < basis
    to_roth_ira = inputs.to == "roth_ira"
    return _Case(basis, value, amount, whole_plan=whole_plan, to_roth_ira=to_roth_ira, reported_in_total=in_total)


def _needed(field: str, figure: Decimal | None) -> Decimal:
    if figure is None:
        raise CalcError("missing_input", field)
    return figure


def _within_plan(field: str, part: Decimal | None, whole: Decimal) -> None:
    if part is not None and part > whole:
        raise CalcError("part_exceeds_plan", field, part=part, whole=whole)


def _steps(case: _Case, rate: Decimal | None, tax: Decimal | None) -> tuple[Step, ...]:
    steps = [*_split_steps(case), *_report_steps(case)]
    if rate is not None and tax is not None:
        steps.append(step("tax_at_rate", f"{plain(case.taxable)} * {rate:f}", tax, _inclusion(case)))
    return tuple(steps)


def _split_steps(case: _Case) -> list[Step]:
    basis, value, amount, free = map(plain, (case.basis, case.value, case.amount, case.nontaxable))
    split = nontaxable_working(case.amount, case.basis, case.value)
    scope = law.WHOLE_PLAN if case.whole_plan else law.SEPARATE_CONTRACT
    included = (_inclusion(case),) if case.to_roth_ira else (_inclusion(case), law.IN_PLAN_FORMULA)
    steps = [
        step("converted", amount, case.amount, _recovery_box(case)),
        step("nontaxable", split, case.nontaxable, law.PRO_RATA, scope),
        step("taxable", f"{amount} - {free}", case.taxable, *included),
        step("basis_left", f"{basis} - {free}", case.basis_left, law.INVESTMENT),
        step("value_left", f"{value} - {amount}", case.value - case.amount, law.PRO_RATA),
    ]
    if case.empties and case.at_loss:
        steps.append(step("unrecovered", f"{basis} - {free}", case.basis_left, law.INVESTMENT))
    return steps


def _report_steps(case: _Case) -> list[Step]:
    box5_rule = law.BOX5_TOTAL if case.reported_in_total else _recovery_box(case)
    steps = [
        step("box5", plain(case.box5), case.box5, box5_rule),
        step("line5b", plain(case.taxable), case.taxable, law.LINES_5A_5B, law.NO_FORM_8606),
    ]
    if case.at_loss:
        steps.append(step("deductible_loss", plain(ZERO), ZERO, law.NO_DEDUCTION, law.BOX2A_LOSS))
    if case.to_roth_ira:
        steps.append(step("roth_ira_basis_added", plain(case.amount), case.amount, law.ROTH_IRA_ORDER))
    return steps


def _readings(case: _Case) -> tuple[Reading, Reading]:
    """Everything is converted and basis is left over: the plan goes on counting it, or lets go of it."""
    kept = ReadingFigures(basis_left=case.basis_left, box5=case.nontaxable, total_taxable=case.taxable)
    # more basis than money may stand in box 5 where everything is paid out
    dropped = ReadingFigures(basis_left=ZERO, box5=case.basis, total_taxable=case.taxable)
    keeping = (law.INVESTMENT, _recovery_box(case), law.BASIS_RETAINED, law.PLAN_ACCOUNTING)
    return (
        Reading(id="plan_keeps_basis", figures=kept, authorities=keeping),
        Reading(id="plan_drops_basis", figures=dropped, authorities=(law.BOX5_TOTAL, law.PLAN_ACCOUNTING)),
    )


def _inclusion(case: _Case) -> Authority:
    return law.ROTH_IRA_INCLUSION if case.to_roth_ira else law.IN_PLAN_INCLUSION


def _recovery_box(case: _Case) -> Authority:
    return law.BOX5_ROTH_IRA if case.to_roth_ira else law.BOX5_IN_PLAN
