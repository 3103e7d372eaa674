"""What stands out on a Form 1099-R: each finding with a key, its figures and what it rests on, and no sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, TypeAlias, get_args

from calc import authorities as law
from calc.boxes_1099r import Boxes
from calc.counts import AGE_NOT_GIVEN
from calc.distribution_codes import CodeKind
from calc.model import Authorities, Authority, Frozen
from calc.money import ZERO, Dollars
from calc.paid_out import early_tax

FindingKey: TypeAlias = Literal[
    "box2a_above_box1",
    "rolled_but_taxed",
    "all_taxable",
    "earnings_untaxed",
    "does_not_add_up",
    "box5_missing",
    "box5_above_box1",
    "box5_above_contributions",
    "taxable_not_determined",
    "box2a_blank",
    "blank_at_loss",
    "adds_up",
    "taxable_differs",
    "fits_contributions",
    "basis_left_over",
    "basis_remains",
    "balance_not_given",
    "code_direct_rollover",
    "code_roth_to_roth_ira",
    "code_roth_to_plan",
    "code_paid_to_you",
    "code_roth_paid_to_you",
    "code_refund",
    "code_ira",
    "code_other",
    "ten_percent_possible",
]
FINDING_KEYS: Final[tuple[str, ...]] = get_args(FindingKey)

Ask: TypeAlias = Literal[
    "corrected_form",
    "corrected_code",
    "taxable_amount",
    "where_earnings_went",
    "how_computed",
    "is_basis_kept",
    "contribution_record",
    "subaccount_balance",
]
ASKS: Final[tuple[str, ...]] = get_args(Ask)

Verdict: TypeAlias = Literal["fits", "check", "wrong"]
_VERDICTS: Final[tuple[Verdict, ...]] = ("fits", "check", "wrong")

_ROUNDING: Final = Decimal("0.01")  # plans round the taxable part, others the basis
_ABOUT_BOX2A: Final = frozenset({"rolled_but_taxed", "all_taxable", "earnings_untaxed", "does_not_add_up"})
_CODE_KEYS: Final[Mapping[CodeKind, FindingKey]] = {
    "direct_rollover": "code_direct_rollover",
    "roth_to_roth_ira": "code_roth_to_roth_ira",
    "roth_to_plan": "code_roth_to_plan",
    "paid_to_you": "code_paid_to_you",
    "roth_paid_to_you": "code_roth_paid_to_you",
    "refund": "code_refund",
    "ira": "code_ira",
    "other": "code_other",
}


class Finding(Frozen):
    """One thing that stands out on the form.

    Attributes:
        key: what it is.
        verdict: whether it fits, should be checked, or is wrong by what is known.
        found: dollars on the form.
        expected: dollars that would fit.
        gap: dollars between the two.
        ask: what to ask the plan.
        authorities: what it rests on.
    """

    key: FindingKey
    verdict: Verdict
    found: Dollars | None = None
    expected: Dollars | None = None
    gap: Dollars | None = None
    ask: Ask | None = None
    authorities: Authorities


def findings_of(boxes: Boxes) -> tuple[Finding, ...]:
    """All findings, the gravest first."""
    found = [*_on_taxable(boxes), *_on_basis(boxes), *_on_contributions(boxes), *_on_code(boxes)]
    return tuple(sorted(found, key=lambda finding: -_VERDICTS.index(finding.verdict)))


def conversion_boxes(boxes: Boxes) -> tuple[Authority, ...]:
    """What boxes 2a and 5 rest on, by the code and by where the money went."""
    if boxes.kind == "roth_paid_to_you":
        return (law.PLAN_PAYMENT_TAXED, law.ROTH_401K_PRO_RATA)
    if boxes.roth_account:
        return (law.ROTH_401K_BOXES, law.ROTH_401K_BOX5)
    if boxes.kind == "paid_to_you" or boxes.to == "cash":
        return (law.PLAN_PAYMENT_TAXED, law.PRO_RATA)
    if boxes.to == "traditional_ira":
        return (law.BOX2A_TRADITIONAL,)
    return (law.BOX5_ROTH_IRA,) if boxes.to == "roth_ira" else (law.BOX5_IN_PLAN,)


def worst(findings: tuple[Finding, ...]) -> Verdict:
    """The verdict on the whole form."""
    return max((finding.verdict for finding in findings), key=_VERDICTS.index, default="fits")


def corrected_taxable(findings: tuple[Finding, ...]) -> Decimal | None:
    """Box 2a of a corrected form, where a finding says what it should be."""
    wrong = (finding for finding in findings if finding.verdict == "wrong" and finding.key in _ABOUT_BOX2A)
    return next((finding.expected for finding in wrong), None)


def _finding(
    key: FindingKey,
    verdict: Verdict,
    *authorities: Authority,
    found: Decimal | None = None,
    expected: Decimal | None = None,
    ask: Ask | None = None,
) -> Finding:
    gap = None if found is None or expected is None else abs(found - expected)
    return Finding(key=key, verdict=verdict, found=found, expected=expected, gap=gap, ask=ask, authorities=authorities)


def _on_taxable(boxes: Boxes) -> Iterator[Finding]:
    rules = conversion_boxes(boxes)
    mend = (*rules, law.BOXES_COORDINATED, law.CORRECTED_FORM)
    stated = boxes.box2a
    if stated is None:
        yield from _on_blank(boxes)
    elif stated > boxes.box1:
        yield _finding("box2a_above_box1", "wrong", *mend, found=stated, expected=boxes.box1, ask="corrected_form")
    elif boxes.rolled_untaxed and stated:
        untaxed = (law.BOX2A_TRADITIONAL, law.ROTH_401K_BOXES, law.CORRECTED_FORM)
        yield _finding("rolled_but_taxed", "wrong", *untaxed, found=stated, expected=ZERO, ask="corrected_form")
    elif boxes.all_taxable:
        yield from _on_all_taxable(boxes)
    elif boxes.earnings_untaxed:
        yield _on_untaxed_earnings(boxes)
    elif boxes.does_not_add_up:
        expected = max(boxes.box1 - (boxes.box5 or ZERO), ZERO)
        yield _finding("does_not_add_up", "wrong", *mend, found=stated, expected=expected, ask="corrected_form")
    elif boxes.adds_up:
        yield _finding("adds_up", "fits", *rules, found=boxes.box1, expected=boxes.box1)


def _on_blank(boxes: Boxes) -> Iterator[Finding]:
    blank = (law.BOX2A_BLANK, law.BOX2A_TRADITIONAL)
    if boxes.rolled_untaxed:
        return
    if boxes.not_determined:
        yield _finding("taxable_not_determined", "check", *blank, expected=boxes.taxable, ask="taxable_amount")
    elif boxes.box5 is not None and boxes.box5 >= boxes.box1:
        yield _finding("blank_at_loss", "fits", law.BOX2A_LOSS, expected=ZERO)
    else:
        yield _finding("box2a_blank", "check", *blank, expected=boxes.taxable, ask="taxable_amount")


def _on_all_taxable(boxes: Boxes) -> Iterator[Finding]:
    """Right for pre-tax money, and where all basis came out before; for after-tax money the basis was left off."""
    rules = (law.BASIS_LEFT_OFF, law.BOXES_COORDINATED, law.CORRECTED_FORM)
    stated, own = boxes.box2a, boxes.own_taxable
    if own is None:
        yield _finding("all_taxable", "check", *rules, found=stated, ask="contribution_record")
    elif own < boxes.box1:
        yield _finding("all_taxable", "wrong", *rules, found=stated, expected=own, ask="corrected_form")
    else:
        yield _finding("adds_up", "fits", *conversion_boxes(boxes), found=stated, expected=own)


def _on_untaxed_earnings(boxes: Boxes) -> Finding:
    """Right where the earnings went to a traditional IRA, or came out of a Roth 401(k) qualified."""
    earnings = boxes.box1 - (boxes.box5 or ZERO)
    if boxes.rolled_untaxed:
        return _finding("earnings_untaxed", "fits", law.BOX2A_TRADITIONAL, law.ROTH_401K_BOXES, found=ZERO)
    if boxes.roth_account:
        roth = (law.ROTH_401K_QUALIFIED, law.ROTH_401K_BOXES)
        return _finding("earnings_untaxed", "check", *roth, found=ZERO, expected=earnings, ask="taxable_amount")
    rules = (law.BASIS_LEFT_OFF, law.COMBINED_FORM, law.CORRECTED_FORM)
    if boxes.to in {None, "traditional_ira"}:
        return _finding("earnings_untaxed", "check", *rules, found=ZERO, expected=earnings, ask="where_earnings_went")
    return _finding("earnings_untaxed", "wrong", *rules, found=ZERO, expected=earnings, ask="corrected_form")


def _on_basis(boxes: Boxes) -> Iterator[Finding]:
    if boxes.box5_blank and not boxes.all_taxable and boxes.box1 and boxes.to != "traditional_ira":
        yield from _on_missing_box5(boxes)
    if boxes.shortfall:
        # out of a Roth 401(k) the excess goes along to the Roth IRA or does not; the plan has no part in that
        practice = (law.ONE_H_FORM, law.TWO_FORMS) if boxes.roth_account else (law.PLAN_ACCOUNTING,)
        rules = (law.BOX5_TOTAL, law.BOX2A_LOSS, *practice)
        ask: Ask | None = None if boxes.roth_account else "is_basis_kept"
        yield _finding("box5_above_box1", "check", *rules, found=boxes.box5, expected=boxes.box1, ask=ask)


def _on_missing_box5(boxes: Boxes) -> Iterator[Finding]:
    """Wrong for after-tax money that went to Roth; right for pre-tax money on its way to a traditional IRA."""
    own = boxes.own_taxable
    if own == boxes.box1:  # all basis came out before
        return
    rules = (*conversion_boxes(boxes), law.BASIS_LEFT_OFF, law.CORRECTED_FORM)
    if own is None:
        left = None if boxes.box2a is None else max(boxes.box1 - boxes.box2a, ZERO)
        ask: Ask = "contribution_record"
        yield _finding("box5_missing", "check", *rules, found=boxes.box5, expected=left, ask=ask)
    elif boxes.to is None and not boxes.box2a:
        ask = "where_earnings_went"
        yield _finding("box5_missing", "check", *rules, found=boxes.box5, expected=boxes.box1 - own, ask=ask)
    else:
        ask = "corrected_form"
        yield _finding("box5_missing", "wrong", *rules, found=boxes.box5, expected=boxes.box1 - own, ask=ask)


def _on_contributions(boxes: Boxes) -> Iterator[Finding]:
    if boxes.contributions is None or boxes.roth_account:
        return
    if boxes.reported > boxes.contributions:
        rules = (law.INVESTMENT, law.OWN_RECORDS)
        ask: Ask = "contribution_record"
        told = boxes.contributions
        yield _finding("box5_above_contributions", "check", *rules, found=boxes.reported, expected=told, ask=ask)
    if not boxes.box5_blank:
        yield from _on_basis_left(boxes)
        yield from _on_own_figures(boxes)


def _on_basis_left(boxes: Boxes) -> Iterator[Finding]:
    left = boxes.basis_left
    if not left:
        return
    if boxes.balance is None:
        yield _finding("balance_not_given", "check", law.INVESTMENT, found=left, ask="subaccount_balance")
    elif boxes.balance:
        yield _finding("basis_remains", "fits", law.INVESTMENT, law.PRO_RATA, found=left)
    else:
        rules = (law.INVESTMENT, law.PLAN_ACCOUNTING, law.BASIS_RETAINED)
        yield _finding("basis_left_over", "check", *rules, found=left, ask="is_basis_kept")


def _on_own_figures(boxes: Boxes) -> Iterator[Finding]:
    """The taxable part beside the pro rata of the saver's own figures, where the boxes fit each other."""
    own, stated = boxes.own_taxable, boxes.taxable
    if own is None or stated is None or boxes.balance is None or boxes.rolled_untaxed:
        return
    if boxes.earnings_untaxed or boxes.does_not_add_up or stated > boxes.box1:
        return
    rules = (law.PRO_RATA, law.SEPARATE_CONTRACT, law.OWN_RECORDS)
    if abs(own - stated) <= _ROUNDING:
        yield _finding("fits_contributions", "fits", *rules, found=stated, expected=own)
    else:
        yield _finding("taxable_differs", "check", *rules, found=stated, expected=own, ask="how_computed")


