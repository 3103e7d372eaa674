"""What must hold for any figures of a series and of the room."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calc.conversion import ConvertInput, convert
from calc.functions import run
from calc.room import RoomInput, room_415c
from calc.series import Row, Series, SeriesInput, series

CENT = Decimal("0.01")
MONEY = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents) / 100)
PAIRS = st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=10)
POLICIES = st.sampled_from(["carry", "reset"])


def followed(rows: Sequence[Any], policy: Any = "carry") -> Series:
    return series(SeriesInput.read({"rows": rows, "policy": policy}))


@given(PAIRS, POLICIES)
def test_a_series_of_twice_the_money_is_twice_the_tax(rows: list[tuple[Decimal, Decimal]], policy: str) -> None:
    """A series has no rounding, so doubling every row doubles every figure exactly."""
    once, twice = followed(rows, policy), followed([(2 * one, 2 * other) for one, other in rows], policy)
    assert twice.total_taxable == 2 * once.total_taxable
    assert twice.unrecovered_end == 2 * once.unrecovered_end


@given(PAIRS)
def test_converting_in_pieces_moves_a_series_by_at_most_a_cent_a_piece(rows: list[tuple[Decimal, Decimal]]) -> None:
    """Each row converted in two pieces, with basis carried, comes to the same total but for a cent a piece."""
    left = total = Decimal(0)
    for contribution, value in rows:
        basis = contribution + left
        half = (value / 2).quantize(CENT)
        first = convert(ConvertInput(basis=basis, value=value, amount=half))
        second = convert(ConvertInput(basis=first.basis_left, value=first.value_left))
        total += first.taxable + second.taxable
        left = second.basis_left
    assert abs(total - followed(rows).total_taxable) <= 2 * len(rows) * CENT


@given(PAIRS, POLICIES, st.lists(st.integers(0, 400), min_size=10, max_size=10))
def test_forms_by_year_add_up(rows: list[tuple[Decimal, Decimal]], policy: str, gaps: list[int]) -> None:
    """The forms of the years together hold what the series holds, whatever the days are."""
    day = dt.date(2024, 1, 1)
    dated = []
    for (contribution, value), gap in zip(rows, gaps, strict=False):
        day += dt.timedelta(days=gap)
        dated.append(Row(contribution=contribution, value=value, date=day))
    told = followed(dated, policy)
    forms = [each.form_1099r for each in told.form_1099r_by_year]
    if told.form_1099r_year:
        assert not forms
        forms = [told.form_1099r_year]
    assert sum(form.box1 for form in forms) == told.total_converted
    assert sum(form.box2a for form in forms) == told.total_taxable
    assert [each.year for each in told.form_1099r_by_year] == sorted({each.year for each in told.form_1099r_by_year})
    assert told.total_taxable == followed(rows, policy).total_taxable


ROOMS = st.fixed_dictionaries(
    {
        "year": st.sampled_from([2020, 2024, 2025, 2026]),
        "deferral": st.integers(0, 19_500),
        "match": st.integers(0, 60_000),
        "aftertax_ytd": st.integers(0, 60_000),
    },
    optional={
        "comp": st.integers(0, 500_000),
        "nonelective": st.integers(0, 30_000),
        "plan_cap": st.integers(0, 60_000),
        "paychecks_left": st.integers(0, 53),
        "pay_per_check": st.integers(1, 20_000),
    },
)


@given(ROOMS)
def test_room_is_never_negative_and_never_overshot(asked: dict[str, int]) -> None:
    """Room is within every cap, only one of room and over is there, and the paychecks together stay within it."""
    told = room_415c(RoomInput.read(asked))
    assert told.room >= 0
    assert told.over >= 0
    assert not (told.room and told.over)
    assert told.room <= told.limit - told.counted or told.room == 0
    if "plan_cap" in asked:
        assert told.room <= max(asked["plan_cap"] - asked["aftertax_ytd"], 0)
    if told.per_paycheck:
        each = told.per_paycheck
        assert each.amount * each.paychecks + each.remainder == told.room
        assert each.remainder >= 0


@given(ROOMS, st.integers(0, 10_000))
def test_money_put_in_takes_that_much_room(asked: dict[str, int], more: int) -> None:
    """Another dollar of after-tax money takes a dollar of room, until there is none."""
    before = run("room_415c", asked).to_json()
    after = run("room_415c", {**asked, "aftertax_ytd": asked["aftertax_ytd"] + more}).to_json()
    assert Decimal(after["room"]) == max(Decimal(before["room"]) - more, Decimal(0))


@given(ROOMS, st.sampled_from([50, 60, 63, 64]), st.integers(0, 6_500))
def test_catch_up_never_uses_room(asked: dict[str, int], age: int, catchup: int) -> None:
    """Catch-up within what the age allows changes neither what counts nor the room."""
    asked = {**asked, "age": age, "comp": 400_000}
    with_it, without = room_415c(RoomInput.read({**asked, "catchup": catchup})), room_415c(RoomInput.read(asked))
    assert (with_it.room, with_it.counted, with_it.over) == (without.room, without.counted, without.over)
