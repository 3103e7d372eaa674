"""What every calculation is made of: inputs, steps, readings, results.

All models are frozen and refuse unknown keys. Steps and readings carry no
sentence of any language; whoever shows them words them by key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from calc.errors import CalcError, echo
from calc.money import Dollars, Figure

StepKey: TypeAlias = Literal[
    "converted",
    "nontaxable",
    "taxable",
    "basis_left",
    "value_left",
    "unrecovered",
    "deductible_loss",
    "box5",
    "line5b",
    "roth_ira_basis_added",
    "tax_at_rate",
    "row_taxable",
    "total_converted",
    "total_taxable",
    "unrecovered_end",
    # split
    "trad_pretax",
    "trad_aftertax",
    "roth_pretax",
    "roth_aftertax",
    "cash_pretax",
    "cash_aftertax",
    "rolled60_pretax",
    "rolled60_aftertax",
    "taxable_now",
    "withheld",
    # form8606
    "line3",
    "line9",
    "line10",
    "basis_forward",
    # out of Roth accounts
    "additional_tax",
    "roth_ira_regular_basis_added",
    "from_regular",
    "from_conv_taxable",
    "from_conv_nontaxable",
    "from_earnings",
    "taxable_income",
    "recaptured",
    # whole_plan_loss
    "plan_value",
    "economic_loss",
    "federal_deduction",
    "state_ca_possible_before_itemizing_test",
    "taxable_if_one_contract",
    "taxable_if_separate_contracts",
    "difference",
    # reader_1099r
    "basis_still_in_plan",
    "own_money",
    "shortfall",
    # federal_increment, state_addon
    "deduction_before",
    "deduction_after",
    "ti_before",
    "ti_after",
    "tax_before",
    "tax_after",
    "add_income_tax",
    "add_niit",
    "ctc_lost",
    "add_total",
    "state_tax",
    "state_tax_if_distribution",
    # room_415c
    "limit",
    "max_catchup",
    "counted",
    "plan_cap",
    "room",
    "over",
    "paycheck_amount",
    "remainder",
    # wait_vs_now
    "tax_now",
    "tax_if_wait",
    "expected_tax_if_wait",
    "wait_costs",
    # split_or_not
    "earnings",
    "earnings_later",
    "ira_tax_later",
    "outside_later",
    "split_later",
    "break_even_rate",
    "backdoor_taxable",
    "backdoor_tax",
    # leftover_worth
    "ceiling",
    "usable",
    "worth_at_most",
    "present_value",
    # mega_vs_taxable
    "contributed",
    "roth_end",
    "taxable_before_sale",
    "unrealized_gain",
    "tax_at_sale",
    "taxable_end",
    # sixty_day
    "taxable_part",
    "paid_out",
    "must_replace",
    "pretax_not_rolled",
    "basis_not_rolled",
    "additional_tax_if_all_kept",
]
STEP_KEYS: Final[tuple[str, ...]] = get_args(StepKey)

ReadingId: TypeAlias = Literal[
    "plan_keeps_basis",
    "plan_drops_basis",
    "whole_basis_moves",
    "amount_moved_only",
    "one_contract",
    "separate_contracts",
    "ira_basis_kept",
    "ira_basis_gone",
    "state_allows_loss",
    "state_denies_loss",
]
READING_IDS: Final[tuple[str, ...]] = get_args(ReadingId)

CautionId: TypeAlias = Literal[
    "table_rows",
    "salt_phase_down",
    "amt_not_counted",
    "credits_not_counted",
    "state_estimate",
    "state_doubtful",
    "state_rule_unconfirmed",
    "pretax_to_traditional_first",
    "pretax_rolled_to_traditional",
    "no_other_ira_distribution",
    "above_ira_limit",
    "early_exceptions_not_checked",
    "age_59_in_whole_years",
    "not_qualified",
    "in_plan_conversions_not_counted",
    "five_years_not_shown",
    "only_form_so_far",
    "account_taken_as_emptied",
    # room_415c
    "whole_year_figures",
    "pay_not_given",
    "employer_money_not_given",
    "plan_defines_pay",
    "payday_not_known",
    "no_paycheck_left",
    "pay_too_small",
    # wait_vs_now
    "growth_in_roth_not_counted",
    "later_rate_not_counted",
    "five_year_clock_not_counted",
    # split_or_not, mega_vs_taxable
    "nothing_to_split",
    "split_only_out_of_plan",
    "steady_growth",
    "tax_paid_from_outside",
    "outside_untaxed",
    "roth_qualified",
    "backdoor_pro_rata",
    "converted_at_once",
    "sold_at_the_end",
    "capital_losses_not_counted",
    "step_up_not_counted",
    "niit_only_in_rates",
    # leftover_worth
    "plan_reported_total",
    "subaccount_closed",
    "no_later_gain",
    "state_tax_not_counted",
    # sixty_day
    "weekend_not_settled",
    "age_not_given",
    "withholding_is_credited",
    "late_needs_waiver",
]
CAUTION_IDS: Final[tuple[str, ...]] = get_args(CautionId)


class Frozen(BaseModel):
    """Base of all models here: immutable, an unknown key is an error, and no figure shows up in a traceback."""

    # built at first use: no caller needs all of them, and importing the package takes a third less
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


class Authority(Frozen):
    """Where a figure comes from: the id of a registered source and the place in it."""

    src: str
    at: str


Authorities: TypeAlias = Annotated[tuple[Authority, ...], Field(min_length=1)]


class Step(Frozen):
    """One line of the arithmetic.

    Attributes:
        key: what is computed.
        expression: the arithmetic in ASCII with its figures, such as ``min(9400.00, 10000.00)``.
        value: dollars that it comes to, rounded half-up to the cent; a ratio only where a form has a line for one.
        authorities: what the step rests on.
        row: the row of a series, counted from 1.
    """

    key: StepKey
    expression: str
    value: Figure
    authorities: Authorities
    row: int | None = None


def step(key: StepKey, expression: str, value: Decimal, *authorities: Authority, row: int | None = None) -> Step:
    """Write down one line of the arithmetic; the arguments are the attributes of `Step`."""
    return Step(key=key, expression=expression, value=value, authorities=authorities, row=row)


class ReadingFigures(Frozen):
    """What comes out under one reading, in dollars.

    Attributes:
        basis_left: basis that the plan still counts afterwards.
        box5: Form 1099-R box 5.
        total_taxable: income of the conversion or of the whole series.
    """

    basis_left: Dollars
    box5: Dollars
    total_taxable: Dollars


class AnyReading(Frozen):
    """One of two readings where the law is open; each kind adds its ``figures``, named like fields of the result."""

    id: ReadingId
    status: Literal["plan-dependent", "unsettled"]
    authorities: Authorities


class Reading(AnyReading):
    """A reading of what becomes of basis left over, which the plan's bookkeeping decides."""

    status: Literal["plan-dependent", "unsettled"] = "plan-dependent"
    figures: ReadingFigures


