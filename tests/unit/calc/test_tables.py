"""The federal rate schedule and the estimate of state tax: complete, refused where unknown, made of exact figures."""

from decimal import Decimal

import pytest

from calc import tables
from calc.errors import CalcError
from calc.tables import IncomeTax, StateAddon


def test_brackets_rise_to_the_last() -> None:
    """Seven rates, each reaching further than the one before, and the last has no end."""
    schedule = tables.brackets(2026, "hoh")
    assert [bracket.rate for bracket in schedule][:2] == [Decimal("0.10"), Decimal("0.12")]
    assert schedule[3].top == 201_750  # the head-of-household row is not the single row
    assert schedule[-1] == (Decimal("0.37"), None)


def test_a_surviving_spouse_uses_the_joint_rows() -> None:
    """The joint rows are theirs too, IRC §1(a)(2)."""
    assert tables.brackets(2025, "qss") == tables.brackets(2025, "mfj") != tables.brackets(2025, "single")


@pytest.mark.parametrize(
    ("year", "filing", "code"), [(2027, "single", "unsupported_year"), (2026, "married", "unknown_status")]
)
def test_unknown_year_or_status_is_refused(year: int, filing: str, code: str) -> None:
    """Nothing is extrapolated, and the refusal is in both languages."""
    with pytest.raises(CalcError) as refusal:
        tables.brackets(year, filing)
    assert refusal.value.code == code
    assert all(refusal.value.message[language] for language in ("zh", "en"))


def test_state_estimates() -> None:
    """California taxes a conversion at 9.3 % for the sample households; Pennsylvania depends on what it is called."""
    assert tables.state_estimate(2026, "CA", "single150k") == (Decimal("0.093"), Decimal("0.093"))
    assert tables.state_estimate(2026, "PA", "mfj300k") == (0, Decimal("0.0307"))
    assert len(tables.state_addon().percent[2026]) == 51


@pytest.mark.parametrize(("year", "state", "code"), [(2024, "CA", "unsupported_year"), (2026, "ZZ", "unknown_state")])
def test_unknown_state_or_year_is_refused(year: int, state: str, code: str) -> None:
    """A state that is not there is told together with the ones that are."""
    with pytest.raises(CalcError) as refusal:
        tables.state_estimate(year, state, "single150k")
    assert refusal.value.code == code


def test_a_table_with_a_gap_does_not_load() -> None:
    """A missing row or a figure out of order is an error when the file is read."""
    row = ["1", "2"]
    good = {"rates": ["0.1", "0.2", "0.3"], "tops": {2026: dict.fromkeys(tables.FILINGS, row)}}
    reference = {2026: {"src": "a", "at": "b"}}
    IncomeTax.model_validate({**good, "reference": reference})
    with pytest.raises(ValueError, match="same years"):
        IncomeTax.model_validate({**good, "reference": {}})
    with pytest.raises(ValueError, match="one row for each"):
        IncomeTax.model_validate({**good, "tops": {2026: {"single": row}}, "reference": reference})
    falling = {filing: ["2", "1"] for filing in tables.FILINGS}
    with pytest.raises(ValueError, match="rising"):
        IncomeTax.model_validate({**good, "tops": {2026: falling}, "reference": reference})
    addon = {
        "profiles": {"a": {"filing": "single", "wages": "1"}},
        "percent": {2026: {"CA": {}}},
        "doubtful": [],
        "holds": {},
        "at_most": {},
    }
    with pytest.raises(ValueError, match="one row for each profile"):
        StateAddon.model_validate({**addon, "reference": reference})
    with pytest.raises(ValueError, match="same years"):
        StateAddon.model_validate({**addon, "reference": {}})


@pytest.mark.parametrize(
    ("held", "trouble"),
    [
        ({"holds": {"CA": {"a": ["2", "1"]}}}, "rising incomes"),
        ({"holds": {"CA": {"b": ["1"]}}}, "of a profile"),
        ({"holds": {"ZZ": {"a": ["1"]}}}, "no row"),
        ({"at_most": {"ZZ": "1"}}, "no row"),
        ({"doubtful": ["ZZ"]}, "no row"),
    ],
)
def test_incomes_that_are_held_fit_the_table(held: dict[str, object], trouble: str) -> None:
    """They belong to a state and a household of the table, and rise."""
    rows = {"profiles": {"a": {"filing": "single", "wages": "1"}}, "percent": {2026: {"CA": {"a": ["1", "1"]}}}}
    good = {**rows, "doubtful": [], "holds": {}, "at_most": {}, "reference": {2026: {"src": "a", "at": "b"}}}
    table = StateAddon.model_validate({**good, "holds": {"CA": {"a": ["1"]}}})
    assert table.held("CA", "a") == tables.Span(Decimal(1))
    assert (table.held("NY", "a"), table.profile_of("single"), table.profile_of("hoh")) == (None, "a", None)
    with pytest.raises(ValueError, match=trouble):
        StateAddon.model_validate({**good, **held})
