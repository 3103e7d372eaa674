"""Money out of a Roth IRA: layers, the five tax years, the 10 %."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.functions import run
from calc.roth_ira import ConvertedIn, RothIraInput, roth_ira_distribution

LAYERS = ("from_regular", "from_conv_taxable", "from_conv_nontaxable", "from_earnings")
D06 = {"regular": 7000, "conversions": [[2024, 200, 10000]], "value": 18700, "age": 40, "year": 2026}


def out(**payload: Any) -> dict[str, Any]:
    return run("roth_ira_distribution", payload).to_json()


def layers(result: dict[str, Any]) -> tuple[str, ...]:
    return tuple(result[name].removesuffix(".00") for name in LAYERS)


@pytest.mark.parametrize(
    ("amount", "expected", "income", "tax"),
    [
        (0, (0, 0, 0, 0), "0.00", "0.00"),
        (6999, (6999, 0, 0, 0), "0.00", "0.00"),
        (7000, (7000, 0, 0, 0), "0.00", "0.00"),
        (7100, (7000, 100, 0, 0), "0.00", "10.00"),
        (7200, (7000, 200, 0, 0), "0.00", "20.00"),
        (17200, (7000, 200, 10000, 0), "0.00", "20.00"),
        (18000, (7000, 200, 10000, 800), "800.00", "100.00"),
        (18700, (7000, 200, 10000, 1500), "1500.00", "170.00"),
    ],
)
def test_layers(amount: int, expected: tuple[int, ...], income: str, tax: str) -> None:
    """Contributions, then the taxed part of the conversion, then the rest, then earnings."""
    result = out(**D06, amount=amount)
    assert layers(result) == tuple(map(str, expected))
    assert (result["taxable_income"], result["additional_tax"]) == (income, tax)


def test_the_amount_left_out_is_everything() -> None:
    """Without an amount the whole value is taken out."""
    assert out(**D06) == out(**D06, amount=18700)


@pytest.mark.parametrize(("year", "tax"), [(2024, "20.00"), (2028, "20.00"), (2029, "0.00"), (2035, "0.00")])
def test_five_tax_years_of_a_conversion(year: int, tax: str) -> None:
    """A conversion of 2024 is within its five tax years through 2028 and free from 2029."""
    assert out(**{**D06, "year": year}, amount=9000)["additional_tax"] == tax


def test_conversions_of_a_year_are_one_batch_and_the_oldest_goes_first() -> None:
    """Whatever the order given: 2022 whole, then of 2025 the taxed parts of both conversions, then the rest."""
    conversions = [[2025, 100, 4000], [2022, 50, 950], [2025, 300, 600]]
    result = out(conversions=conversions, value=8000, amount=1900, age=40, year=2026)
    # 50 + 950 of 2022, 400 of 2025, 500 of its rest
    assert layers(result) == ("0", "450", "1450", "0")
    assert (result["recaptured"], result["additional_tax"]) == ("450.00", "45.00")
    rows = [(step["key"], step["row"], step["value"]) for step in result["steps"] if step["row"]]
    assert rows == [
        ("from_conv_taxable", 1, "50.00"),
        ("from_conv_nontaxable", 1, "950.00"),
        ("from_conv_taxable", 2, "400.00"),
        ("from_conv_nontaxable", 2, "500.00"),
    ]


def test_an_older_batch_is_not_recaptured() -> None:
    """Only what was converted within five tax years bears the 10 %."""
    result = out(conversions=[[2019, 500, 0], [2025, 300, 0]], value=800, age=40, year=2026)
    assert (result["from_conv_taxable"], result["recaptured"], result["additional_tax"]) == (
        "800.00",
        "300.00",
        "30.00",
    )


def test_after_tax_money_bears_nothing() -> None:
    """A conversion that was not taxed comes out free, however young the saver and the conversion."""
    result = out(conversions=[[2026, 0, 10000]], value=10000, age=30, year=2026)
    assert (result["taxable_income"], result["additional_tax"], result["cautions"]) == ("0.00", "0.00", [])


@pytest.mark.parametrize(
    ("age", "first_year", "qualified", "income", "tax"),
    [
        ("59.49", 2010, False, "1500.00", "150.00"),
        ("59.5", 2010, True, "0.00", "0.00"),
        (62, 2021, True, "0.00", "0.00"),
        (62, 2022, False, "1500.00", "0.00"),
        (62, None, False, "1500.00", "0.00"),
        (40, 2021, False, "1500.00", "150.00"),
    ],
)
def test_earnings(age: object, first_year: int | None, qualified: bool, income: str, tax: str) -> None:
    """Earnings are tax-free from 59½ on once five tax years have passed since the first money; else income."""
    result = out(regular=7000, value=8500, age=age, year=2026, first_year=first_year)
    assert result["from_earnings"] == "1500.00"
    assert (result["qualified"], result["taxable_income"], result["additional_tax"]) == (qualified, income, tax)


@pytest.mark.parametrize(("year", "qualified"), [(2025, False), (2026, True)])
def test_a_conversion_starts_the_clock_too(year: int, qualified: bool) -> None:
    """Without a first year told, the oldest conversion shows how long there has been a Roth IRA."""
    payload = {"conversions": [[2021, 0, 100], [2024, 0, 100]], "value": 300, "age": 62, "year": year}
    assert out(**payload)["qualified"] == qualified
    assert out(**payload, first_year=2024)["qualified"] == qualified  # money that came in later does not restart it


@pytest.mark.parametrize(
    ("more", "cautions"),
    [
        ({"age": 62}, ["five_years_not_shown"]),
        ({"age": 62, "first_year": 2022}, []),
        ({"age": 62, "first_year": 2010}, []),
        ({"age": 59}, ["five_years_not_shown", "early_exceptions_not_checked", "age_59_in_whole_years"]),
        ({"age": 40}, ["early_exceptions_not_checked"]),
        ({"age": 62, "amount": 7000}, []),
    ],
)
def test_what_is_taken_for_granted(more: dict[str, Any], cautions: list[str]) -> None:
    """Where a year not told, an exception, or half a year of age would change the figure, the result says so."""
    assert out(regular=7000, value=8500, year=2026, **more)["cautions"] == cautions


def test_below_its_basis() -> None:
    """At a loss the layers simply end with the money; nothing is income."""
    result = out(regular=7000, conversions=[[2024, 200, 10000]], value=7100, age=40, year=2026)
    assert layers(result) == ("7000", "100", "0", "0")
    assert (result["taxable_income"], result["additional_tax"]) == ("0.00", "10.00")


def test_rows_may_be_objects() -> None:
    """Lists, objects and read rows mean the same."""
    row = {"year": "2024", "taxable": "$200", "nontaxable": "10,000"}
    assert out(**{**D06, "conversions": [row]}, amount=9000) == out(**D06, amount=9000)
    read = ConvertedIn(year=2024, taxable=200, nontaxable=10000)
    assert RothIraInput(**{**D06, "conversions": [read]}) == RothIraInput(**D06)


MONEY = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)
CONVERSIONS = st.lists(st.tuples(st.integers(2015, 2026), MONEY, MONEY), max_size=6)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """What is in the Roth IRAs and how much of it goes."""
    value = draw(MONEY)
    return {
        "regular": draw(MONEY),
        "conversions": draw(CONVERSIONS),
        "value": value,
        "amount": Decimal(draw(st.integers(0, int(value * 100)))) / 100,
        "age": draw(st.sampled_from([30, 59, 60])),
        "year": 2026,
    }


@given(cases())
def test_layers_make_the_amount(case: dict[str, Any]) -> None:
    """Nothing is lost, no layer gives more than it holds, and a layer is touched only when those before it are out."""
    result = roth_ira_distribution(RothIraInput.read(case))
    assert sum(getattr(result, name) for name in LAYERS) == case["amount"]
    taxed, rest = (sum(row[index] for row in case["conversions"]) for index in (1, 2))
    assert 0 <= result.from_regular <= case["regular"]
    assert 0 <= result.from_conv_taxable <= taxed
    assert 0 <= result.from_conv_nontaxable <= rest
    if result.from_earnings:
        assert (result.from_conv_taxable, result.from_conv_nontaxable) == (taxed, rest)
    if result.from_conv_taxable or result.from_conv_nontaxable:
        assert result.from_regular == case["regular"]
    assert result.recaptured <= result.from_conv_taxable
    assert result.additional_tax <= (result.recaptured + result.from_earnings) / 10 + Decimal("0.01")


@given(cases(), st.randoms())
def test_the_order_of_rows_does_not_matter(case: dict[str, Any], random: Any) -> None:
    """Conversions count by year, in whatever order they are told."""
    shuffled = [*case["conversions"]]
    random.shuffle(shuffled)
    assert out(**case) == out(**{**case, "conversions": shuffled})


@given(cases())
def test_dollar_by_dollar(case: dict[str, Any]) -> None:
    """A second, naive way: pour the amount through the layers one after the other."""
    result = roth_ira_distribution(RothIraInput.read(case))
    left, recaptured = case["amount"] - min(case["amount"], case["regular"]), Decimal(0)
    for year in sorted({row[0] for row in case["conversions"]}):
        for index in (1, 2):
            taken = min(left, sum(row[index] for row in case["conversions"] if row[0] == year))
            left -= taken
            recaptured += taken if index == 1 and year > 2026 - 5 and case["age"] < 59.5 else 0
    assert (result.from_earnings, result.recaptured) == (left, recaptured)
