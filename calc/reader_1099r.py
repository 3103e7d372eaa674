"""Reading a Form 1099-R that a plan sent for after-tax money.

It says what the form makes taxable and what it counts as own money, which basis the plan has not reported yet, what
goes on Form 1040, and whether the boxes fit each other and the contributions. What stands out are findings; whoever
shows them words them by key. By the instructions box 2a of a direct rollover to Roth is the taxable part and box 5 the
basis recovered; box 5 above box 1 means that basis was used up beyond what came out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from calc import authorities as law
from calc.boxes_1099r import Boxes, Destination
from calc.distribution_codes import CodeIn
from calc.errors import CalcError
from calc.findings import Finding, Verdict, conversion_boxes, corrected_taxable, findings_of, worst
from calc.form_1040 import Form1040, pension_lines
from calc.model import CautionId, Inputs, Reading, ReadingFigures, Result, Step, YesNo, step
from calc.money import ZERO, Dollars, DollarsIn, plain

_LOSS_OF_ONE_FORM: Final = Decimal("1.25")  # box 5 to box 1 up to which a total may still be that of this form alone


class ReaderInput(Inputs):
    """What is on the form, and what the saver knows beside it. Dollars unless said otherwise.

    Attributes:
        box1: gross distribution.
        box2a: taxable amount; left out where it is blank, which is not 0.
        taxable_not_determined: whether box 2b says so.
        box5: employee contributions; left out where it is blank.
        box7: distribution code, such as ``G`` or ``1B`` (box 7a on the 2026 form).
        to: where the money went.
        aftertax_contributions_to_date: after-tax contributions since the beginning.
        box5_to_date: box 5 of all forms so far, this one included; without `box5` this form counts as the only one,
            unless the total is too far above box 1 for that.
        subaccount_balance: what is left in the after-tax account.
    """

    box1: DollarsIn
    box2a: DollarsIn | None = None
    taxable_not_determined: YesNo = False
    box5: DollarsIn | None = None
    box7: CodeIn | None = None
    to: Destination | None = None
    aftertax_contributions_to_date: DollarsIn | None = None
    box5_to_date: DollarsIn | None = None
    subaccount_balance: DollarsIn | None = None


class FormRead(Result):
    """What a form says, in dollars.

    Attributes:
        basis_still_in_plan: contributions to date less box 5 to date; None without the contributions.
        reading: ``used_up`` where box 5 is above box 1 or no basis is left, else ``retained``; None where neither
            can be told.
        shortfall: basis used up beyond box 1; None where box 5 is not known.
        taxable: income by the form; where box 2a is blank, by its other boxes; None where they do not say.
        own_money: basis in what came out; None where box 5 is not known.
        verdict: on the form as a whole: the worst of its findings.
        findings: what stands out, the gravest first.
        form_1040: what goes on the return by the form as it is; None where the taxable part is not known. A rollover
            within 60 days of what was paid to the saver is not taken off here.
        form_1040_if_corrected: what would go there after the correction that a finding asks for; None without one.
        cautions: what may make the true figure another one.
    """

    basis_still_in_plan: Dollars | None
    reading: Literal["retained", "used_up"] | None
    shortfall: Dollars | None
    taxable: Dollars | None
    own_money: Dollars | None
    verdict: Verdict
    findings: tuple[Finding, ...]
    form_1040: Form1040 | None
    form_1040_if_corrected: Form1040 | None
    cautions: tuple[CautionId, ...]
    readings: tuple[Reading, ...] = ()


def reader_1099r(inputs: ReaderInput) -> FormRead:
    """Read a form.

    Raises:
        CalcError: ``part_exceeds_plan`` where this form's box 5 is above that of all forms together.
    """
    boxes = _boxes(inputs)
    findings = findings_of(boxes)
    corrected = corrected_taxable(findings)
    return FormRead(
        basis_still_in_plan=boxes.basis_left,
        reading=_reading(boxes),
        shortfall=boxes.shortfall,
        taxable=boxes.taxable,
        own_money=boxes.own_money,
        verdict=worst(findings),
        findings=findings,
        form_1040=None if boxes.taxable is None else pension_lines(boxes.box1, boxes.taxable),
        form_1040_if_corrected=None if corrected is None else pension_lines(boxes.box1, corrected),
        cautions=_cautions(inputs, boxes, findings),
        steps=_steps(boxes),
        readings=_readings(boxes),
    )


def _boxes(inputs: ReaderInput) -> Boxes:
    box5, to_date = inputs.box5, inputs.box5_to_date
    if box5 is not None and to_date is not None and box5 > to_date:
        raise CalcError("part_exceeds_plan", "box5", part=box5, whole=to_date)
    if box5 is None and to_date is not None and not _earlier_forms(inputs, to_date):
        box5 = to_date
    return Boxes(
        box1=inputs.box1,
        box2a=inputs.box2a,
        not_determined=inputs.taxable_not_determined,
        box5=box5,
        box5_not_told=box5 is None and to_date is not None,
        code=inputs.box7,
        to=inputs.to,
        contributions=inputs.aftertax_contributions_to_date,
        reported=(box5 or ZERO) if to_date is None else to_date,
        balance=inputs.subaccount_balance,
    )


def _earlier_forms(inputs: ReaderInput, to_date: Decimal) -> bool:
    """Whether box 5 of all forms holds more than this one: far above box 1, or above it and not all contributions."""
    put_in = inputs.aftertax_contributions_to_date
    far = to_date > inputs.box1 * _LOSS_OF_ONE_FORM
    return far or (to_date > inputs.box1 and (put_in is None or to_date < put_in))


def _cautions(inputs: ReaderInput, boxes: Boxes, findings: tuple[Finding, ...]) -> tuple[CautionId, ...]:
    own_basis = any(finding.key in {"all_taxable", "box5_missing"} for finding in findings)
    found: dict[CautionId, bool] = {
        "only_form_so_far": inputs.box5 is None and boxes.box5 is not None,
        "account_taken_as_emptied": own_basis and boxes.own_taxable is not None and boxes.balance is None,
    }
    return tuple(caution for caution, applies in found.items() if applies)


def _reading(boxes: Boxes) -> Literal["retained", "used_up"] | None:
    if boxes.shortfall:
        return "used_up"
    if boxes.basis_left is None:
        return None
    return "retained" if boxes.basis_left else "used_up"


def _steps(boxes: Boxes) -> tuple[Step, ...]:
    box1, rules = plain(boxes.box1), conversion_boxes(boxes)
    steps = [step("converted", box1, boxes.box1, law.LINES_5A_5B)]
    if boxes.contributions is not None and boxes.basis_left is not None:
        left = f"max({plain(boxes.contributions)} - {plain(boxes.reported)}, 0.00)"
        steps.append(step("basis_still_in_plan", left, boxes.basis_left, law.INVESTMENT, law.OWN_RECORDS))
    if boxes.box5 is not None and boxes.own_money is not None and boxes.shortfall is not None:
        box5 = plain(boxes.box5)
        beyond = f"max({box5} - {box1}, 0.00)"
        steps += [
            step("own_money", f"min({box5}, {box1})", boxes.own_money, *rules),
            step("shortfall", beyond, boxes.shortfall, law.BOX5_TOTAL, law.BOX2A_LOSS),
        ]
    if boxes.taxable is not None:
        blank = boxes.box2a is None and not boxes.rolled_untaxed
        working = f"max({box1} - {plain(boxes.box5 or ZERO)}, 0.00)" if blank else plain(boxes.taxable)
        steps += [
            step("taxable", working, boxes.taxable, *((law.BOX2A_BLANK,) if blank else ()), *rules),
            step("line5b", plain(boxes.taxable), boxes.taxable, law.LINES_5A_5B, law.NO_FORM_8606),
        ]
    return tuple(steps)


def _readings(boxes: Boxes) -> tuple[Reading, ...]:
    """The account is empty and basis is left, or box 5 took more than came out: the plan decides what counts."""
    left = (boxes.basis_left or ZERO) + (boxes.shortfall or ZERO)
    emptied = boxes.balance == 0 or (boxes.balance is None and boxes.shortfall)
    if not left or not emptied or boxes.own_money is None or boxes.taxable or boxes.roth_account:
        return ()
    kept = ReadingFigures(basis_left=left, box5=boxes.own_money, total_taxable=ZERO)
    dropped = ReadingFigures(basis_left=ZERO, box5=boxes.own_money + left, total_taxable=ZERO)
    keeping = (law.INVESTMENT, law.BOX5_IN_PLAN, law.BASIS_RETAINED, law.PLAN_ACCOUNTING)
    return (
        Reading(id="plan_keeps_basis", figures=kept, authorities=keeping),
        Reading(id="plan_drops_basis", figures=dropped, authorities=(law.BOX5_TOTAL, law.PLAN_ACCOUNTING)),
    )
