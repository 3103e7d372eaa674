"""A series of conversions that empty the sub-account each time, paycheck by paycheck.

Whether basis left over from a loss shelters a later gain is for the plan's
bookkeeping to decide, so two policies are computed: ``carry`` keeps it as
investment in the contract (IRC §72(e)(6)), ``reset`` lets each conversion stand
alone, as where the plan reports all contributions in box 5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc import authorities as law
from calc.dates import DateIn
from calc.errors import CalcError
from calc.form_1099r import Form1099R, direct_rollover
from calc.model import Asked, Frozen, Inputs, Reading, ReadingFigures, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, plain
from calc.rows import read_rows

Policy: TypeAlias = Literal["carry", "reset"]


class Row(Asked):
    """One conversion of everything in the sub-account.

    Attributes:
        contribution: dollars put in since the conversion before.
        value: dollars that the sub-account was worth when converted.
        date: the day of the conversion, where it is known.
    """

    contribution: DollarsIn
    value: DollarsIn
    date: DateIn | None = None


def _read_rows(value: object) -> list[object]:
    rows = read_rows(value, Row, ("contribution", "value"))
    if not rows:
        raise PydanticCustomError("empty_series", "empty", {})
    return rows


class SeriesInput(Inputs):
    """What a series is computed from.

    Attributes:
        rows: the conversions from first to last: pairs of contribution and value, or objects that may hold a date.
        policy: what becomes of unrecovered basis; None computes ``carry``.
    """

    row_fields: ClassVar[tuple[str, ...]] = tuple(Row.model_fields)

    rows: Annotated[tuple[Row, ...], BeforeValidator(_read_rows)]
    policy: Policy | None = None


class SeriesRow(Frozen):
    """One conversion of a series, in dollars.

    Attributes:
        contribution: what was put in.
        value: what was converted.
        basis_before: basis available to it: the contribution and what was carried.
        nontaxable: the part that is basis.
        taxable: the part that is income.
        unrecovered: basis left over by it; under ``reset`` the next row does not get it.
    """

    contribution: Dollars
    value: Dollars
    basis_before: Dollars
    nontaxable: Dollars
    taxable: Dollars
    unrecovered: Dollars


class YearForm(Frozen):
    """Form 1099-R of one tax year of a series."""

    year: int
    form_1099r: Form1099R


class Series(Result):
    """The outcome of a series, in dollars.

    Attributes:
        rows: one per conversion.
        total_taxable: income of all of them.
        total_converted: all that was moved.
        unrecovered_end: basis that the plan still counts afterwards; 0 under ``reset``.
        form_1099r_year: the boxes added up over the year; None where the dates span more than one tax year.
        form_1099r_by_year: instead of it, where they do and every row is dated: the boxes of each year.
    """

    rows: tuple[SeriesRow, ...]
    total_taxable: Dollars
    total_converted: Dollars
    unrecovered_end: Dollars
    form_1099r_year: Form1099R | None
    form_1099r_by_year: tuple[YearForm, ...]
    readings: tuple[Reading, ...] = ()


def series(inputs: SeriesInput) -> Series:
    """Follow basis through conversions that each empty the sub-account.

    Raises:
        CalcError: ``dates_out_of_order``, since the order changes the result.
    """
    _check_order(inputs.rows)
    policy = inputs.policy or "carry"
    rows = _follow(inputs.rows, policy)
    figures = _figures(rows, policy)
    converted = _total(row.value for row in rows)
    years = [row.date.year if row.date else None for row in inputs.rows]
    one_year = len(set(years) - {None}) <= 1
    return Series(
        rows=rows,
        total_taxable=figures.total_taxable,
        total_converted=converted,
        unrecovered_end=figures.basis_left,
        form_1099r_year=_form(rows, policy) if one_year else None,
        form_1099r_by_year=() if one_year else _forms(rows, years, policy),
        steps=_steps(rows, figures, policy),
        readings=_readings(inputs.rows) if any(row.unrecovered for row in rows) else (),
    )


def _form(rows: Sequence[SeriesRow], policy: Policy) -> Form1099R:
    figures = _figures(rows, policy)
    return direct_rollover(_total(row.value for row in rows), figures.total_taxable, figures.box5)


def _forms(rows: Sequence[SeriesRow], years: Sequence[int | None], policy: Policy) -> tuple[YearForm, ...]:
    """One form a year, from first to last; none at all where a row might belong to another year's form."""
    dated = [year for year in years if year is not None]
    if len(dated) < len(rows):
        return ()
    return tuple(
        YearForm(year=year, form_1099r=_form([row for row, of in zip(rows, dated, strict=True) if of == year], policy))
        for year in sorted(set(dated))
    )


