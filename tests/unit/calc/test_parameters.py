"""Yearly figures: what is there, where it comes from, and that nothing is guessed."""

import re
from decimal import Decimal

import pytest

from calc import parameters
from calc.errors import CalcError

FIGURES = [
    ("limit.annual_additions", (69000, 70000, 72000)),
    ("limit.elective_deferral", (23000, 23500, 24500)),
    ("limit.catch_up", (7500, 7500, 8000)),
    ("limit.catch_up_60_63", (None, 11250, 11250)),
    ("limit.compensation_limit", (345000, 350000, 360000)),
]
NOTICES = {2024: "notice-2023-75", 2025: "notice-2024-80", 2026: "notice-2025-67"}


def test_names() -> None:
    """Every fact has a dotted name, and the table here knows them all."""
    assert parameters.names() == tuple(sorted(name for name, _ in FIGURES))


@pytest.mark.parametrize(("name", "figures"), FIGURES)
def test_figures(name: str, figures: tuple[int | None, ...]) -> None:
    """Each year has its own figure, exact and taken from that year's notice."""
    held = parameters.parameter(name)
    assert dict(held.values) == {year: figure for year, figure in zip(NOTICES, figures, strict=True) if figure}
    for year in held.values:
        assert parameters.value(name, year) == held.values[year]
        assert isinstance(held.values[year], Decimal)
        assert held.reference[year].src == NOTICES[year]


@pytest.mark.parametrize(("name", "year"), [("limit.annual_additions", 2027), ("limit.catch_up_60_63", 2024)])
def test_an_unknown_year_is_refused(name: str, year: int) -> None:
    """A year that is not held is never extrapolated; the message says where to look, alike in both languages."""
    with pytest.raises(CalcError) as refusal:
        parameters.value(name, year)
    assert refusal.value.code == "unsupported_year"
    zh, en = refusal.value.message["zh"], refusal.value.message["en"]
    for text in (zh, en):
        assert str(year) in text
        assert parameters.COLA_PAGE in text
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
    """The cited sources are the yearly notices."""
    assert parameters.source_ids() == frozenset(NOTICES.values())
