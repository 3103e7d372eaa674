"""The labelled phrases of the reader of labelled figures, and what each calculation wants of them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from calc.labelled import Labelled, read_labelled

TODAY = date(2026, 11, 25)
WANTED = {
    name: frozenset(fields.split())
    for name, fields in {
        "room": "year age comp deferral catchup match nonelective aftertax_ytd plan_cap plan_cap_rate paychecks_left "
        "pay_dates_left frequency today next_payday pay_per_check",
        "reader": "box1 box2a taxable_not_determined box5 box7 to aftertax_contributions_to_date box5_to_date "
        "subaccount_balance",
        "boxes": "box1 box2a box5 box7",
        "wait": "basis value_now value_later later rate",
        "split_or_not": "basis value rate_now rate_later years growth outside_growth backdoor_yearly",
        "federal": "year status wages interest taxable_conversion salt_paid other_item kids tax",
        "state": "year status wages interest taxable_conversion state rate",
        "leftover": "leftover rate later_gain plan_reporting subaccount years_until_used discount_rate",
        "taxable": "yearly years growth dividends dividend_tax gains_tax state_rate",
        "sixty": "amount received basis withheld rolled_over to age rate",
        "roth_ira": "regular conversions value amount age year first_year",
        "roth401k": "basis value amount age qualified",
        "split": "pretax aftertax direct_trad direct_roth cash rollover60_trad age",
        "form8606": "nondeductible prior_basis year_end_value conversion",
        "whole": "aftertax_basis aftertax_value pretax_value dra_basis dra_value total_cash rolled tax_year "
        "federal_agi age",
    }.items()
}
Pair = tuple[str, object]


def phrases(name: str) -> list[dict[str, Any]]:
    """The phrases of one file: values by input, the inputs asked about with the code, the figures without a label."""
    lines = (Path(__file__).parent / f"labelled_{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def reading(calculation: str, text: str) -> Labelled:
    """What is read for a calculation on the day of the tests."""
    return read_labelled(text, WANTED[calculation], today=TODAY)


def told(read: Labelled) -> set[Pair]:
    """A reading as pairs: inputs with values, `?input` with the code of its question, figures that nothing claims."""
    values = {(name, value) for name, value in read.values.items()}
    asked = {(f"?{question.field}", question.code) for question in read.questions if question.field}
    loose = {("unclaimed", one) for question in read.questions if not question.field for one in question.candidates}
    return values | asked | loose


def meant(phrase: dict[str, Any]) -> set[Pair]:
    """What a phrase is labelled with, in the same pairs."""
    values = {(name, number(value)) for name, value in phrase["values"].items()}
    asked = {(f"?{name}", code) for name, code in phrase["asks"].items()}
    return values | asked | {("unclaimed", number(value)) for value in phrase["unclaimed"]}


def number(value: object) -> object:
    """A number of a JSON file as the reader gives it; words and yes or no as they are."""
    return value if isinstance(value, str | bool) else Decimal(str(value))
