"""The boxes of a Form 1099-R beside the saver's own figures, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from calc.distribution_codes import CodeKind, kind_of
from calc.money import ZERO
from calc.pro_rata import nontaxable_part

Destination: TypeAlias = Literal["roth401k", "roth_ira", "traditional_ira", "cash"]


@dataclass(frozen=True)
class Boxes:
    """A form and what is known beside it, in dollars.

    Attributes:
        box1: gross distribution.
        box2a: taxable amount; None where it is blank.
        not_determined: whether "taxable amount not determined" is ticked (box 2b).
        box5: basis of this form; None where it is blank or not known.
        box5_not_told: whether box 5 was not told, which is not the same as blank.
        code: box 7.
        to: where the money went.
        contributions: after-tax contributions to date.
        reported: box 5 of all forms to date, this one included.
        balance: what is left in the after-tax account.
    """

    box1: Decimal
    box2a: Decimal | None
    not_determined: bool
    box5: Decimal | None
    box5_not_told: bool
    code: str | None
    to: Destination | None
    contributions: Decimal | None
    reported: Decimal
    balance: Decimal | None

    @property
    def kind(self) -> CodeKind | None:
        """What box 7 tells."""
        return None if self.code is None else kind_of(self.code)

    @property
    def roth_account(self) -> bool:
        """Whether the money comes out of a Roth 401(k)."""
        return self.kind in {"roth_to_roth_ira", "roth_to_plan", "roth_paid_to_you"}

    @property
    def rolled_untaxed(self) -> bool:
        """Whether the plan rolled over without tax what would be income: Roth to Roth, or to a traditional IRA."""
        to_traditional = self.to == "traditional_ira" and self.kind in {None, "direct_rollover"}
        return to_traditional or self.kind in {"roth_to_roth_ira", "roth_to_plan"}

    @property
    def taxable(self) -> Decimal | None:
        """Box 2a; where it is blank, what the other boxes say."""
        if self.box2a is not None:
            return self.box2a
        if self.rolled_untaxed:
            return ZERO
        return None if self.box5 is None else max(self.box1 - self.box5, ZERO)

    @property
    def own_money(self) -> Decimal | None:
        """Basis in what came out."""
        return None if self.box5 is None else min(self.box5, self.box1)

    @property
    def shortfall(self) -> Decimal | None:
        """Basis used up beyond what came out."""
        return None if self.box5 is None else max(self.box5 - self.box1, ZERO)

    @property
    def basis_left(self) -> Decimal | None:
        """After-tax basis that no form has shown in box 5; a form for a Roth 401(k) says nothing about it."""
        if self.contributions is None or self.roth_account:
            return None
        return max(self.contributions - self.reported, ZERO)

    @property
    def basis_before(self) -> Decimal | None:
        """Basis that this payment had to draw on."""
        if self.contributions is None or self.roth_account or self.box5_not_told:
            return None
        return max(self.contributions - self.reported + (self.box5 or ZERO), ZERO)

    @property
    def own_taxable(self) -> Decimal | None:
        """The taxable part by the saver's figures; without a balance the account counts as emptied."""
        if self.basis_before is None:
            return None
        value = self.box1 + (self.balance or ZERO)
        return self.box1 - nontaxable_part(self.box1, self.basis_before, value)

    @property
    def box5_blank(self) -> bool:
        """Whether the form shows no basis, 0 or nothing."""
        return not self.box5 and not self.box5_not_told

    @property
    def all_taxable(self) -> bool:
        """Whether everything is reported as taxable and nothing as basis."""
        return self.box2a == self.box1 > 0 and self.box5_blank

    @property
    def earnings_untaxed(self) -> bool:
        """Whether box 2a is 0 though box 5 leaves earnings."""
        return self.box2a == 0 and self.box5 is not None and 0 < self.box5 < self.box1

    @property
    def adds_up(self) -> bool:
        """Whether boxes 2a and 5 make box 1."""
        return self.box2a is not None and self.box5 is not None and self.box2a + self.box5 == self.box1

    @property
    def does_not_add_up(self) -> bool:
        """Whether box 2a, above 0, is not what box 5 leaves of box 1."""
        if not self.box2a or not self.box5 or self.box2a > self.box1:
            return False
        return self.box2a != max(self.box1 - self.box5, ZERO)
