"""A series of conversions: a line for each, and the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.figures import money
from bot.reply import Line
from bot.wording.forms import form_1099r
from bot.wording.kept_basis import scenarios
from bot.wording.writer import Shown, Writer, by_key
from calc.model import Step
from calc.series import Series, SeriesRow

MOST_ROWS = 27  # a year of biweekly pay has 26 or 27 paychecks
MOST_TERMS = 4  # of a sum that is written out
TOTALS = ("total_converted", "total_taxable", "unrecovered_end")


def view(writer: Writer, inputs: Mapping[str, Any], result: Series) -> Shown:
    """What is shown of a series."""
    steps = by_key(result.steps)
    totals = [_total(writer, result, steps[key]) for key in TOTALS]
    return Shown(
        headline=_headline(writer, result, chosen=bool(inputs.get("policy"))),
        lines=(
            *_rows(writer, result.rows),
            *totals,
            *_forms(writer, result, steps["box5"]),
        ),
        assumed=(writer.say("assumed-all"), writer.say("assumed-separate")),
        scenarios=tuple(scenarios(writer, result.readings)),
        hint="" if result.form_1099r_year or result.form_1099r_by_year else writer.say("dates-hint"),
    )


def _headline(writer: Writer, result: Series, *, chosen: bool) -> str:
    """What is taxed in total; both sums where that depends on the plan, unless one way was chosen."""
    taxed = {reading.id: reading.figures.total_taxable for reading in result.readings}
    if not chosen and len(set(taxed.values())) > 1:
        kept, dropped = (money(taxed[key]) for key in ("plan_keeps_basis", "plan_drops_basis"))
        return writer.say("headline-series-open", count=len(result.rows), kept=kept, dropped=dropped)
    return writer.say(
        "headline-series",
        count=len(result.rows),
        taxable=money(result.total_taxable),
        unrecovered=money(result.unrecovered_end),
    )


def _total(writer: Writer, result: Series, step: Step) -> Line:
    """A sum over all conversions; with many of them its terms stand in the rows above and are not repeated."""
    value = getattr(result, step.key)
    if len(result.rows) > MOST_TERMS:
        return writer.cited(step.key, money(value), step.authorities)
    return writer.line(step.key, value, step)


def _rows(writer: Writer, rows: Sequence[SeriesRow]) -> Iterator[Line]:
    """A line for each conversion of a year of paychecks; beyond that, how many more there are."""
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        yield _row(writer, number, row)
    if len(rows) > MOST_ROWS:
        label = writer.say("row-more", count=len(rows) - MOST_ROWS)
        yield Line(key="row", label=label, value=writer.say("row-more-value"))


def _row(writer: Writer, number: int, row: SeriesRow) -> Line:
    figures = {name: money(getattr(row, name)) for name in ("contribution", "value", "taxable", "unrecovered")}
    return Line(key="row", label=writer.say("row", number=number), value=writer.say("row-value", **figures))


def _forms(writer: Writer, result: Series, box5: Step) -> Iterator[Line]:
    """One form for the year, or one for each of several; none where a row may belong to either."""
    if result.form_1099r_year:
        yield form_1099r(writer, result.form_1099r_year, box5.authorities)
    for each in result.form_1099r_by_year:
        yield form_1099r(writer, each.form_1099r, box5.authorities, "form_1099r-year", year=each.year)
