"""The whole 401(k) paid out below its basis: what is taxed, and why nothing is deducted.

The old loss deduction needed everything to be paid out, in cash, for less than all basis in the plan (Rev. Rul. 72-305,
facts). IRC §67(h) has suspended it for federal tax since 2018 without an end. Whether after-tax basis that its own
account could not return comes off pre-tax money is open: §72(d)(2) says that the after-tax account *may* be a separate
contract. A Roth 401(k) always is one (§402A(d)(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator

from calc import authorities as law
from calc.conversion import read_year
from calc.counts import AGE_NOT_GIVEN, AgeIn
from calc.form_1099r import Form1099R, code_paid_out
from calc.model import AnyReading, CautionId, Frozen, Inputs, Result, Step, YesNo, step
from calc.money import ZERO, Dollars, DollarsIn, cents, plain

FLOOR_RATE: Final = Decimal("0.02")  # of AGI, IRC §67(a)


class WholePlanInput(Inputs):
    """What is in the plan when it is paid out. Dollars unless said otherwise.

    Attributes:
        aftertax_basis: after-tax contributions not recovered yet.
        aftertax_value: what the after-tax account is worth.
        pretax_value: pre-tax money, the employer's included.
        dra_basis: Roth contributions in the Roth 401(k) not recovered yet.
        dra_value: what the Roth 401(k) is worth.
        total_cash: whether all of it is paid out in cash.
        rolled: whether it goes to another retirement account instead of staying cash.
        tax_year: the year of the payment; one of `calc.conversion.CHECKED_YEARS`.
        federal_agi: adjusted gross income, for the floor of a state deduction.
        age: in years at the payment; says the code of the form. Without it the saver counts as under 59½.
    """

    aftertax_basis: DollarsIn
    aftertax_value: DollarsIn
    pretax_value: DollarsIn = ZERO
    dra_basis: DollarsIn = ZERO
    dra_value: DollarsIn = ZERO
    total_cash: YesNo = True
    rolled: YesNo = False
    tax_year: Annotated[int, BeforeValidator(read_year)] | None = None
    federal_agi: DollarsIn | None = None
    age: AgeIn | None = None


class TotalForm(Form1099R):
    """A form for everything that was in the account.

    Attributes:
        total_distribution: the second box of 2b; ticked.
    """

    total_distribution: bool = True


class ContractFigures(Frozen):
    """What comes out under one reading of the contract, in dollars.

    Attributes:
        taxable: income of the year.
        box2a: Form 1099-R box 2a of the money outside the Roth 401(k).
    """

    taxable: Dollars
    box2a: Dollars


class StateFigures(Frozen):
    """What comes out under one reading of state law, in dollars.

    Attributes:
        state_ca_possible_before_itemizing_test: what may be deducted above the floor.
    """

    state_ca_possible_before_itemizing_test: Dollars


class ContractReading(AnyReading):
    """A reading of §72(d)(2) at a full payout: one contract, or the after-tax account as a separate one."""

    figures: ContractFigures


class StateReading(AnyReading):
    """A reading of a state's law: it follows the old federal rule for this loss, or it does not."""

    figures: StateFigures


