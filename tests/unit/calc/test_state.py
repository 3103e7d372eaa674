"""What a state adds: the asker's own rate, states without an income tax, and estimates near a sample household."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc import tables
from calc.errors import CalcError
from calc.functions import run
from calc.state import NO_INCOME_TAX


def added(**payload: Any) -> dict[str, Any]:
    return run("state_addon", {"taxable_conversion": 8_000, **payload}).to_json()


def refused(**payload: Any) -> CalcError:
    with pytest.raises(CalcError) as refusal:
        added(**payload)
    return refusal.value


@pytest.mark.parametrize(
    ("state", "year", "status", "wages", "tax", "if_distribution"),
    [
        ("CA", 2025, "single", 120_000, "744.00", "744.00"),
        ("ca ", 2026, "mfj", 300_000, "744.00", "744.00"),
        ("NY", 2026, "mfj", 300_000, "472.00", "472.00"),
        ("NJ", "2025", "mfj", 250_000, "509.60", "509.60"),
        ("OH", 2026, "single", 150_000, "220.00", "220.00"),
        ("NC", 2026, "mfj", 5_000_000, "319.20", "319.20"),  # one rate for everybody
        # what the return calls the income decides
        ("PA", 2026, "single", 150_000, "0.00", "245.60"),
        ("MI", 2026, "single", 150_000, "340.00", "0.00"),
        ("IL", 2026, "single", 150_000, "0.00", "0.00"),
    ],
)
def test_estimates(*, state: str, year: Any, status: str, wages: int, tax: str, if_distribution: str) -> None:
    """Where a sample's rate holds it is used, with both figures where a state treats the two names differently."""
    told = added(state=state, year=year, status=status, wages=wages)
    assert (told["state_tax"], told["state_tax_if_distribution"]) == (tax, if_distribution)
    assert told["estimate"] is True
    assert told["sample_wages"] == ("300000.00" if status == "mfj" else "150000.00")
    assert told["cautions"] == ["state_estimate"]
    assert len(told["steps"]) == 1 + (tax != if_distribution)
    assert {place["src"] for step in told["steps"] for place in step["authorities"]} == {"policyengine-us"}


@pytest.mark.parametrize(("rate", "tax"), [("0.093", "18.60"), (0, "0.00"), (1, "200.00"), ("0.06375", "12.75")])
def test_own_rate(rate: Any, tax: str) -> None:
    """The asker's own rate needs nothing else, and goes before any table."""
    told = added(rate=rate, taxable_conversion=200)
    assert (told["state_tax"], told["state_tax_if_distribution"], told["estimate"]) == (tax, tax, False)
    assert (told["sample_wages"], told["cautions"]) == (None, [])
    asked = {"state": "CA", "year": 2031, "status": "single", "wages": 1}
    assert added(rate=rate, taxable_conversion=200, **asked) == told


@pytest.mark.parametrize("state", sorted(NO_INCOME_TAX))
def test_states_without_an_income_tax(state: str) -> None:
    """They add nothing, at any income, and that is no estimate; the table says the same."""
    for year in (2024, 2025, 2026):
        told = added(state=state, year=year)
        assert (told["state_tax"], told["estimate"], told["cautions"]) == ("0.00", False, [])
    for profile in tables.state_addon().profiles:
        assert tables.state_estimate(2026, state, profile) == (0, 0)


@pytest.mark.parametrize("state", ["KY", "MN", "MS", "OK"])
def test_doubtful_figures_are_told(state: str) -> None:
    """A figure that needs a second look says so."""
    told = added(state=state, year=2026, status="single", wages=150_000)
    assert told["cautions"] == ["state_estimate", "state_doubtful"]


CALIFORNIA = {"state": "CA", "year": 2026, "status": "single"}


@pytest.mark.parametrize(
    ("wages", "interest", "conversion"),
    [(90_000, 0, 8_000), (242_000, 0, 8_000), (80_000, 10_000, 0), (160_000, 0, 90_000)],
)
def test_where_the_rate_holds(wages: int, interest: int, conversion: int) -> None:
    """From the first dollar of the incomes that are held to the last, with the conversion, the rate is used."""
    told = added(**CALIFORNIA, wages=wages, interest=interest, taxable_conversion=conversion)
    assert told["state_tax"] == f"{conversion * Decimal('0.093'):.2f}"


