"""What was asked with, as the words of a result repeat it."""

import json
from typing import Any

import pytest

from bot.wording.writer import readable
from calc.functions import FUNCTIONS
from tests.unit.bot.worded import check


@pytest.mark.parametrize(
    ("function", "asked"),
    [
        ("series", {"rows": [["$5,000", "4,600"]], "policy": ""}),
        ("convert", {"basis": "$10,000", "value": "9,400.50", "rate": " 0.24 ", "to": None}),
        ("room_415c", {"year": "2026", "deferral": "24,500", "comp": "$250,000", "paychecks_left": "7"}),
        ("federal_increment", {"year": "2026", "status": "single", "wages": "$150,000", "taxable_conversion": "8,000"}),
        ("state_addon", {"rate": "0.05", "taxable_conversion": "$8,000", "state": " "}),
        ("wait_vs_now", {"basis": "$10,000", "value_now": "10,600", "value_later": "11,500", "rate": "0.24"}),
        ("leftover_worth", {"leftover": "$500", "rate": "0.24", "later_gain": ""}),
        ("sixty_day", {"amount": "$11,000", "received": "3/2/2026", "basis": "10,000"}),
    ],
)
def test_inputs_are_worded_as_they_were_read(function: str, asked: dict[str, Any]) -> None:
    """Whatever way of writing a figure is computed with is also worded: signs, separators, blanks, dates."""
    check(function, asked)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_every_calculation_has_words(function: str) -> None:
    """The example of each calculation is worded in every language with the same figures."""
    check(function, json.loads(FUNCTIONS[function].example))


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("max(1234567.89 - 0.00, 9500.50)", "max(1,234,567.89 − 0, 9,500.50)"),
        ("(1 + 0.06) ** 20 - 1", "(1 + 0.06)^20 − 1"),
        ("0.333 * 662162.162162 / 37", "0.333 × 662,162.162162 ÷ 37"),
        ("min(1.000, 0.789)", "min(1.000, 0.789)"),
        ("-5.00", "-5.00"),
    ],
)
def test_workings_are_written_as_people_do(expression: str, written: str) -> None:
    """Figures get separators, whole dollars lose their cents, and signs are those of arithmetic."""
    assert readable(expression) == written