class WholePlanLoss(Result):
    """The outcome of a payout of the whole plan, in dollars.

    Attributes:
        plan_value: all that is in the plan.
        economic_loss: how far that is below all basis; 0 where it is not.
        test_met: whether the old loss test is met: all paid out in cash, kept, and less than all basis.
        taxable: income of the year; None where the two readings leave it open, or where it hangs on what was done.
        taxable_if_one_contract: income if after-tax basis comes off pre-tax money too; None unless paid out in cash.
        taxable_if_separate_contracts: income if it does not; None likewise.
        difference: between the two; None likewise.
        federal_deduction: always 0 (IRC §67(h)).
        state_ca_possible_before_itemizing_test: the loss above 2 % of AGI, which California may let an itemizer deduct;
            0 where the test is not met, None without an AGI.
        form_1099r: what the plan reports for the money outside the Roth 401(k); None where box 2a is open or nothing
            was paid out.
        form_1099r_roth: its form for the Roth 401(k); None where there is none or it was not paid out.
        cautions: what may make the true figure another one.
    """

    plan_value: Dollars
    economic_loss: Dollars
    test_met: bool
    taxable: Dollars | None
    taxable_if_one_contract: Dollars | None
    taxable_if_separate_contracts: Dollars | None
    difference: Dollars | None
    federal_deduction: Dollars = ZERO
    state_ca_possible_before_itemizing_test: Dollars | None
    form_1099r: TotalForm | None
    form_1099r_roth: TotalForm | None
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Plan:
    """The plan by money type, in dollars."""

    asked: WholePlanInput

    @property
    def outside_roth(self) -> Decimal:
        return self.asked.aftertax_value + self.asked.pretax_value

    @property
    def value(self) -> Decimal:
        return self.outside_roth + self.asked.dra_value

    @property
    def basis(self) -> Decimal:
        return self.asked.aftertax_basis + self.asked.dra_basis

    @property
    def loss(self) -> Decimal:
        return max(self.basis - self.value, ZERO)

    @property
    def paid_out(self) -> bool:
        return self.asked.total_cash and not self.asked.rolled

    @property
    def test_met(self) -> bool:
        return self.paid_out and self.value < self.basis

    @property
    def roth_earnings(self) -> Decimal:
        return max(self.asked.dra_value - self.asked.dra_basis, ZERO)

    @property
    def one_contract(self) -> Decimal:
        return max(self.outside_roth - self.asked.aftertax_basis, ZERO) + self.roth_earnings

    @property
    def separate_contracts(self) -> Decimal:
        own = max(self.asked.aftertax_value - self.asked.aftertax_basis, ZERO)
        return own + self.asked.pretax_value + self.roth_earnings

    @property
    def difference(self) -> Decimal:
        return self.separate_contracts - self.one_contract

    @property
    def open(self) -> bool:
        """Whether no single taxable figure can be given: excess basis, and money above it to come off."""
        return bool(self.difference) and self.outside_roth > self.asked.aftertax_basis

    @property
    def taxable(self) -> Decimal | None:
        if self.paid_out:
            return None if self.open else self.one_contract
        return ZERO if self.asked.rolled else None

    @property
    def state_possible(self) -> Decimal | None:
        if not self.test_met:
            return ZERO
        if self.asked.federal_agi is None:
            return None
        return max(self.loss - cents(self.asked.federal_agi * FLOOR_RATE), ZERO)


def whole_plan_loss(inputs: WholePlanInput) -> WholePlanLoss:
    """Say what a payout of the whole plan is taxed on, and what becomes of the loss."""
    plan = _Plan(inputs)
    paid = plan.paid_out
    return WholePlanLoss(
        plan_value=plan.value,
        economic_loss=plan.loss,
        test_met=plan.test_met,
        taxable=plan.taxable,
        taxable_if_one_contract=plan.one_contract if paid else None,
        taxable_if_separate_contracts=plan.separate_contracts if paid else None,
        difference=plan.difference if paid else None,
        state_ca_possible_before_itemizing_test=plan.state_possible,
        form_1099r=_form(plan) if paid and not plan.open else None,
        form_1099r_roth=_roth_form(plan) if paid and (inputs.dra_value or inputs.dra_basis) else None,
        cautions=_cautions(plan),
        steps=_steps(plan),
        readings=_readings(plan),
    )


def _form(plan: _Plan) -> TotalForm:
    asked = plan.asked
    code = code_paid_out(AGE_NOT_GIVEN if asked.age is None else asked.age)
    box2a = plan.one_contract - plan.roth_earnings
    return TotalForm(box1=plan.outside_roth, box2a=box2a, box5=asked.aftertax_basis, box7=code)


def _roth_form(plan: _Plan) -> TotalForm:
    asked = plan.asked
    code = code_paid_out(AGE_NOT_GIVEN if asked.age is None else asked.age, roth_account=True)
    return TotalForm(box1=asked.dra_value, box2a=plan.roth_earnings, box5=asked.dra_basis, box7=code)


def _cautions(plan: _Plan) -> tuple[CautionId, ...]:
    found: dict[CautionId, bool] = {
        "age_not_given": plan.paid_out and plan.asked.age is None,
        "not_qualified": plan.paid_out and bool(plan.roth_earnings),
        "pretax_rolled_to_traditional": plan.asked.rolled,
        "state_rule_unconfirmed": bool(plan.state_possible),
    }
    return tuple(caution for caution, applies in found.items() if applies)