@pytest.mark.parametrize(
    ("wages", "interest", "conversion"),
    [("89999.99", 0, 8_000), ("242000.01", 0, 8_000), (245_000, 5_001, 0), (160_000, 0, 90_001), (0, 0, 8_000)],
)
def test_where_it_does_not(wages: Any, interest: int, conversion: int) -> None:
    """Elsewhere the estimate is refused, and the message asks for the own rate, for people and for programs."""
    error = refused(**CALIFORNIA, wages=wages, interest=interest, taxable_conversion=conversion)
    assert (error.code, error.field) == ("no_state_estimate", "wages")
    assert all(part in text for text in error.message.values() for part in ("9.3%", "rate 0.093", "$150,000"))


@pytest.mark.parametrize("status", ["hoh", "mfs", "qss"])
@pytest.mark.parametrize("state", ["NJ", "OR", "MN", "AZ", "IL"])
def test_no_status_borrows_a_sample(state: str, status: str) -> None:
    """The samples are single and joint; whoever files otherwise has other brackets."""
    error = refused(state=state, year=2025, status=status, wages=150_000)
    assert (error.code, error.field) == ("no_state_estimate", "status")
    assert all(status in text and "single" in text and "9.3%" in text for text in error.message.values())


@pytest.mark.parametrize(
    ("state", "status"),
    [
        *(("NY", "single"), ("MN", "mfj")),
        *((state, status) for state in ("AR", "CT", "MD", "OR", "SC") for status in ("single", "mfj")),
    ],
)
def test_a_mixture_is_lent_to_nobody(state: str, status: str) -> None:
    """Where the sample's figure mixes rates (recapture, phase-outs, exclusions), it is true of no other household."""
    for year in (2025, 2026):
        for wages in (100_000, 120_000, 150_000, 190_000, 300_000):
            error = refused(state=state, year=year, status=status, wages=wages)
            assert (error.code, error.field) == ("no_state_estimate", "state")
            assert all(state in text and "9.3%" in text for text in error.message.values())


@pytest.mark.parametrize(("wages", "amount"), [(205_000, 8_000), (211_000, 1), (325_000, 8_000), (100_000, 8_000)])
def test_the_recapture_bands_of_new_york(wages: int, amount: int) -> None:
    """A joint return is between two bands only from 211,550 on, and below the next bracket."""
    error = refused(state="NY", year=2026, status="mfj", wages=wages, taxable_conversion=amount)
    assert (error.code, error.field) == ("no_state_estimate", "wages")


@pytest.mark.parametrize(("state", "most"), [("KY", 31_000), ("MI", 60_000), ("OK", 10_000)])
def test_exclusions_have_a_ceiling(state: str, most: int) -> None:
    """Up to the ceiling the rate is used, above it nothing is said."""
    household = {"state": state, "year": 2026, "status": "single", "wages": 150_000}
    assert added(**household, taxable_conversion=most)["estimate"] is True
    error = refused(**household, taxable_conversion=most + 1)
    assert (error.code, error.field) == ("no_state_estimate", "taxable_conversion")
    assert f"${most:,}" in error.message["zh"]


# taxable income between which a rate is in force in 2025 and 2026, with the least and the most that a standard
# deduction takes off, from the states' schedules
BRACKETS = {
    ("CA", "single"): ("0.093", 75_000, 371_000, 6_000),
    ("CA", "mfj"): ("0.093", 150_000, 742_000, 12_000),
    ("NJ", "single"): ("0.0637", 75_000, 500_000, 1_000),
    ("NJ", "mfj"): ("0.0637", 150_000, 500_000, 2_000),
    ("DC", "single"): ("0.085", 60_000, 250_000, 16_100),
    ("DC", "mfj"): ("0.0925", 250_000, 500_000, 32_200),
    ("HI", "single"): ("0.079", 125_000, 175_000, 9_144),
    ("HI", "mfj"): ("0.079", 250_000, 350_000, 18_288),
}