class Asked(Frozen):
    """Base of what people fill in: a field left blank, or null, counts as not given."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if not (name in cls.model_fields and _blank(value))}


YES_OR_NO: Final[Mapping[str, bool]] = {
    **dict.fromkeys("yes y true 是 是的 对 對 有".split(), True),
    **dict.fromkeys("no n false 否 不 不是 不对 不對 没有 沒有".split(), False),
}
"""The words for yes and no, in lower case."""


def _read_yes_no(value: object) -> bool:
    said = value if isinstance(value, bool) else YES_OR_NO.get(str(value).strip().casefold())
    if said is None:
        raise PydanticCustomError("unknown_option", "neither", {"expected": "'true' or 'false'"})
    return said


YesNo = Annotated[bool, BeforeValidator(_read_yes_no)]
"""Yes or no as an asker gives it: true, false, or a word for it in either language."""


class Inputs(Asked):
    """Base of what a calculation is asked with."""

    row_fields: ClassVar[tuple[str, ...]] = ()  # the fields of one row, where the inputs have rows

    @classmethod
    def read(cls, payload: Mapping[str, object]) -> Self:
        """Read inputs from plain data, such as parsed JSON.

        Raises:
            CalcError: the first thing to mend; a misspelt field before the missing one that it leaves behind.
        """
        try:
            return cls.model_validate(payload)
        except ValidationError as error:
            trouble = min(error.errors(include_url=False), key=_urgency)
        raise cls._refusal(trouble)

    @classmethod
    def _refusal(cls, trouble: ErrorDetails) -> CalcError:
        field = next((place for place in reversed(trouble["loc"]) if isinstance(place, str)), None)
        row = next((place + 1 for place in trouble["loc"] if isinstance(place, int)), None)
        code = _CODES.get(trouble["type"], trouble["type"])
        figures = {"row": row, **trouble.get("ctx", {})}
        if code == "unknown_field":
            known = cls.row_fields if len(trouble["loc"]) > 1 else tuple(cls.model_fields)
            return CalcError(code, row=row, read=echo(trouble["loc"][-1]), known=known)
        if code == "unknown_option":
            known = tuple(re.findall(r"'([^']*)'", figures["expected"]))
            return CalcError(code, field, row=row, read=echo(trouble["input"]), known=known)
        return CalcError(code, field, **figures)


class Result(Frozen):
    """Base of what a calculation answers with.

    Attributes:
        steps: the arithmetic line by line, each with its authorities.
        readings: both readings where the law or the plan's practice is open; empty where nothing is.
    """

    steps: tuple[Step, ...]
    readings: tuple[SerializeAsAny[AnyReading], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data: dollars as text with two decimals, what does not apply as None."""
        dumped = self.model_dump(mode="json")
        grounds = {name: dumped.pop(name) for name in Result.model_fields}
        return dumped | grounds


_CODES: Final = {
    "missing": "missing_input",
    "extra_forbidden": "unknown_field",
    "invalid_key": "unknown_field",
    "literal_error": "unknown_option",
}


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _urgency(trouble: ErrorDetails) -> int:
    return {"extra_forbidden": 0, "invalid_key": 0, "missing": 1}.get(trouble["type"], 2)
