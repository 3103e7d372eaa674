"""Yearly figures: what is there, where it comes from, and that nothing is guessed."""

import re
from decimal import Decimal

import pytest

from calc import parameters
from calc.errors import CalcError


def test_families() -> None:
    """Every name belongs to a family whose official page is known."""
    assert all(parameters.official_page(name).startswith("https://") for name in parameters.names())


@pytest.mark.parametrize("name", [name for name in parameters.names() if name.startswith(("limit.", "roth_ira."))])
def test_limits_reach_back_to_2020(name: str) -> None:
    """Seven years of every limit; two rules are younger than that."""
    first = {"limit.catch_up_60_63": 2025, "limit.roth_catch_up_wages": 2026}.get(name, 2020)
    assert list(parameters.parameter(name).values) == list(range(first, 2027))


@pytest.mark.parametrize("name", parameters.names())
def test_each_year_rests_on_its_own_authority(name: str) -> None:
    """A figure that is set anew each year cites the document of that year; a statute may stand for all of them."""
    cited = [place.src for place in parameters.parameter(name).reference.values()]
    assert len(set(cited)) == len(cited) or cited[0].startswith("irc-")
    assert all(isinstance(value, Decimal) for value in parameters.parameter(name).values.values())


@pytest.mark.parametrize(("name", "year"), [("limit.annual_additions", 2027), ("limit.catch_up_60_63", 2024)])
def test_an_unknown_year_is_refused(name: str, year: int) -> None:
    """A year that is not held is never extrapolated; the message says where to look, alike in both languages."""
    with pytest.raises(CalcError) as refusal:
        parameters.value(name, year)
    assert refusal.value.code == "unsupported_year"
    zh, en = refusal.value.message["zh"], refusal.value.message["en"]
    for text in (zh, en):
        assert str(year) in text
        assert parameters.official_page(name) in text
    assert sorted(re.findall(r"\d+", zh)) == sorted(re.findall(r"\d+", en))


def test_an_unknown_name_is_refused() -> None:
    """A misspelt name is told together with the names that exist."""
    with pytest.raises(CalcError, match="unknown_parameter") as refusal:
        parameters.value("limit.anual_additions", 2026)
    assert "limit.annual_additions" in refusal.value.message["en"]


def test_parameters_cannot_be_changed() -> None:
    """The figures are shared by everybody who asks, so they are read-only."""
    held = parameters.parameter("limit.catch_up")
    with pytest.raises(TypeError):
        held.values[2026] = Decimal(1)  # type: ignore[index]


def test_a_value_without_reference_is_refused() -> None:
    """A figure that does not say where it stands does not load."""
    label = {"zh": "甲", "en": "a"}
    with pytest.raises(ValueError, match="same years"):
        parameters.Parameter(label=label, unit="dollars a year", values={2026: "1"}, reference={})


def test_source_ids() -> None:
    """The cited sources are notices, procedures, the Code and the premium fact sheets."""
    kinds = ("notice-", "rev-proc-", "irc-", "pl-", "cms-")
    assert all(source.startswith(kinds) for source in parameters.source_ids())
