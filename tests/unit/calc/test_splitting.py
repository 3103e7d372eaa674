"""One distribution to several places: what is pre-tax where, what is taxed, which forms come."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.functions import run
from calc.splitting import Split, SplitInput, split
from tests.unit.calc.distribution_cases import SPLIT

DESTINATIONS = ("trad", "roth", "cash", "rolled60")
PARTS = tuple(f"{place}_{kind}" for place in DESTINATIONS for kind in ("pretax", "aftertax"))


def placed(**payload: Any) -> dict[str, Any]:
    return run("split", payload).to_json()


def parts(**payload: Any) -> tuple[str, ...]:
    result = placed(**payload)
    return tuple(result[name].removesuffix(".00") for name in PARTS)


@pytest.mark.parametrize(
    ("payload", "expected", "taxable"),
    [
        # all of it straight to a Roth IRA: the pre-tax part is income
        ({"direct_roth": 100000}, (0, 0, 80000, 20000, 0, 0, 0, 0), 80000),
        # all of it straight to a traditional account: nothing is, and the rest is basis there
        ({"direct_trad": 100000}, (80000, 20000, 0, 0, 0, 0, 0, 0), 0),
        ({"cash": 100000}, (0, 0, 0, 0, 80000, 20000, 0, 0), 80000),
        # the pattern of the Notice, then with 12,000 of the cash rolled over within 60 days: pre-tax money first
        ({"direct_trad": 70000, "cash": 30000}, (70000, 0, 0, 0, 10000, 20000, 0, 0), 10000),
        ({"direct_trad": 70000, "cash": 30000, "rollover60_trad": 12000}, (70000, 0, 0, 0, 0, 18000, 10000, 2000), 0),
        ({"direct_trad": 70000, "cash": 30000, "rollover60_trad": 4000}, (70000, 0, 0, 0, 6000, 20000, 4000, 0), 6000),
        ({"direct_trad": 70000, "cash": 30000, "rollover60_trad": 30000}, (70000, 0, 0, 0, 0, 0, 10000, 20000), 0),
        # more pre-tax money than the traditional account takes: the rest goes with the other direct rollover
        ({"direct_trad": 50000, "direct_roth": 50000}, (50000, 0, 30000, 20000, 0, 0, 0, 0), 30000),
        # more than both take: they are all pre-tax, and the rest is in the cash
        (
            {"direct_trad": 10000, "direct_roth": 20000, "cash": 70000},
            (10000, 0, 20000, 0, 50000, 20000, 0, 0),
            70000,
        ),
        # the traditional account takes more than there is pre-tax money
        ({"direct_trad": 90000, "direct_roth": 10000}, (80000, 10000, 0, 10000, 0, 0, 0, 0), 0),
        # exactly as much as the direct rollovers
        ({"direct_trad": 60000, "direct_roth": 20000, "cash": 20000}, (60000, 0, 20000, 0, 0, 20000, 0, 0), 20000),
    ],
)
def test_where_the_parts_go(payload: dict[str, Any], expected: tuple[int, ...], taxable: int) -> None:
    """80,000 pre-tax and 20,000 after-tax, by destination: pre-tax money first to direct, then to 60-day rollovers."""
    assert parts(**SPLIT, **payload) == tuple(map(str, expected))
    assert placed(**SPLIT, **payload)["taxable_now"] == f"{taxable}.00"


def test_a_form_for_each_destination() -> None:
    """Each place that got money has its form; the code of the cash one needs the age."""
    payload = {**SPLIT, "direct_trad": 60000, "direct_roth": 30000, "cash": 10000}
    trad, roth, cash = placed(**payload)["form_1099r"]
    assert trad == {"to": "traditional IRA", "box1": "60000.00", "box2a": "0.00", "box5": "0.00", "box7": "G"}
    assert roth == {"to": "Roth IRA", "box1": "30000.00", "box2a": "20000.00", "box5": "10000.00", "box7": "G"}
    assert cash == {"to": "cash", "box1": "10000.00", "box2a": "0.00", "box5": "10000.00", "box7": None}
    assert placed(**payload, age="59.49")["form_1099r"][2]["box7"] == "1"
    assert placed(**payload, age="59.5")["form_1099r"][2]["box7"] == "7"


def test_after_tax_money_in_a_traditional_ira_is_basis_on_its_form() -> None:
    """Box 5 of the form for the traditional IRA holds the after-tax money that went there."""
    (form,) = placed(**SPLIT, direct_trad=100000)["form_1099r"]
    assert (form["box2a"], form["box5"]) == ("0.00", "20000.00")


def test_the_plan_does_not_know_the_60_day_rollover() -> None:
    """The cash form and the tax held back are those of the whole cash; the return shows what was rolled over."""
    payload = {**SPLIT, "direct_trad": 70000, "cash": 30000, "age": 40}
    paid, rolled = placed(**payload), placed(**payload, rollover60_trad=12000)
    assert paid["form_1099r"] == rolled["form_1099r"]
    assert paid["form_1099r"][1]["box2a"] == "10000.00"
    assert paid["withheld"] == rolled["withheld"] == "2000.00"
    assert (paid["form_1040"]["line5a"], paid["form_1040"]["line5b"]) == ("100000.00", "10000.00")
    assert (rolled["form_1040"]["line5b"], rolled["additional_tax"]) == ("0.00", "0.00")


@pytest.mark.parametrize(
    ("age", "tax", "cautions"),
    [
        (40, "1000.00", ["early_exceptions_not_checked"]),
        (59, "1000.00", ["early_exceptions_not_checked", "age_59_in_whole_years"]),
        ("59.5", "0.00", []),
        (None, None, []),
    ],
)
def test_ten_percent_on_cash(age: object, tax: str | None, cautions: list[str]) -> None:
    """Pre-tax money kept in cash bears 10 % before 59½; 59 in whole years is taken as below, and said to be."""
    result = placed(**SPLIT, direct_trad=70000, cash=30000, age=age)
    assert (result["additional_tax"], result["cautions"]) == (tax, cautions)


def test_money_that_goes_to_roth_bears_no_ten_percent() -> None:
    """What is income because it went to the Roth IRA is outside §72(t)."""
    assert placed(**SPLIT, direct_roth=100000, age=40)["additional_tax"] == "0.00"


@pytest.mark.parametrize(
    ("payload", "chosen"),
    [
        ({"direct_trad": 50000, "direct_roth": 50000}, True),
        ({"direct_trad": 50000, "direct_roth": 30000, "cash": 20000}, False),  # all direct money is pre-tax
        ({"direct_trad": 90000, "cash": 10000}, False),  # only one direct rollover
    ],
)
def test_the_choice_is_told(payload: dict[str, Any], chosen: bool) -> None:
    """Where the saver could have placed pre-tax money in another direct rollover, the result says what it took."""
    assert ("pretax_to_traditional_first" in placed(**SPLIT, **payload)["cautions"]) == chosen


def test_nothing_at_all() -> None:
    """A distribution of nothing has no form and no tax."""
    result = placed(pretax=0, aftertax=0)
    assert (result["form_1099r"], result["taxable_now"], result["withheld"]) == ([], "0.00", "0.00")


CENTS = st.integers(0, 10**7)


@st.composite
def splits(draw: st.DrawFn) -> SplitInput:
    """A distribution that is placed to the last cent."""
    trad, roth, cash = (draw(CENTS) for _ in range(3))
    pretax = draw(st.integers(0, trad + roth + cash))
    figures = {
        "pretax": pretax,
        "aftertax": trad + roth + cash - pretax,
        "direct_trad": trad,
        "direct_roth": roth,
        "cash": cash,
        "rollover60_trad": draw(st.integers(0, cash)),
    }
    return SplitInput.read({name: f"{value // 100}.{value % 100:02}" for name, value in figures.items()})


def pretax_and_aftertax(result: Split, place: str) -> tuple[Any, Any]:
    return getattr(result, f"{place}_pretax"), getattr(result, f"{place}_aftertax")


@given(splits())
def test_nothing_is_lost(inputs: SplitInput) -> None:
    """The parts make the wholes, none is negative, and the forms add up to the distribution."""
    result = split(inputs)
    pretax, aftertax = (sum(kind) for kind in zip(*(pretax_and_aftertax(result, p) for p in DESTINATIONS), strict=True))
    assert (pretax, aftertax) == (inputs.pretax, inputs.aftertax)
    assert min(getattr(result, name) for name in PARTS) >= 0
    assert sum(form.box1 for form in result.form_1099r) == inputs.pretax + inputs.aftertax
    assert sum(form.box5 for form in result.form_1099r) + sum(form.box2a for form in result.form_1099r) <= (
        inputs.pretax + inputs.aftertax
    )


@given(splits())
def test_pre_tax_money_goes_first(inputs: SplitInput) -> None:
    """After-tax money is rolled directly only once no pre-tax money is left, and likewise within 60 days."""
    result = split(inputs)
    if result.trad_aftertax or result.roth_aftertax:
        assert not result.cash_pretax
        assert not result.rolled60_pretax
    if result.rolled60_aftertax:
        assert not result.cash_pretax
    if result.trad_aftertax:
        assert not result.roth_pretax  # the choice that taxes the least
    assert result.taxable_now == result.roth_pretax + result.cash_pretax
