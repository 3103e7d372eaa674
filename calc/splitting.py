"""One distribution to several places: which of it is pre-tax, and what is taxed now.

Payments scheduled for the same time are one distribution, and its pre-tax part counts as going to the direct
rollovers first (Notice 2014-54 III; IRC §402(c)(2)). Among several direct rollovers the saver chooses; here pre-tax
money goes to the traditional account first, which taxes the least. What is left of it stands in the cash, and a
60-day rollover of that cash takes pre-tax money first again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from calc import authorities as law
from calc.counts import AgeIn
from calc.errors import CalcError
from calc.form_1040 import Form1040, pension_lines
from calc.form_1099r import Form1099R, code_paid_out
from calc.model import CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, plain
from calc.paid_out import early_tax, early_tax_cautions, early_tax_step, withheld, withheld_step


class SplitInput(Inputs):
    """What is distributed and where it goes, in dollars.

    Attributes:
        pretax: the part of the distribution that would be income, such as the earnings of the after-tax account.
        aftertax: the part that is after-tax contributions.
        direct_trad: paid straight to a traditional IRA, or to a plan that takes pre-tax money.
        direct_roth: paid straight to a Roth IRA.
        cash: paid to the saver.
        rollover60_trad: how much of the cash goes to a traditional IRA within 60 days.
        age: in years at the payment; says the code of the cash form and the 10 % tax.
    """

    pretax: DollarsIn
    aftertax: DollarsIn
    direct_trad: DollarsIn = ZERO
    direct_roth: DollarsIn = ZERO
    cash: DollarsIn = ZERO
    rollover60_trad: DollarsIn = ZERO
    age: AgeIn | None = None


class SplitForm(Form1099R):
    """One of the forms of a split; each destination has its own.

    Attributes:
        to: where the money went. A plan that takes pre-tax money stands under the traditional IRA.
    """

    to: Literal["traditional IRA", "Roth IRA", "cash"]


class Split(Result):
    """Where pre-tax and after-tax money went, in dollars.

    Attributes:
        trad_pretax: pre-tax money rolled directly to the traditional account.
        trad_aftertax: after-tax money that went there and is basis in it.
        roth_pretax: pre-tax money rolled directly to the Roth IRA; income.
        roth_aftertax: after-tax money rolled there.
        cash_pretax: pre-tax money kept in cash; income.
        cash_aftertax: after-tax money kept in cash.
        rolled60_pretax: pre-tax money of the 60-day rollover.
        rolled60_aftertax: after-tax money of the 60-day rollover; basis in the traditional IRA.
        taxable_now: income of the year.
        withheld: what the plan must hold back from the cash for federal tax.
        additional_tax: the 10 % on pre-tax money kept in cash; None where the age is not known.
        form_1099r: one form for each destination; the plan does not know of the 60-day rollover.
        form_1040: what goes on the return.
        cautions: what may make the true figure another one.
    """

    trad_pretax: Dollars
    trad_aftertax: Dollars
    roth_pretax: Dollars
    roth_aftertax: Dollars
    cash_pretax: Dollars
    cash_aftertax: Dollars
    rolled60_pretax: Dollars
    rolled60_aftertax: Dollars
    taxable_now: Dollars
    withheld: Dollars
    additional_tax: Dollars | None
    form_1099r: tuple[SplitForm, ...]
    form_1040: Form1040
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Parts:
    """The distribution by destination; of the cash, what was paid out and what of it was rolled afterwards."""

    asked: SplitInput

    @property
    def total(self) -> Decimal:
        return self.asked.pretax + self.asked.aftertax

    @property
    def direct(self) -> Decimal:
        return self.asked.direct_trad + self.asked.direct_roth

    @property
    def trad_pretax(self) -> Decimal:
        return min(self.asked.direct_trad, self.asked.pretax)

    @property
    def roth_pretax(self) -> Decimal:
        return min(self.direct, self.asked.pretax) - self.trad_pretax

    @property
    def paid_pretax(self) -> Decimal:
        return self.asked.pretax - self.trad_pretax - self.roth_pretax

    @property
    def rolled60_pretax(self) -> Decimal:
        return min(self.asked.rollover60_trad, self.paid_pretax)

    @property
    def rolled60_aftertax(self) -> Decimal:
        return self.asked.rollover60_trad - self.rolled60_pretax

    @property
    def cash_pretax(self) -> Decimal:
        return self.paid_pretax - self.rolled60_pretax

    @property
    def cash_aftertax(self) -> Decimal:
        return self.asked.cash - self.paid_pretax - self.rolled60_aftertax

    @property
    def taxable_now(self) -> Decimal:
        return self.roth_pretax + self.cash_pretax

    @property
    def chosen(self) -> bool:
        """Whether the pre-tax part could have been placed among the direct rollovers in another way."""
        return bool(self.asked.direct_trad and self.asked.direct_roth) and ZERO < self.asked.pretax < self.direct


def split(inputs: SplitInput) -> Split:
    """Say what is pre-tax in each part of a distribution.

    Raises:
        CalcError: ``parts_do_not_add_up``, or ``amount_exceeds_value`` for a 60-day rollover above the cash.
    """
    parts = _Parts(inputs)
    _check(parts)
    early = None if inputs.age is None else early_tax(parts.cash_pretax, inputs.age)
    choice: tuple[CautionId, ...] = ("pretax_to_traditional_first",) if parts.chosen else ()
    return Split(
        trad_pretax=parts.trad_pretax,
        trad_aftertax=inputs.direct_trad - parts.trad_pretax,
        roth_pretax=parts.roth_pretax,
        roth_aftertax=inputs.direct_roth - parts.roth_pretax,
        cash_pretax=parts.cash_pretax,
        cash_aftertax=parts.cash_aftertax,
        rolled60_pretax=parts.rolled60_pretax,
        rolled60_aftertax=parts.rolled60_aftertax,
        taxable_now=parts.taxable_now,
        withheld=withheld(parts.paid_pretax),
        additional_tax=early,
        form_1099r=_forms(parts),
        form_1040=pension_lines(parts.total, parts.taxable_now),
        cautions=(*choice, *early_tax_cautions(early, inputs.age)),
        steps=(*_direct_steps(parts), *_cash_steps(parts), *_tax_steps(parts, early)),
    )


def _check(parts: _Parts) -> None:
    asked = parts.asked
    placed = parts.direct + asked.cash
    if placed != parts.total:
        raise CalcError("parts_do_not_add_up", whole=parts.total, placed=placed)
    if asked.rollover60_trad > asked.cash:
        raise CalcError("amount_exceeds_value", "rollover60_trad", amount=asked.rollover60_trad, value=asked.cash)


def _forms(parts: _Parts) -> tuple[SplitForm, ...]:
    asked = parts.asked
    code = code_paid_out(asked.age)
    trad, roth = asked.direct_trad, asked.direct_roth
    forms = (
        SplitForm(to="traditional IRA", box1=trad, box2a=ZERO, box5=trad - parts.trad_pretax, box7="G"),
        SplitForm(to="Roth IRA", box1=roth, box2a=parts.roth_pretax, box5=roth - parts.roth_pretax, box7="G"),
        SplitForm(to="cash", box1=asked.cash, box2a=parts.paid_pretax, box5=asked.cash - parts.paid_pretax, box7=code),
    )
    return tuple(form for form in forms if form.box1)


def _direct_steps(parts: _Parts) -> list[Step]:
    asked = parts.asked
    pretax, trad, roth = map(plain, (asked.pretax, asked.direct_trad, asked.direct_roth))
    trad_pretax, roth_pretax = plain(parts.trad_pretax), plain(parts.roth_pretax)
    first = (law.SAME_TIME, law.PRETAX_FIRST)
    chosen = (*first, law.CHOICE_OF_ROLLOVER) if parts.chosen else first
    in_trad, in_roth = asked.direct_trad - parts.trad_pretax, asked.direct_roth - parts.roth_pretax
    return [
        step("trad_pretax", f"min({trad}, {pretax})", parts.trad_pretax, *chosen),
        step("trad_aftertax", f"{trad} - {trad_pretax}", in_trad, law.SAME_TIME, law.BOX2A_TRADITIONAL),
        step("roth_pretax", f"min({trad} + {roth}, {pretax}) - {trad_pretax}", parts.roth_pretax, *chosen),
        step("roth_aftertax", f"{roth} - {roth_pretax}", in_roth, law.SAME_TIME, law.BOX5_ROTH_IRA),
    ]


def _cash_steps(parts: _Parts) -> list[Step]:
    asked = parts.asked
    paid = f"{plain(asked.pretax)} - {plain(parts.trad_pretax)} - {plain(parts.roth_pretax)}"
    again, cash = plain(asked.rollover60_trad), plain(asked.cash)
    again_pretax, again_aftertax = plain(parts.rolled60_pretax), plain(parts.rolled60_aftertax)
    left = f"{cash} - ({paid}) - {again_aftertax}"
    return [
        step("rolled60_pretax", f"min({again}, {paid})", parts.rolled60_pretax, law.PRETAX_FIRST),
        step("rolled60_aftertax", f"{again} - {again_pretax}", parts.rolled60_aftertax, law.PRETAX_FIRST),
        step("cash_pretax", f"{paid} - {again_pretax}", parts.cash_pretax, law.SAME_TIME),
        step("cash_aftertax", left, parts.cash_aftertax, law.SAME_TIME),
    ]


def _tax_steps(parts: _Parts, early: Decimal | None) -> list[Step]:
    taxed = (law.ROTH_IRA_INCLUSION, law.PLAN_PAYMENT_TAXED, law.LINES_5A_5B)
    now = f"{plain(parts.roth_pretax)} + {plain(parts.cash_pretax)}"
    steps = [step("taxable_now", now, parts.taxable_now, *taxed), withheld_step(parts.paid_pretax)]
    return steps if early is None else [*steps, early_tax_step(parts.cash_pretax, early)]
