"""A series of conversions: what is carried, what is dropped, what the year's form shows."""

import datetime as dt
from typing import Any

import pytest

from calc.functions import run
from calc.series import Row, SeriesInput, series


def followed(rows: list[Any], **more: Any) -> dict[str, Any]:
    return run("series", {"rows": rows, **more}).to_json()


def test_carried_basis_absorbs_a_later_gain() -> None:
    """Each row shows the basis that it had to work with."""
    first, second = followed([[5000, 4600], [5000, 5300]], policy="carry")["rows"]
    assert first == {
        "contribution": "5000.00",
        "value": "4600.00",
        "basis_before": "5000.00",
        "nontaxable": "4600.00",
        "taxable": "0.00",
        "unrecovered": "400.00",
    }
    assert (second["basis_before"], second["nontaxable"], second["unrecovered"]) == ("5400.00", "5300.00", "100.00")


def test_without_a_policy_it_carries_and_shows_both() -> None:
    """Left out, the policy is carry; the readings are the same whichever is computed."""
    rows = [[10000, 9000], [5000, 5300]]
    assert followed(rows) == followed(rows, policy="carry")
    keeps, drops = followed(rows, policy="reset")["readings"]
    assert [keeps, drops] == followed(rows)["readings"]
    assert keeps["figures"] == {"basis_left": "700.00", "box5": "14300.00", "total_taxable": "0.00"}
    assert drops["figures"] == {"basis_left": "0.00", "box5": "15000.00", "total_taxable": "300.00"}


def test_form_of_the_year() -> None:
    """Under carry box 5 is what was recovered; under reset it is all contributions, and may exceed box 1."""
    rows = [[5000, 4600], [5000, 5300]]
    assert followed(rows)["form_1099r_year"] == {"box1": "9900.00", "box2a": "0.00", "box5": "9900.00", "box7": "G"}
    reset = followed(rows, policy="reset")["form_1099r_year"]
    assert reset == {"box1": "9900.00", "box2a": "300.00", "box5": "10000.00", "box7": "G"}


def test_reset_ends_with_nothing() -> None:
    """Under reset a loss in the last row leaves no basis that counts, though the row shows what was lost."""
    result = followed([[5000, 5300], [5000, 4600]], policy="reset")
    assert result["unrecovered_end"] == "0.00"
    assert result["rows"][1]["unrecovered"] == "400.00"


def test_no_carry_back() -> None:
    """A gain that came first is taxed, whatever is lost later."""
    assert followed([[5000, 5300], [5000, 4600]])["total_taxable"] == "300.00"


def test_gains_alone_leave_nothing_open() -> None:
    """Without a loss the policies agree, and there are no readings."""
    rows = [[1500, "1502.13"], [1500, 1500]]
    assert followed(rows)["readings"] == []
    assert followed(rows)["rows"] == followed(rows, policy="reset")["rows"]


def test_rows_may_be_objects_with_dates() -> None:
    """Pairs, objects and read rows mean the same; a date changes no figure."""
    pairs = followed([[5000, 4600], [5000, 5300]])
    dated = [
        {"contribution": "$5,000", "value": "4,600", "date": "2026-01-15"},
        {"contribution": 5000, "value": 5300, "date": "2026-01-31"},
    ]
    assert followed(dated) == pairs
    rows = (Row(contribution=5000, value=4600, date=dt.date(2026, 1, 15)), Row(contribution=5000, value=5300))
    assert series(SeriesInput(rows=rows)).to_json() == pairs


def test_no_form_for_two_years_at_once() -> None:
    """Dates in two tax years belong on two forms, so no single form is shown; the totals still are."""
    rows = [
        {"contribution": 5000, "value": 4600, "date": "2025-12-31"},
        {"contribution": 5000, "value": 5300, "date": "2026-01-15"},
    ]
    result = followed(rows)
    assert result["form_1099r_year"] is None
    assert result["total_converted"] == "9900.00"


def dated(*rows: tuple[int, int, str]) -> list[dict[str, Any]]:
    return [{"contribution": put_in, "value": value, "date": date} for put_in, value, date in rows]


def test_a_form_for_each_year() -> None:
    """Where dates span years each year has its form, with basis carried over the turn of the year or dropped."""
    rows = dated((5000, 4600, "2025-12-31"), (5000, 5300, "2026-01-15"), (1000, 1050, "2026-02-15"))
    first = {"year": 2025, "form_1099r": {"box1": "4600.00", "box2a": "0.00", "box5": "4600.00", "box7": "G"}}
    second = {"year": 2026, "form_1099r": {"box1": "6350.00", "box2a": "0.00", "box5": "6350.00", "box7": "G"}}
    assert followed(rows)["form_1099r_by_year"] == [first, second]
    first = {"year": 2025, "form_1099r": {"box1": "4600.00", "box2a": "0.00", "box5": "5000.00", "box7": "G"}}
    second = {"year": 2026, "form_1099r": {"box1": "6350.00", "box2a": "350.00", "box5": "6000.00", "box7": "G"}}
    assert followed(rows, policy="reset")["form_1099r_by_year"] == [first, second]


def test_no_forms_by_year_in_one_year_or_with_a_date_missing() -> None:
    """One year has its one form; where a row may belong to either year no form is told."""
    assert followed(dated((5000, 4600, "2026-01-15"), (5000, 5300, "2026-01-31")))["form_1099r_by_year"] == []
    rows = [*dated((5000, 4600, "2025-12-31")), [5000, 5300], *dated((1000, 1050, "2026-02-15"))]
    told = followed(rows)
    assert (told["form_1099r_year"], told["form_1099r_by_year"]) == (None, [])


def test_days_in_other_writing() -> None:
    """American and Chinese days put the rows into the same years as ISO days."""
    iso = followed(dated((5000, 4600, "2025-12-31"), (5000, 5300, "2026-01-15")))
    assert followed(dated((5000, 4600, "12/31/2025"), (5000, 5300, "2026年1月15日"))) == iso


@pytest.mark.parametrize("contribution", [0, "0.00"])
def test_a_row_without_new_money(contribution: object) -> None:
    """A conversion may come without a contribution; carried basis still covers it."""
    result = followed([[5000, 4600], [contribution, 50]])
    assert (result["total_taxable"], result["unrecovered_end"]) == ("0.00", "350.00")


def test_each_row_has_its_step() -> None:
    """The steps tell row by row how the taxable part came about, carried basis included."""
    steps = [step for step in run("series", {"rows": [[5000, 4600], [5000, 5300]]}).steps if step.row]
    assert [(step.row, step.expression) for step in steps] == [
        (1, "max(4600.00 - 5000.00, 0.00)"),
        (2, "max(5300.00 - (5000.00 + 400.00), 0.00)"),
    ]


def test_a_thousand_rows_are_computed() -> None:
    """The most rows that are taken at once do compute, and none is lost."""
    assert followed([[100, 101]] * 1000)["total_taxable"] == "1000.00"