@pytest.mark.parametrize(("state", "status"), BRACKETS)
def test_held_incomes_lie_within_the_bracket(state: str, status: str) -> None:
    """Even after the largest deduction the lowest income is in the bracket, and the highest is with the least."""
    rate, low, high, deduction = BRACKETS[state, status]
    profile = tables.state_addon().profile_of(status) or ""
    span = tables.state_addon().held(state, profile)
    assert span is not None
    assert span.high is not None
    assert low + deduction <= span.low < span.high <= high + 5_000  # a standard deduction takes off that much at least
    assert tables.state_estimate(2025, state, profile).as_conversion == Decimal(rate)


def test_every_sample_is_held_where_its_rate_is() -> None:
    """A rate is lent around its own household; only Colorado's joint sample sits where deductions are added back."""
    table = tables.state_addon()
    outside = {
        (state, profile)
        for state, spans in table.holds.items()
        for profile, span in spans.items()
        if not (span.holds(table.profiles[profile].wages) and span.holds(table.profiles[profile].wages + 8_000))
    }
    assert outside == {("CO", "mfj300k")}


@pytest.mark.parametrize(
    ("payload", "code", "field"),
    [
        ({"state": "CA", "year": 2024, "status": "single", "wages": 150_000}, "unsupported_year", "state"),
        ({"state": "TX", "year": 2027, "status": "single", "wages": 150_000}, "unsupported_year", "state"),
        ({"state": "ZZ", "year": 2026, "status": "single", "wages": 150_000}, "unknown_state", None),
        ({"state": ["CA"], "year": 2026, "status": "single", "wages": 150_000}, "unknown_state", None),
        ({"state": "CA", "year": 2026, "status": "single"}, "missing_input", "wages"),
        ({"state": "CA", "year": 2026, "wages": 150_000}, "missing_input", "status"),
        ({"state": "CA"}, "missing_input", "year"),
        ({}, "missing_input", "state"),
    ],
)
def test_refusals(payload: dict[str, Any], code: str, field: str | None) -> None:
    """A year or state that is not held, and whatever is missing, is refused."""
    error = refused(**payload)
    assert (error.code, error.field) == (code, field)


def test_the_refusals_ask_for_the_own_rate() -> None:
    """Where the table cannot help, the message says that a rate of one's own does."""
    household = {"status": "single", "wages": 150_000}
    for payload in ({}, {"state": "CA", "year": 2024, **household}, {"state": "ZZ", "year": 2026, **household}):
        message = refused(**payload).message
        assert "税率" in message["zh"]
        assert "rate" in message["en"]


HELD = sorted((state, profile) for state, spans in tables.state_addon().holds.items() for profile in spans)


@given(st.sampled_from(HELD), st.sampled_from((2025, 2026)), st.data())
def test_every_state_is_its_rate(place: tuple[str, str], year: int, data: st.DataObject) -> None:
    """Wherever a rate holds, the tax is its rate times the conversion, rounded half-up; outside, it is refused."""
    state, profile = place
    table = tables.state_addon()
    span = table.held(state, profile)
    assert span is not None
    low, high = int(span.low), int(span.high or 3_000_000)
    wages = data.draw(st.integers(low, high))
    most = min(high - wages, int(table.at_most.get(state, 1_000_000)))
    amount = Decimal(data.draw(st.integers(0, most * 100))) / 100
    household = {"state": state, "year": year, "status": table.profiles[profile].filing}
    told = added(**household, wages=wages, taxable_conversion=amount)
    conversion, distribution = tables.state_estimate(year, state, profile)
    assert abs(Decimal(told["state_tax"]) - amount * conversion) <= Decimal("0.005")
    assert abs(Decimal(told["state_tax_if_distribution"]) - amount * distribution) <= Decimal("0.005")
    if span.high is not None:
        assert refused(**household, wages=high, taxable_conversion=1).code == "no_state_estimate"
    if low:
        assert refused(**household, wages=low - 1, taxable_conversion=0).code == "no_state_estimate"
