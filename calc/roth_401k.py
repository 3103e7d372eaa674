"""Money out of a Roth 401(k): rolled over to a Roth IRA, or paid in cash.

A Roth 401(k) is a contract of its own (IRC §402A(d)(4)), and a payment that is not qualified is basis in the ratio of
basis to value, not contributions first (Reg. §1.402A-1 A-3). Rolled to a Roth IRA, the basis becomes a regular
contribution (Reg. §1.408A-10 A-3(a)). At a loss the rule that lets excess basis go along is written for an account that
is paid out whole and rolled in part within 60 days (A-3(b)); for any other rollover of the whole account it is read in
by analogy, so both readings are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from calc import authorities as law
from calc.counts import AgeIn
from calc.errors import CalcError
from calc.form_1099r import DistributionCode, Form1099R, code_paid_out
from calc.model import (
    AnyReading,
    Authority,
    CautionId,
    Frozen,
    Inputs,
    Reading,
    ReadingFigures,
    Result,
    Step,
    YesNo,
    step,
)
from calc.money import ZERO, Dollars, DollarsIn, plain
from calc.paid_out import early_tax, early_tax_cautions, early_tax_step, withheld, withheld_step
from calc.pro_rata import amount_taken, nontaxable_part, nontaxable_working


class RothRolloverInput(Inputs):
    """A rollover to a Roth IRA. Dollars unless said otherwise.

    Attributes:
        basis: Roth contributions in the account that were not recovered yet.
        value: what the account is worth.
        amount: what goes to the Roth IRA; everything when left out.
        direct: whether the plan pays the Roth IRA; if not, the saver is paid and rolls over within 60 days.
        whole: whether the whole account leaves the plan; when left out, whether all of it goes to the Roth IRA.
        qualified: whether the payment is a qualified distribution: five tax years, and 59½, disability or death.
        age: in years at the payment; for money paid to the saver it says the code and the 10 % tax.
    """

    basis: DollarsIn
    value: DollarsIn
    amount: DollarsIn | None = None
    direct: YesNo = True
    whole: YesNo | None = None
    qualified: YesNo = False
    age: AgeIn | None = None


class RothRolloverFigures(Frozen):
    """What comes out under one reading, in dollars.

    Attributes:
        roth_ira_regular_basis_added: regular contributions that the Roth IRA gains.
        box5: Form 1099-R box 5.
    """

    roth_ira_regular_basis_added: Dollars
    box5: Dollars


class RothRolloverReading(AnyReading):
    """A reading of excess basis at a loss: it all moves, or only as much as was moved."""

    figures: RothRolloverFigures


class RothRollover(Result):
    """The outcome of a rollover to a Roth IRA, in dollars.

    Attributes:
        taxable: income of the year; 0 where everything that would be income is rolled over.
        roth_ira_regular_basis_added: regular contributions that the Roth IRA gains.
        basis_left: basis that stays with the rest of the account in the plan.
        withheld: federal tax that the plan must hold back from money paid to the saver.
        additional_tax: the 10 % on what is taxed; None where the age is not known and something is.
        form_1099r: what the plan reports.
        cautions: what may make the true figure another one.
    """

    taxable: Dollars
    roth_ira_regular_basis_added: Dollars
    basis_left: Dollars
    withheld: Dollars
    additional_tax: Dollars | None
    form_1099r: Form1099R
    cautions: tuple[CautionId, ...]


class RothDistributionInput(Inputs):
    """Cash from a Roth 401(k). Dollars unless said otherwise.

    Attributes:
        basis: Roth contributions in the account that were not recovered yet.
        value: what the account is worth.
        amount: what is paid out; everything when left out.
        age: in years at the payment.
        qualified: whether it is a qualified distribution: five tax years, and 59½, disability or death.
    """

    basis: DollarsIn
    value: DollarsIn
    amount: DollarsIn | None = None
    age: AgeIn
    qualified: YesNo = False


class RothDistribution(Result):
    """The outcome of cash from a Roth 401(k), in dollars.

    Attributes:
        nontaxable: the part that is not income.
        taxable: the part that is.
        additional_tax: the 10 % before age 59½ on the taxable part.
        withheld: federal tax that the plan must hold back where the payment could have been rolled over.
        basis_left: basis not recovered by this payment.
        form_1099r: what the plan reports.
        cautions: what may make the true figure another one.
    """

    nontaxable: Dollars
    taxable: Dollars
    additional_tax: Dollars
    withheld: Dollars
    basis_left: Dollars
    form_1099r: Form1099R
    cautions: tuple[CautionId, ...]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class _Payment:
    """What leaves the account, split into basis and earnings, in dollars."""

    basis: Decimal
    value: Decimal
    amount: Decimal
    qualified: bool

    @property
    def free(self) -> Decimal:
        return nontaxable_part(self.amount, self.basis, self.value)

    @property
    def includible(self) -> Decimal:
        """What would be income if it were not rolled over."""
        return ZERO if self.qualified else self.amount - self.free

    @property
    def empties(self) -> bool:
        return self.amount == self.value

    @property
    def excess(self) -> Decimal:
        """Basis that found no money to come out with when the account was emptied."""
        return max(self.basis - self.value, ZERO) if self.empties else ZERO

    @property
    def box5(self) -> Decimal:
        """Basis in the payment; all of it where the account is emptied, even if that is more."""
        return self.free + self.excess

    @property
    def working(self) -> str:
        """How the basis in the payment came about."""
        return nontaxable_working(self.amount, self.basis, self.value)

    def box5_step(self) -> Step:
        if self.excess:
            return step("box5", plain(self.basis), self.box5, law.BOX5_TOTAL, law.BOX2A_LOSS)
        rules = (law.ROTH_401K_APART, law.ROTH_401K_PRO_RATA, law.PRO_RATA)
        return step("box5", self.working, self.box5, law.ROTH_401K_BOX5, *rules)


@dataclass(frozen=True)
class _Rollover:
    """A payment and what of it goes to the Roth IRA."""

    payment: _Payment
    rolled: Decimal
    direct: bool

    @property
    def earnings_rolled(self) -> Decimal:
        """What would be income goes over first (IRC §402(c)(2)); a direct rollover takes it all."""
        return min(self.rolled, self.payment.includible)

    @property
    def taxable(self) -> Decimal:
        return self.payment.includible - self.earnings_rolled

    @property
    def excess(self) -> Decimal:
        return self.payment.excess if self.rolled else ZERO

    @property
    def added(self) -> Decimal:
        return self.rolled - self.earnings_rolled + self.excess

    @property
    def by_the_letter(self) -> bool:
        """Whether Reg. §1.408A-10 A-3(b) says so itself: paid out whole, rolled in part within 60 days."""
        return not self.direct and self.rolled < self.payment.amount


def roth401k_rollover(inputs: RothRolloverInput) -> RothRollover:
    """Say what is taxed and what basis the Roth IRA gains.

    Raises:
        CalcError: ``amount_exceeds_value``; ``inconsistent`` where `whole` and the figures contradict each other.
    """
    case = _rollover(inputs)
    pay = case.payment
    early = _early(case.taxable, inputs.age)
    box2a = ZERO if case.direct else pay.includible
    code = "H" if case.direct else code_paid_out(inputs.age, roth_account=True)
    return RothRollover(
        taxable=case.taxable,
        roth_ira_regular_basis_added=case.added,
        basis_left=pay.basis - pay.box5,
        withheld=withheld(box2a),
        additional_tax=early,
        form_1099r=Form1099R(box1=pay.amount, box2a=box2a, box5=pay.box5, box7=code),
        cautions=("in_plan_conversions_not_counted", *early_tax_cautions(early, inputs.age)),
        steps=_rollover_steps(case, early),
        readings=_rollover_readings(case) if case.excess and not case.by_the_letter else (),
    )


def _rollover(inputs: RothRolloverInput) -> _Rollover:
    rolled = amount_taken(inputs.amount, inputs.value)
    everything = rolled == inputs.value
    whole = everything if inputs.whole is None else inputs.whole
    # a direct rollover moves exactly what leaves the plan; paid out in cash, some of the whole may be kept
    if (inputs.direct and not everything) if whole else everything:
        raise CalcError("inconsistent", "whole", amount=rolled, value=inputs.value)
    paid = inputs.value if whole else rolled
    return _Rollover(_Payment(inputs.basis, inputs.value, paid, inputs.qualified), rolled, inputs.direct)


def _early(taxable: Decimal, age: Decimal | None) -> Decimal | None:
    if not taxable:
        return ZERO
    return None if age is None else early_tax(taxable, age)


def _rollover_steps(case: _Rollover, early: Decimal | None) -> tuple[Step, ...]:
    pay = case.payment
    over = plain(case.earnings_rolled)
    income = f"{plain(pay.amount)} - {plain(pay.free)} - {over}"
    taxed = law.ROTH_401K_BOXES if case.direct else law.ROTH_401K_PART_ROLLED
    added = f"{plain(case.rolled)} - {over} + {plain(case.excess)}"
    at_loss = (law.ROTH_401K_TO_IRA_AT_LOSS,) if case.excess else ()
    left = pay.basis - pay.box5
    return (
        pay.box5_step(),
        _taxable_step(pay, income, case.taxable, taxed, law.PRETAX_FIRST),
        step("roth_ira_regular_basis_added", added, case.added, law.ROTH_401K_TO_IRA, *at_loss),
        step("basis_left", f"{plain(pay.basis)} - {plain(pay.box5)}", left, law.INVESTMENT),
        *(() if case.direct else _paid_steps(pay.includible, case.taxable, early)),
    )


def _taxable_step(pay: _Payment, income: str, taxable: Decimal, *rules: Authority) -> Step:
    if pay.qualified:
        return step("taxable", plain(ZERO), ZERO, law.ROTH_401K_QUALIFIED)
    return step("taxable", income, taxable, *rules)


def _paid_steps(includible: Decimal, taxable: Decimal, early: Decimal | None) -> list[Step]:
    steps = [withheld_step(includible)]
    return steps if early is None else [*steps, early_tax_step(taxable, early)]


def _rollover_readings(case: _Rollover) -> tuple[RothRolloverReading, RothRolloverReading]:
    moving = (law.ROTH_401K_TO_IRA_AT_LOSS, law.ROTH_401K_TO_PLAN_AT_LOSS, law.BOX2A_LOSS)
    forums: tuple[Authority, ...] = (law.ONE_H_FORM, law.ALL_BASIS_MOVES_FORUM)
    limited = RothRolloverFigures(
        roth_ira_regular_basis_added=case.added - case.excess, box5=case.payment.box5 - case.excess
    )
    return (
        RothRolloverReading(
            id="whole_basis_moves",
            status="unsettled",
            figures=RothRolloverFigures(roth_ira_regular_basis_added=case.added, box5=case.payment.box5),
            authorities=(*moving, *forums),
        ),
        RothRolloverReading(
            id="amount_moved_only",
            status="unsettled",
            figures=limited,
            authorities=(law.ROTH_401K_TO_IRA, law.ROTH_401K_BOX5, law.TWO_FORMS),
        ),
    )


def roth401k_distribution(inputs: RothDistributionInput) -> RothDistribution:
    """Say what of a cash payment is taxed, and the 10 % that comes on top before age 59½.

    Raises:
        CalcError: ``amount_exceeds_value``.
    """
    pay = _Payment(inputs.basis, inputs.value, amount_taken(inputs.amount, inputs.value), inputs.qualified)
    early = early_tax(pay.includible, inputs.age)
    # from 59½ on five tax years make it qualified, which is not asked for
    unasked: tuple[CautionId, ...] = ("not_qualified",) if pay.includible and not early else ()
    return RothDistribution(
        nontaxable=pay.amount - pay.includible,
        taxable=pay.includible,
        additional_tax=early,
        withheld=withheld(pay.includible),
        basis_left=pay.basis - pay.free,
        form_1099r=Form1099R(box1=pay.amount, box2a=pay.includible, box5=pay.box5, box7=_code(inputs)),
        cautions=("in_plan_conversions_not_counted", *unasked, *early_tax_cautions(early, inputs.age)),
        steps=_distribution_steps(pay, early),
        readings=_distribution_readings(pay) if pay.excess else (),
    )


def _code(inputs: RothDistributionInput) -> DistributionCode | None:
    """Box 7; a qualified payment before 59½ is one at disability or death, whose codes are not among those here."""
    code = code_paid_out(inputs.age, roth_account=True)
    return None if inputs.qualified and code == "1B" else code


def _distribution_steps(pay: _Payment, early: Decimal) -> tuple[Step, ...]:
    income = f"{plain(pay.amount)} - {plain(pay.free)}"
    if pay.qualified:
        nontaxable = step("nontaxable", plain(pay.amount), pay.amount, law.ROTH_401K_QUALIFIED)
    else:
        rules = (law.ROTH_401K_APART, law.ROTH_401K_PRO_RATA, law.PRO_RATA)
        nontaxable = step("nontaxable", pay.working, pay.free, *rules)
    return (
        nontaxable,
        _taxable_step(pay, income, pay.includible, law.ROTH_401K_PRO_RATA, law.PLAN_PAYMENT_TAXED),
        step("basis_left", f"{plain(pay.basis)} - {plain(pay.free)}", pay.basis - pay.free, law.INVESTMENT),
        pay.box5_step(),
        *_paid_steps(pay.includible, pay.includible, early),
    )


def _distribution_readings(pay: _Payment) -> tuple[Reading, Reading]:
    """The account is emptied and basis is left over: the plan goes on counting it, or lets go of it."""
    kept = ReadingFigures(basis_left=pay.excess, box5=pay.free, total_taxable=ZERO)
    dropped = ReadingFigures(basis_left=ZERO, box5=pay.box5, total_taxable=ZERO)
    return (
        Reading(id="plan_keeps_basis", figures=kept, authorities=(law.INVESTMENT, law.ROTH_401K_BOX5)),
        Reading(id="plan_drops_basis", figures=dropped, authorities=(law.BOX5_TOTAL, law.BOX2A_LOSS)),
    )
