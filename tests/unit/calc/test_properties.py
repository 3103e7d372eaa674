"""What must hold for any figures, and agreement with a second, naive way of computing."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from calc.conversion import Conversion, ConvertInput, convert
from calc.series import Series, SeriesInput, series

CENT = Decimal("0.01")
Pairs = Sequence[tuple[Decimal, Decimal]]


def money(most: int = 1_000_000) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda cents: Decimal(cents) / 100)


@st.composite
def conversions(draw: st.DrawFn) -> tuple[Decimal, Decimal, Decimal]:
    """Basis, value and an amount within it."""
    basis, value = draw(money()), draw(money())
    whole = draw(st.booleans())
    return basis, value, value if whole else Decimal(draw(st.integers(0, int(value * 100)))) / 100


PAIRS = st.lists(st.tuples(money(20_000), money(20_000)), min_size=1, max_size=12)


def converted(basis: Decimal, value: Decimal, amount: Decimal) -> Conversion:
    return convert(ConvertInput(basis=basis, value=value, amount=amount))


def followed(rows: Pairs, policy: Literal["carry", "reset"] = "carry") -> Series:
    return series(SeriesInput.read({"rows": rows, "policy": policy}))


def naive_nontaxable(basis: Decimal, value: Decimal, amount: Decimal) -> Fraction:
    """The split by exact fractions, written apart from the package: the ratio never above one, half a cent up."""
    if not value:
        return Fraction(0)
    ratio = min(Fraction(1), Fraction(basis) / Fraction(value))
    in_half_cents = Fraction(amount) * ratio * 200
    return Fraction((in_half_cents + 1) // 2, 100)


def naive_total(rows: Pairs, *, carry: bool) -> Fraction:
    """Tax each conversion on what exceeds the pot of basis; empty the pot in between unless it is carried."""
    pot = total = Fraction(0)
    for contribution, value in rows:
        pot = (pot if carry else 0) + Fraction(contribution) - Fraction(value)
        if pot < 0:
            total, pot = total - pot, Fraction(0)
    return total


@given(conversions())
def test_the_parts_make_the_whole(figures: tuple[Decimal, Decimal, Decimal]) -> None:
    """Nothing is lost or made: the taxable part lies within the amount, and basis and value never go below zero."""
    basis, value, amount = figures
    result = converted(*figures)
    assert 0 <= result.taxable <= amount
    assert result.nontaxable + result.taxable == amount
    assert result.nontaxable + result.basis_left == basis
    assert result.basis_left >= 0
    assert result.value_left == value - amount >= 0


@given(conversions())
def test_agrees_with_exact_fractions(figures: tuple[Decimal, Decimal, Decimal]) -> None:
    """The split is the one that exact fractions give, to the cent."""
    assert Fraction(converted(*figures).nontaxable) == naive_nontaxable(*figures)


@given(conversions())
def test_a_loss_is_never_taxed_and_always_open(figures: tuple[Decimal, Decimal, Decimal]) -> None:
    """Below basis nothing is taxed, and the readings appear exactly where everything moved at a loss."""
    basis, value, amount = figures
    result = converted(*figures)
    if value <= basis:
        assert result.taxable == 0
    assert bool(result.readings) == (value < basis and amount == value)


@given(conversions())
def test_a_plan_that_drops_never_leaves_more(figures: tuple[Decimal, Decimal, Decimal]) -> None:
    """Dropping basis leaves at most what keeping leaves, and never less than nothing."""
    for keeps, drops in [converted(*figures).readings] if converted(*figures).readings else []:
        assert 0 <= drops.figures.basis_left <= keeps.figures.basis_left


@given(money(), money(), money())
def test_more_value_is_never_less_tax(basis: Decimal, one: Decimal, other: Decimal) -> None:
    """When everything is converted, a higher value never lowers the taxable part."""
    low, high = sorted((one, other))
    assert converted(basis, low, low).taxable <= converted(basis, high, high).taxable


@given(conversions())
def test_twice_the_money_is_twice_the_tax(figures: tuple[Decimal, Decimal, Decimal]) -> None:
    """Doubling every figure doubles the taxable part, within the cent that rounding may add."""
    basis, value, amount = figures
    once, twice = converted(*figures), converted(2 * basis, 2 * value, 2 * amount)
    assert abs(twice.taxable - 2 * once.taxable) <= (0 if amount == value else CENT)


@given(conversions(), st.integers(2, 8))
def test_splitting_changes_at_most_a_cent_a_piece(figures: tuple[Decimal, Decimal, Decimal], pieces: int) -> None:
    """Converting in pieces at an unchanged price comes to the same tax, within one cent a piece."""
    basis, value, amount = figures
    whole = converted(*figures).taxable
    total = Decimal(0)
    left = amount
    for remaining in range(pieces, 0, -1):
        piece = (left / remaining).quantize(CENT) if remaining > 1 else left
        part = converted(basis, value, piece)
        total += part.taxable
        basis, value, left = part.basis_left, part.value_left, left - piece
    assert abs(total - whole) <= pieces * CENT


@given(PAIRS)
def test_carrying_never_costs_more(rows: Pairs) -> None:
    """Carried basis can only lower the tax of a series."""
    assert followed(rows, "carry").total_taxable <= followed(rows, "reset").total_taxable


@given(PAIRS)
def test_carry_total_is_the_highest_cumulative_gain(rows: Pairs) -> None:
    """Under carry the tax is the highest that the running gain ever stood, and never below zero."""
    running = accumulate(value - contribution for contribution, value in rows)
    assert followed(rows).total_taxable == max(Decimal(0), *running)


@given(PAIRS)
def test_series_agrees_with_the_naive_pot(rows: Pairs) -> None:
    """Both policies agree with a pot of basis followed by exact fractions."""
    for policy, carry in (("carry", True), ("reset", False)):
        assert Fraction(followed(rows, policy).total_taxable) == naive_total(rows, carry=carry)


@given(PAIRS)
def test_series_is_a_chain_of_conversions(rows: Pairs) -> None:
    """Under carry each row is a full conversion of new and leftover basis; under reset, of the new alone."""
    left = Decimal(0)
    for row, alone, (contribution, value) in zip(followed(rows).rows, followed(rows, "reset").rows, rows, strict=True):
        chained = converted(contribution + left, value, value)
        assert (row.nontaxable, row.taxable, row.unrecovered) == (
            chained.nontaxable,
            chained.taxable,
            chained.basis_left,
        )
        left = chained.basis_left
        assert alone.taxable == converted(contribution, value, value).taxable


@given(PAIRS)
def test_series_balances(rows: Pairs) -> None:
    """Contributions are either recovered or still counted, and the form adds up."""
    result = followed(rows)
    assert result.form_1099r_year is not None
    form = result.form_1099r_year
    assert form.box5 + result.unrecovered_end == sum(contribution for contribution, _ in rows)
    assert form.box2a + form.box5 == form.box1 == result.total_converted


@given(PAIRS)
def test_readings_of_a_series_are_the_two_policies(rows: Pairs) -> None:
    """Each reading holds the figures of the policy that it stands for; without a loss there are none."""
    carry, reset = followed(rows, "carry"), followed(rows, "reset")
    assert bool(carry.readings) == bool(reset.readings) == any(value < contribution for contribution, value in rows)
    for reading, result in zip(carry.readings, (carry, reset), strict=False):
        assert result.form_1099r_year is not None
        assert reading.figures.total_taxable == result.total_taxable
        assert reading.figures.basis_left == result.unrecovered_end
        assert reading.figures.box5 == result.form_1099r_year.box5