def _on_code(boxes: Boxes) -> Iterator[Finding]:
    kind = boxes.kind
    if kind is None:
        return
    key, moved = _CODE_KEYS[kind], boxes.to not in {None, "cash"}
    if kind in {"refund", "ira", "other"}:  # no code of a conversion
        yield _finding(key, "check", law.CODES, law.CODES_EXPLAINED, ask="corrected_code" if moved else None)
    elif kind in {"paid_to_you", "roth_paid_to_you"}:
        yield from _on_payment(boxes, key)
    elif boxes.to == "cash":
        yield _finding(key, "check", law.CODES, ask="corrected_code")
    else:
        other_account = boxes.roth_account and boxes.contributions is not None
        yield _finding(key, "check" if other_account else "fits", law.CODES)


def _on_payment(boxes: Boxes, key: FindingKey) -> Iterator[Finding]:
    """Paid to the saver: right for cash and for a 60-day rollover, which the return tells and not the form."""
    rules = (law.CODES, law.CODES_EXPLAINED)
    if boxes.to == "cash":
        yield _finding(key, "fits", *rules)
    else:
        yield _finding(key, "check", *rules, law.CODE_1_NOTICE, ask="corrected_code")
    early = early_tax(boxes.taxable or ZERO, AGE_NOT_GIVEN) if "1" in (boxes.code or "") else ZERO
    if early and boxes.to in {None, "cash"}:
        yield _finding("ten_percent_possible", "check", law.EARLY_TAX, law.CODES_EXPLAINED, found=early)