def _check_order(rows: Sequence[Row]) -> None:
    latest: dt.date | None = None
    for number, row in enumerate(rows, start=1):
        if row.date is None:
            continue
        if latest is not None and row.date < latest:
            raise CalcError(
                "dates_out_of_order", "date", row=number, later=row.date.isoformat(), earlier=latest.isoformat()
            )
        latest = row.date


def _follow(rows: Sequence[Row], policy: Policy) -> tuple[SeriesRow, ...]:
    followed = []
    carried = ZERO
    for row in rows:
        basis = row.contribution + carried
        free = min(row.value, basis)
        done = SeriesRow(
            contribution=row.contribution,
            value=row.value,
            basis_before=basis,
            nontaxable=free,
            taxable=row.value - free,
            unrecovered=basis - free,
        )
        followed.append(done)
        carried = done.unrecovered if policy == "carry" else ZERO
    return tuple(followed)


def _figures(rows: Sequence[SeriesRow], policy: Policy) -> ReadingFigures:
    carry = policy == "carry"
    return ReadingFigures(
        basis_left=rows[-1].unrecovered if carry else ZERO,
        box5=_total(row.nontaxable if carry else row.contribution for row in rows),
        total_taxable=_total(row.taxable for row in rows),
    )


def _readings(rows: Sequence[Row]) -> tuple[Reading, Reading]:
    return (
        Reading(
            id="plan_keeps_basis",
            figures=_figures(_follow(rows, "carry"), "carry"),
            authorities=(law.INVESTMENT, law.BOX5_IN_PLAN, law.BASIS_RETAINED, law.PLAN_ACCOUNTING),
        ),
        Reading(
            id="plan_drops_basis",
            figures=_figures(_follow(rows, "reset"), "reset"),
            authorities=(law.BOX5_TOTAL, law.PLAN_ACCOUNTING),
        ),
    )


def _steps(rows: Sequence[SeriesRow], figures: ReadingFigures, policy: Policy) -> tuple[Step, ...]:
    included = (law.IN_PLAN_INCLUSION, law.ROTH_IRA_INCLUSION)
    box5_rule = law.BOX5_IN_PLAN if policy == "carry" else law.BOX5_TOTAL
    recovered = [row.nontaxable if policy == "carry" else row.contribution for row in rows]
    last = rows[-1]
    end = f"{plain(last.basis_before)} - {plain(last.nontaxable)}" if policy == "carry" else plain(ZERO)
    end_rule = law.INVESTMENT if policy == "carry" else law.BOX5_TOTAL
    return (
        *(_row_step(number, row) for number, row in enumerate(rows, start=1)),
        step("total_converted", _sum(row.value for row in rows), _total(row.value for row in rows), law.BOX5_IN_PLAN),
        step("total_taxable", _sum(row.taxable for row in rows), figures.total_taxable, *included),
        step("unrecovered_end", end, figures.basis_left, end_rule),
        step("box5", _sum(recovered), figures.box5, box5_rule),
    )


def _row_step(number: int, row: SeriesRow) -> Step:
    carried = row.basis_before - row.contribution
    basis = f"({plain(row.contribution)} + {plain(carried)})" if carried else plain(row.contribution)
    rules = (law.PRO_RATA, law.SEPARATE_CONTRACT, *((law.INVESTMENT,) if carried else ()))
    return step("row_taxable", f"max({plain(row.value)} - {basis}, 0.00)", row.taxable, *rules, row=number)


def _total(figures: Iterable[Decimal]) -> Decimal:
    return sum(figures, ZERO)


def _sum(figures: Iterable[Decimal]) -> str:
    return " + ".join(map(plain, figures))
