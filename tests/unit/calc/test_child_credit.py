"""The child tax credit that a conversion takes away, and the cases in which other credits would move too."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run


def added(year: int, status: str, wages: Any, conversion: Any, kids: Any, **more: Any) -> dict[str, Any]:
    payload = {"year": year, "status": status, "wages": wages, "taxable_conversion": conversion, "kids": kids, **more}
    return run("federal_increment_with_ctc", payload).to_json()


# year, status, wages, conversion, children, the rest; added income tax, credit lost, total
BY_HAND: list[tuple[int, str, Any, Any, int, dict[str, Any], str, str, str]] = [
    # 500 over the threshold is a fraction of 1,000, and loses the whole 50
    (2026, "hoh", 200_000, 500, 2, {}, "120.00", "50.00", "170.00"),
    (2026, "hoh", 200_000, "0.01", 2, {}, "0.00", "50.00", "50.00"),
    (2026, "hoh", 199_500, 500, 2, {}, "120.00", "0.00", "120.00"),
    (2026, "hoh", "200500", 500, 2, {}, "120.00", "0.00", "120.00"),  # the rest of a thousand that is lost already
    # thresholds: 400,000 on a joint return, 200,000 on any other
    (2026, "mfj", 405_000, 8_000, 2, {}, "1920.00", "400.00", "2320.00"),
    (2025, "mfj", 391_000, 8_000, 2, {}, "1920.00", "0.00", "1920.00"),
    (2025, "qss", 300_000, 1_000, 3, {}, "240.00", "50.00", "290.00"),
    (2025, "mfs", 202_000, 1_000, 1, {}, "240.00", "50.00", "290.00"),
    (2025, "single", 250_000, 1_000, 2, {}, "320.00", "50.00", "370.00"),
    # 2,000 a child in 2024, 2,200 since: gone 40,000 or 44,000 above the threshold for each child
    (2024, "hoh", 239_000, 8_000, 1, {}, "2560.00", "50.00", "2610.00"),
    (2025, "hoh", 239_000, 8_000, 1, {}, "2560.00", "250.00", "2810.00"),
    (2024, "hoh", 240_000, 8_000, 1, {}, "2560.00", "0.00", "2560.00"),
    # below the thresholds the credit is used up before and after, its refundable part too
    (2025, "mfj", 80_000, 8_000, 3, {}, "960.00", "0.00", "960.00"),
    (2025, "mfj", 0, 8_000, 3, {"interest": 100_000}, "960.00", "0.00", "960.00"),
    # net investment income tax in the total, and no children at all
    (2026, "hoh", 200_000, 3_000, 2, {"interest": 5_000}, "720.00", "150.00", "870.00"),
    (2026, "single", 197_000, 3_000, 1, {"interest": 5_000}, "720.00", "150.00", "984.00"),
    (2026, "hoh", 30_000, 8_000, 0, {}, "800.00", "0.00", "800.00"),
]


@pytest.mark.parametrize(("year", "status", "wages", "conversion", "kids", "more", "tax", "lost", "total"), BY_HAND)
def test_by_hand(
    *,
    year: int,
    status: str,
    wages: Any,
    conversion: Any,
    kids: int,
    more: dict[str, Any],
    tax: str,
    lost: str,
    total: str,
) -> None:
    """A family worked out by hand comes out to the cent."""
    told = added(year, status, wages, conversion, kids, **more)
    assert (told["add_income_tax"], told["ctc_lost"], told["add_total"]) == (tax, lost, total)


@pytest.mark.parametrize(
    ("year", "status", "wages", "kids", "more"),
    [
        (2025, "hoh", 30_000, 1, {}),  # the EITC is in play
        (2026, "hoh", 62_999, 1, {}),
        (2026, "mfj", "70499.99", 3, {}),
        (2025, "mfj", 0, 4, {"interest": 100_000}),  # nothing earned, so nothing of the credit is refundable
        (2026, "hoh", 90_000, 3, {"other_item": 85_000}),  # 500 of tax, 1,700 of 2,200 refundable for each
    ],
)
def test_refused_where_other_credits_move(year: int, status: str, wages: Any, kids: int, more: dict[str, Any]) -> None:
    """Where the EITC or unused credit would move with the tax, no figure is given."""
    with pytest.raises(CalcError) as refusal:
        added(year, status, wages, 8_000, kids, **more)
    assert refusal.value.code == "credits_move"


@pytest.mark.parametrize(("wages", "status"), [(63_000, "hoh"), (63_000, "qss"), (70_500, "mfj")])
def test_computed_from_the_line_on(wages: int, status: str) -> None:
    """From the income on at which the EITC of any family has ended, the case is computed."""
    assert added(2026, status, wages, 1_000, 1)["ctc_lost"] == "0.00"


@pytest.mark.parametrize("kids", ["two", True, 1.5, "1.5"])
def test_children_are_whole(kids: Any) -> None:
    """What is no whole number of children is refused in words about children."""
    with pytest.raises(CalcError) as refusal:
        added(2026, "hoh", 90_000, 8_000, kids)
    assert (refusal.value.code, refusal.value.field) == ("not_a_number", "kids")
    assert "孩子" in refusal.value.message["zh"]


@pytest.mark.parametrize("kids", [-1, 21, 10**9])
def test_children_within_reason(kids: int) -> None:
    """Fewer than none or more than twenty children are refused."""
    with pytest.raises(CalcError) as refusal:
        added(2026, "hoh", 90_000, 8_000, kids)
    assert refusal.value.field == "kids"


def test_everything_else_is_the_plain_increment() -> None:
    """Apart from the lost credit in the total, the result is that of the plain function, cautions included."""
    payload = {"year": 2026, "status": "mfj", "wages": 504_000, "salt_paid": 60_000, "taxable_conversion": 8_000}
    plain = run("federal_increment", payload).to_json()
    with_kids = run("federal_increment_with_ctc", {**payload, "kids": 3}).to_json()
    same = ("ti_before", "ti_after", "add_income_tax", "add_niit", "cautions")
    assert {name: with_kids[name] for name in same} == {name: plain[name] for name in same}
    assert with_kids["steps"][:-2] == plain["steps"][:-1]
    assert with_kids["ctc_lost"] == "400.00"


FAMILIES = st.fixed_dictionaries(
    {
        "year": st.sampled_from((2024, 2025, 2026)),
        "status": st.sampled_from(("single", "mfj", "mfs", "hoh", "qss")),
        "wages": st.integers(75_000, 700_000),
        "kids": st.integers(0, 6),
    }
)


@given(FAMILIES, st.integers(0, 100_000))
def test_the_loss_is_made_of_fifties(family: dict[str, Any], conversion: int) -> None:
    """The loss comes in steps of 50, at most one more than the thousands converted, and never exceeds the credit."""
    told = run("federal_increment_with_ctc", {**family, "taxable_conversion": conversion})
    lost = told.ctc_lost  # type: ignore[attr-defined]
    assert lost % 50 == 0
    assert 0 <= lost <= min(50 * (conversion // 1_000 + 1), family["kids"] * 2_200)
    assert told.add_total == told.add_income_tax + told.add_niit + lost  # type: ignore[attr-defined]


@given(FAMILIES, st.integers(0, 50_000), st.integers(0, 50_000))
def test_in_two_steps(family: dict[str, Any], one: int, other: int) -> None:
    """Converting twice in a year loses what converting once does."""

    def lost(wages: int, conversion: int) -> Any:
        payload = {**family, "wages": wages, "taxable_conversion": conversion}
        return run("federal_increment_with_ctc", payload).ctc_lost  # type: ignore[attr-defined]

    assert lost(family["wages"], one + other) == lost(family["wages"], one) + lost(family["wages"] + one, other)
