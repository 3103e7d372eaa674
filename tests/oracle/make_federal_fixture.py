"""Make `tests/unit/calc/federal_taxcalc.csv`: what PSL Tax-Calculator adds for a conversion, for many households.

Tax-Calculator (`taxcalc` on PyPI, CC0) is the oracle of a stored fixture and never a dependency of the project. In an
environment of its own, outside the project's:

    python -m venv oracle && oracle/bin/pip install taxcalc==6.8.0
    oracle/bin/python tests/oracle/make_federal_fixture.py

The households stand at the edges of the brackets, of the net investment income tax, of the deductions. Tax is taken
before credits. Left out, because the oracle is wrong there: the SALT cap while it shrinks in 2026 (its threshold is
indexed) and on a separate return (it shrinks twice as fast), itemized deductions below what lies in the 37 % bracket
(IRC §68 takes the lesser), and the child tax credit (no fractions of 1,000). Hand-checked cases cover these.
"""

import csv
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import taxcalc

VERSION = "6.8.0"
TARGET = Path(__file__).parents[1] / "unit" / "calc" / "federal_taxcalc.csv"
YEARS = (2024, 2025, 2026)
STATUSES = {"single": 1, "mfj": 2, "mfs": 3, "hoh": 4, "qss": 5}
AMOUNTS = ("12.34", "500", "8000", "60000")
COLUMNS = ["year", "status", "wages", "interest", "salt_paid", "other_item", "taxable_conversion"]
COMPUTED = ["ti_before", "ti_after", "add_income_tax", "add_niit"]
NIIT = {"single": 200_000, "mfj": 250_000, "mfs": 125_000, "hoh": 200_000, "qss": 250_000}

Household = tuple[str, int, int, int | None, int | None]  # status, wages, interest, SALT paid, other itemized


def households(year: int, policy: taxcalc.Policy) -> list[Household]:
    """Forty-eight households of a year, placed by the oracle's own brackets and standard deductions."""
    policy.set_year(year)

    def edge(status: str, bracket: int) -> Household:
        column = STATUSES[status] - 1
        top = getattr(policy, f"II_brk{bracket}")[0][column]
        return status, int(policy.STD[0][column] + top) - 3_000, 0, None, None

    edges = [edge(status, bracket) for status in ("single", "mfj", "mfs", "hoh") for bracket in range(1, 7)]
    edges += [edge("qss", 2), edge("qss", 6)]
    niit = [(status, threshold - 9_000, 6_000, None, None) for status, threshold in NIIT.items()]
    niit += [("single", 250_000, 20_000, None, None), ("mfj", 150_000, 150_000, None, None)]
    niit += [("hoh", 0, 205_000, None, None)]
    low = [("single", 10_000, 0, None, None), ("mfj", 20_000, 500, None, None), ("hoh", 21_000, 0, None, None)]
    itemizers: list[Household] = [
        ("single", 150_000, 0, 14_000, 12_000),
        ("mfj", 300_000, 2_000, 30_000, 18_000),
        ("mfj", 150_000, 0, 9_000, 20_000),
        ("mfs", 170_000, 0, 25_000, 9_000),
        ("hoh", 180_000, 1_000, 12_000, 25_000),
        ("qss", 260_000, 0, 22_000, 15_000),
        # the cap shrinks, in the year in which the oracle has its threshold right
        ("mfj", 440_000 if year == 2026 else 495_000, 0, 45_000, 20_000),
        # the cap has shrunk to its floor, and in 2026 what lies in the 37 % bracket costs a part of the deductions
        ("single", 640_000, 0, 50_000, 80_000),
        ("mfj", 760_000, 5_000, 60_000, 90_000),
        ("mfs", 390_000, 0, 30_000, 80_000),
    ]
    return [*edges, *niit, *low, *itemizers, ("single", 1_500_000, 40_000, None, None)]


def computed(year: int, rows: list[tuple[Household, str]]) -> dict[str, np.ndarray]:
    """Taxable income, tax before credits and net investment income tax of each household with its conversion."""
    count = len(rows)
    wages = np.array([float(household[1]) for household, _ in rows])
    conversion = np.array([float(amount) for _, amount in rows])
    marital = np.array([STATUSES[household[0]] for household, _ in rows])
    data = pd.DataFrame(
        {
            "RECID": np.arange(1, count + 1),
            "FLPDYR": year,
            "MARS": marital,
            "XTOT": np.where(np.isin(marital, (2, 4, 5)), 2, 1),
            "age_head": 40,
            "age_spouse": np.where(marital == 2, 40, 0),
            "e00200": wages,
            "e00200p": wages,
            "e00200s": 0.0,
            "e00300": [float(household[2]) for household, _ in rows],
            "e01500": conversion,  # pensions, all and taxable
            "e01700": conversion,
            "e18400": [float(household[3] or 0) for household, _ in rows],
            "e19200": [float(household[4] or 0) for household, _ in rows],
        }
    )
    records = taxcalc.Records(data=data, start_year=year, gfactors=None, weights=None)
    calculator = taxcalc.Calculator(policy=taxcalc.Policy(), records=records, verbose=False)
    calculator.advance_to_year(year)
    calculator.calc_all()
    if calculator.array("c09600").any():
        sys.exit("a household owes alternative minimum tax, which is not part of the comparison")
    return {name: calculator.array(name) for name in ("c04800", "c05800", "niit")}


def cents(value: float) -> str:
    """A figure of the oracle to the cent; what its binary floats leave below a millionth is taken off first."""
    return str(round(Decimal(value), 6).quantize(Decimal("0.01"), ROUND_HALF_UP))


def main() -> None:
    """Compute every row and write the file."""
    if taxcalc.__version__ != VERSION:
        sys.exit(f"the fixture is made with taxcalc {VERSION}, and this is {taxcalc.__version__}")
    policy = taxcalc.Policy()
    lines = []
    for year in YEARS:
        rows = [(household, amount) for household in households(year, policy) for amount in AMOUNTS]
        before = computed(year, [(household, "0") for household, _ in rows])
        after = computed(year, rows)
        for index, (household, amount) in enumerate(rows):
            without, added = before["c04800"][index], after["c04800"][index]
            tax = after["c05800"][index] - before["c05800"][index]
            niit = after["niit"][index] - before["niit"][index]
            given = ["" if figure is None else figure for figure in household]
            lines.append([year, *given, amount, *map(cents, (without, added, tax, niit))])
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, *COMPUTED])
        writer.writerows(lines)


if __name__ == "__main__":
    main()
