"""Form 8606: the ratio of three decimals, what it makes taxable, what is carried forward."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.form_8606 import Form8606Input, form8606
from calc.functions import run


def filled(**payload: Any) -> dict[str, Any]:
    return run("form8606", payload).to_json()


@pytest.mark.parametrize(
    ("figures", "line10", "nontaxable", "taxable", "forward"),
    [
        # nondeductible, prior basis, year-end value, conversion
        ((7500, 0, 4500, 7500), "0.625", "4687.50", "2812.50", "2812.50"),
        ((7500, 0, 0, 7500), "1.000", "7500.00", "0.00", "0.00"),
        ((7000, 0, 93000, 7000), "0.070", "490.00", "6510.00", "6510.00"),
        ((6000, 0, 0, 6250), "0.960", "6000.00", "250.00", "0.00"),
        ((0, 13000, 20000, 5000), "0.520", "2600.00", "2400.00", "10400.00"),
        # a loss: the ratio stops at 1.000 and the rest is carried
        ((7000, 0, 0, 6500), "1.000", "6500.00", "0.00", "500.00"),
        ((7000, 2000, 1000, 6500), "1.000", "6500.00", "0.00", "2500.00"),
        # half a thousandth up, less than half down
        ((2001, 0, 0, 4000), "0.500", "2000.00", "2000.00", "1.00"),
        ((2002, 0, 0, 4000), "0.501", "2002.00", "1998.00", "0.00"),
        # 0.9999 is 1.000 rounded
        ((7000, 0, "0.50", 7000), "1.000", "7000.00", "0.00", "0.00"),
        # rounded up, the ratio would come to more basis than there is
        (("6999.99", 0, 0, 10000), "0.700", "6999.99", "3000.01", "0.00"),
    ],
)
def test_lines(figures: tuple[Any, ...], line10: str, nontaxable: str, taxable: str, forward: str) -> None:
    """Line 10 is rounded half-up to three decimals, at most 1.000, and never recovers more than the basis."""
    nondeductible, prior, year_end, conversion = figures
    result = filled(nondeductible=nondeductible, prior_basis=prior, year_end_value=year_end, conversion=conversion)
    assert result["line10"] == line10
    assert (result["nontaxable"], result["taxable"], result["basis_forward"]) == (nontaxable, taxable, forward)
    assert result["part_one"] is True
    assert result["readings"] == []


def test_line_3_and_9() -> None:
    """Line 3 is all basis; line 9 the balances with the conversion."""
    result = filled(nondeductible=7500, prior_basis=2000, year_end_value=4500, conversion=7500)
    assert (result["line3"], result["line9"]) == ("9500.00", "12000.00")


def test_without_a_conversion() -> None:
    """The form goes from line 3 to line 14: no ratio, and all basis is carried."""
    result = filled(nondeductible=7000, prior_basis=500, year_end_value=8000, conversion=0)
    assert (result["line9"], result["line10"]) == (None, None)
    assert (result["taxable"], result["basis_forward"], result["part_one"]) == ("0.00", "7500.00", True)


@pytest.mark.parametrize(("prior", "taxable"), [(7000, "250.33"), (0, "7250.33")])
def test_all_converted_without_a_new_contribution(prior: int, taxable: str) -> None:
    """Part I is not filled in, so no three decimals come in: line 17 is the basis itself."""
    result = filled(prior_basis=prior, year_end_value=0, conversion="7250.33")
    assert (result["part_one"], result["line10"]) == (False, None)
    assert (result["nontaxable"], result["taxable"]) == (f"{prior}.00", taxable)
    assert result["readings"] == []


def test_basis_left_over_without_part_one() -> None:
    """All converted at a loss with no new contribution: no line carries the rest, and both readings are shown."""
    result = filled(prior_basis=7000, year_end_value=0, conversion=6500)
    assert (result["taxable"], result["basis_forward"]) == ("0.00", "500.00")
    kept, gone = result["readings"]
    assert (kept["id"], kept["figures"]) == ("ira_basis_kept", {"basis_forward": "500.00"})
    assert (gone["id"], gone["figures"]) == ("ira_basis_gone", {"basis_forward": "0.00"})
    assert kept["status"] == gone["status"] == "unsettled"


def test_nothing_converted_and_nothing_contributed() -> None:
    """Basis of earlier years just stays."""
    result = filled(prior_basis=7000, year_end_value=9000, conversion=0)
    assert (result["part_one"], result["basis_forward"], result["readings"]) == (False, "7000.00", [])


def test_what_is_taken_for_granted() -> None:
    """The result says that it counts no other money out of IRAs."""
    assert filled(nondeductible=7500, year_end_value=0, conversion=7500)["cautions"] == ["no_other_ira_distribution"]


@pytest.mark.parametrize(("nondeductible", "told"), [(8600, False), ("8600.01", True), (70000, True)])
def test_more_than_a_year_allows(nondeductible: Any, *, told: bool) -> None:
    """Line 1 above the highest limit with catch-up (7,500 and 1,100 for 2026) is told to be unlikely."""
    result = filled(nondeductible=nondeductible, year_end_value=0, conversion=7500)
    assert result["cautions"] == ["no_other_ira_distribution", *(["above_ira_limit"] if told else [])]


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)


@given(MONEY, MONEY, MONEY, MONEY)
def test_near_the_exact_ratio(new: Decimal, prior: Decimal, year_end: Decimal, conversion: Decimal) -> None:
    """Three decimals move the basis part by at most half a thousandth of the conversion, and nothing is lost."""
    inputs = Form8606Input(nondeductible=new, prior_basis=prior, year_end_value=year_end, conversion=conversion)
    result = form8606(inputs)
    assert result.nontaxable + result.taxable == conversion
    assert result.nontaxable + result.basis_forward == result.line3 == new + prior
    assert result.taxable >= 0
    assert result.basis_forward >= 0
    if conversion:
        exact = min(Fraction(new + prior) / Fraction(year_end + conversion), Fraction(1)) * Fraction(conversion)
        assert abs(Fraction(result.nontaxable) - exact) <= Fraction(conversion) / 2000 + Fraction(1, 200)
    if result.line10 is not None:
        assert result.line10 == round(result.line10, 3)
        assert 0 <= result.line10 <= 1
