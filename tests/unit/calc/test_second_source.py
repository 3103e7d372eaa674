"""Every yearly figure agrees with a second source, read apart from the first and stored beside this file.

`second_source.json` was written from the pages that it names; nothing of it was copied from `calc/parameters`.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calc import parameters, tables

SECOND: list[dict[str, Any]] = json.loads((Path(__file__).parent / "second_source.json").read_text("utf-8"))
HELD = [(name, year) for name in parameters.names() for year in parameters.parameter(name).values]
STATE_RATES = [
    (int(year), state, rate)
    for each in SECOND
    for year, rates in each.get("flat_state_rates", {}).items()
    for state, rate in rates.items()
]


@pytest.mark.parametrize(("name", "year"), HELD)
def test_a_second_source_says_the_same(name: str, year: int) -> None:
    """A figure that only one source vouches for fails here, as does one that another source contradicts."""
    figures = [each["figures"][name][str(year)] for each in SECOND if str(year) in each["figures"].get(name, {})]
    assert figures, f"no second source for {name}@{year}: look one up and add it to second_source.json"
    assert {Decimal(figure) for figure in figures} == {parameters.value(name, year)}


def test_the_second_source_holds_nothing_that_we_do_not() -> None:
    """A name or year that was dropped or misspelt shows up here."""
    known = {(name, str(year)) for name, year in HELD}
    told = {(name, year) for each in SECOND for name, years in each["figures"].items() for year in years}
    assert told == known


@pytest.mark.parametrize("year", tables.income_tax().tops)
@pytest.mark.parametrize("filing", tables.FILINGS)
def test_brackets_agree(year: int, filing: str) -> None:
    """The rate schedule equals the one of an independent tax model, figure by figure."""
    other = next(each["brackets"] for each in SECOND if "brackets" in each)[str(year)][filing]
    assert [bracket.top for bracket in tables.brackets(year, filing)[:-1]] == [Decimal(top) for top in other]


@pytest.mark.parametrize(("year", "state", "rate"), STATE_RATES)
def test_flat_state_rates_agree(year: int, state: str, rate: str) -> None:
    """Where a state has one rate for everybody, or none, the estimate is that rate."""
    for profile in tables.state_addon().profiles:
        assert max(tables.state_estimate(year, state, profile)) == Decimal(rate) / 100
