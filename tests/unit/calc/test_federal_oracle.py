"""Agreement with PSL Tax-Calculator, row by row; `tests/oracle/make_federal_fixture.py` makes the file."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from calc.functions import run

COMPUTED = ("ti_before", "ti_after", "add_income_tax", "add_niit")
with Path(__file__).with_name("federal_taxcalc.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_rows_are_enough_and_spread() -> None:
    """At least 160 rows a year, every status, itemizers, and rows with and without net investment income tax."""
    assert min(Counter(row["year"] for row in ROWS).values()) >= 160
    assert {row["year"] for row in ROWS} == {"2024", "2025", "2026"}
    statuses = Counter(row["status"] for row in ROWS)
    assert set(statuses) == {"single", "mfj", "mfs", "hoh", "qss"}
    assert min(statuses.values()) >= 48
    assert sum(1 for row in ROWS if row["salt_paid"]) >= 100
    assert 40 <= sum(1 for row in ROWS if row["add_niit"] != "0.00") <= len(ROWS) / 2
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_every_row_agrees_to_the_cent(year: str) -> None:
    """Taxable income before and after, added income tax and added net investment income tax equal the oracle's."""
    wrong = []
    for row in ROWS:
        if row["year"] == year:
            told = run("federal_increment", {name: row[name] for name in row if name not in COMPUTED}).to_json()
            wrong += [(row, name, told[name]) for name in COMPUTED if told[name] != row[name]]
    assert wrong == []
