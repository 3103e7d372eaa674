"""The picture of a series: bars around zero, the line of unrecovered basis, and which total is said."""

from decimal import Decimal
from typing import Any

import pytest

from bot.charts import series as chart
from bot.charts.colours import EARNINGS, LOSS, MUTED, OWN
from bot.charts.letters import Letters
from bot.charts.series import MOST_BARS, Run
from bot.charts.sheet import Bar, Box, Dot, Line, Sheet
from bot.language import Language
from bot.wordbook import Wordbook
from calc.series import SeriesInput, series

LOSS_THEN_GAIN = [[5000, 4600], [5000, 5300]]
LONG = [[1500, 1500 + (number * 37) % 41 - 20] for number in range(1, 201)]


def run_of(rows: list[Any], policy: str | None = None) -> Run:
    """What the picture of a series shows."""
    inputs = {"rows": rows, "policy": policy}
    run = chart.read(inputs, series(SeriesInput.read(inputs)).to_json())
    assert run is not None
    return run


def sheet(words: Wordbook, rows: list[Any], policy: str | None = None) -> Sheet:
    """What stands where on it, in English."""
    return chart.lay_out(run_of(rows, policy), Letters(words, Language.EN))


def bars(of: Sheet, colour: tuple[int, int, int]) -> list[Box]:
    """The bars of a colour from left to right, without the square of the legend."""
    found = [mark.box for mark in of.marks if isinstance(mark, Bar) and mark.colour == colour]
    return sorted(box for box in found if (box.width, box.bottom - box.top) != (34, 34))


def running(of: Sheet) -> list[Line]:
    """The pieces of the line of unrecovered basis, without the stroke of the legend."""
    return [mark for mark in of.marks if isinstance(mark, Line) and mark.colour == MUTED and mark.points[0][0] > 60]


@pytest.mark.parametrize(
    ("rows", "policy", "headline", "breakdown", "colour"),
    [
        (LOSS_THEN_GAIN, None, "$0 or $300", "If the plan keeps leftover basis: $0, if not: $300", EARNINGS),
        (LOSS_THEN_GAIN, "carry", "$0", "If the plan keeps leftover basis: $0, if not: $300", OWN),
        (LOSS_THEN_GAIN, "reset", "$300", "If the plan keeps leftover basis: $0, if not: $300", EARNINGS),
        ([[5000, 5300], [5000, 4600]], None, "$300", "Conversions: 2, everything moved each time", EARNINGS),
        ([[5000, 4600]], None, "$0", "Conversions: 1, everything moved each time", OWN),
    ],
)
def test_the_headline_is_as_sure_as_the_result(words: Wordbook, *, rows, policy, headline, breakdown, colour) -> None:
    """Both totals where nobody said what the plan does and it matters; one where it was said or makes no difference."""
    first, second, *_ = sheet(words, rows, policy).labels
    assert (first.text, first.colour) == (f"Taxable in total: {headline}", colour)
    assert second.text == breakdown


@pytest.mark.parametrize(("policy", "drawn"), [(None, True), ("carry", True), ("reset", False)])
def test_the_line_is_drawn_where_basis_is_carried(policy: str | None, drawn: bool, words: Wordbook) -> None:
    """Under ``reset`` nothing runs on from one conversion to the next, so there is neither line nor its legend."""
    of = sheet(words, LOSS_THEN_GAIN, policy)
    assert bool(running(of)) is drawn
    assert any("if the plan keeps it" in label.text for label in of.labels) is drawn
    run = run_of(LOSS_THEN_GAIN, policy)
    told = chart.tell(run, lambda key, **values: f"{key} {values}")
    assert any(sentence.startswith("alt-unrecovered-end") for sentence in told) is drawn


def test_without_a_loss_there_is_no_line(words: Wordbook) -> None:
    """A line along zero would say nothing."""
    of = sheet(words, [[5000, 5300], [5000, 5001]])
    assert running(of) == []
    assert not any(isinstance(mark, Dot) for mark in of.marks)


def test_bars_stand_on_zero_and_hang_from_it(words: Wordbook) -> None:
    """A loss of 400 hangs from the line on which a gain of 300 stands; heights are as the amounts."""
    of = sheet(words, LOSS_THEN_GAIN, "reset")
    (loss,), (gain,) = bars(of, LOSS), bars(of, EARNINGS)
    assert loss.top == gain.bottom
    assert loss.right < gain.left
    assert (loss.bottom - loss.top) / (gain.bottom - gain.top) == pytest.approx(400 / 300)
    assert bars(of, OWN) == []


def test_what_basis_covers_is_not_amber(words: Wordbook) -> None:
    """Of a gain of 600 after a loss of 400, 200 are amber and the 400 on top of them green."""
    of = sheet(words, [[5000, 4600], [5000, 5600]])
    (taxed,), (covered,) = bars(of, EARNINGS), bars(of, OWN)
    assert (covered.left, covered.right, covered.bottom) == (taxed.left, taxed.right, taxed.top)
    assert (covered.bottom - covered.top) / (taxed.bottom - taxed.top) == pytest.approx(400 / 200)
    assert bars(sheet(words, LOSS_THEN_GAIN), EARNINGS) == []


def test_the_line_runs_at_the_height_of_the_basis(words: Wordbook) -> None:
    """400 are left after the first conversion and 100 after the second, on the scale of the bars."""
    of = sheet(words, LOSS_THEN_GAIN)
    (loss,), (line,) = bars(of, LOSS), running(of)
    zero, unit = loss.top, (loss.bottom - loss.top) / 400
    assert [(zero - y) / unit for _, y in line.points] == pytest.approx([400, 100])


def test_the_smallest_gain_is_seen(words: Wordbook) -> None:
    """A cent beside a million is still a bar."""
    (gain,) = bars(sheet(words, [[5000, "5000.01"], [1_000_000, 1]]), EARNINGS)
    assert gain.bottom - gain.top >= 3


@pytest.mark.parametrize("count", [1, 26, 30, 31, 200, 1000])
def test_many_conversions_share_bars(count: int, words: Wordbook) -> None:
    """There are never more than thirty bars; they add up to what the conversions do, and say how many each holds."""
    rows = (LONG * 5)[:count]
    run = run_of(rows)
    assert len(run.places) <= MOST_BARS
    assert (len(run.places) - 1) * run.size < count <= len(run.places) * run.size
    assert sum(place.taxable for place in run.places) == run.total_taxable
    gains = sum(Decimal(value - contribution) for contribution, value in rows)
    assert sum(place.taxable + place.covered - place.loss for place in run.places) == gains
    assert run.places[-1].unrecovered == run.unrecovered_end
    texts = [label.text for label in sheet(words, rows).labels]
    assert "No. 1" in texts
    assert (f"{run.size} in each bar" in texts) is (count > MOST_BARS)
    assert count == 1 or f"No. {count}" in texts