def _steps(plan: _Plan) -> tuple[Step, ...]:
    asked = plan.asked
    parts = " + ".join(map(plain, (asked.aftertax_value, asked.pretax_value, asked.dra_value)))
    basis = f"{plain(asked.aftertax_basis)} + {plain(asked.dra_basis)}"
    loss = f"max({basis} - {plain(plan.value)}, 0.00)"
    return (
        step("plan_value", parts, plan.value, law.OLD_LOSS_TEST),
        step("economic_loss", loss, plan.loss, law.OLD_LOSS_TEST, law.LOSS_SECTION),
        *(_contract_steps(plan) if plan.paid_out else ()),
        *((step("taxable", plain(ZERO), ZERO, law.ROLLED_NOT_TAXED),) if plan.asked.rolled else ()),
        step("federal_deduction", plain(ZERO), ZERO, law.NO_DEDUCTION, law.LOSS_SECTION),
        *_state_steps(plan),
    )


def _contract_steps(plan: _Plan) -> list[Step]:
    asked = plan.asked
    value, pretax, basis = map(plain, (asked.aftertax_value, asked.pretax_value, asked.aftertax_basis))
    roth = f"max({plain(asked.dra_value)} - {plain(asked.dra_basis)}, 0.00)"
    together = f"max({value} + {pretax} - {basis}, 0.00) + {roth}"
    apart = f"max({value} - {basis}, 0.00) + {pretax} + {roth}"
    difference = f"{plain(plan.separate_contracts)} - {plain(plan.one_contract)}"
    steps = [
        step("taxable_if_one_contract", together, plan.one_contract, law.FULL_PAYOUT, law.ROTH_401K_APART),
        step(
            "taxable_if_separate_contracts",
            apart,
            plan.separate_contracts,
            law.SEPARATE_CONTRACT,
            law.PRO_RATA,
            law.ROTH_401K_APART,
        ),
        step("difference", difference, plan.difference, law.SEPARATE_CONTRACT),
    ]
    if not plan.open:
        steps += [
            step("taxable", plain(plan.one_contract), plan.one_contract, law.FULL_PAYOUT, law.BOX5_TOTAL),
            step("box5", basis, asked.aftertax_basis, law.BOX5_TOTAL, law.BOX2A_LOSS),
        ]
    return steps


def _state_steps(plan: _Plan) -> list[Step]:
    agi, possible = plan.asked.federal_agi, plan.state_possible
    if possible is None:
        return []
    applies = plan.test_met and agi is not None
    above = f"max({plain(plan.loss)} - {plain(agi or ZERO)} * {FLOOR_RATE}, 0.00)" if applies else plain(ZERO)
    rules = (law.CA_STILL_DEDUCTS, law.TWO_PERCENT_FLOOR, law.OLD_LOSS_TEST)
    return [step("state_ca_possible_before_itemizing_test", above, possible, *rules)]


def _readings(plan: _Plan) -> tuple[AnyReading, ...]:
    """The contract where pre-tax money makes a difference; else the state item, where one is possible."""
    if plan.paid_out and plan.difference:
        return _contract_readings(plan)
    return _state_readings(plan.state_possible) if plan.state_possible else ()


def _contract_readings(plan: _Plan) -> tuple[AnyReading, ...]:
    one, apart, roth = plan.one_contract, plan.separate_contracts, plan.roth_earnings
    return (
        ContractReading(
            id="one_contract",
            status="unsettled",
            figures=ContractFigures(taxable=one, box2a=one - roth),
            authorities=(law.FULL_PAYOUT, law.BOX5_TOTAL, law.ONE_CONTRACT_FORUM),
        ),
        ContractReading(
            id="separate_contracts",
            status="unsettled",
            figures=ContractFigures(taxable=apart, box2a=apart - roth),
            authorities=(law.SEPARATE_CONTRACT, law.PRO_RATA, law.SEPARATE_BOOK),
        ),
    )


def _state_readings(possible: Decimal) -> tuple[AnyReading, ...]:
    """California kept the deduction itself; no state text says that this loss is one."""
    return (
        StateReading(
            id="state_allows_loss",
            status="unsettled",
            figures=StateFigures(state_ca_possible_before_itemizing_test=possible),
            authorities=(law.CA_STILL_DEDUCTS, law.OLD_LOSS_TEST),
        ),
        StateReading(
            id="state_denies_loss",
            status="unsettled",
            figures=StateFigures(state_ca_possible_before_itemizing_test=ZERO),
            authorities=(law.CA_STILL_DEDUCTS, law.LOSS_SECTION),
        ),
    )
