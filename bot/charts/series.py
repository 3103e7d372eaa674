"""The picture of a series: a bar for the gain or loss of each conversion, a line for basis not recovered so far.

Up and amber is what is taxed, up and green what earlier basis covers, down is a loss. The line is drawn only where
basis is carried from one conversion to the next; whether it is depends on the plan, so both totals are said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from math import ceil
from typing import Any, Final

from bot.charts.axis import Scale, short_money
from bot.charts.colours import EARNINGS, LOSS, MUTED, OWN, RULE, Colour
from bot.charts.letters import LEADING, SMALLEST, Letters
from bot.charts.pen import BOTTOM, LEFT, RIGHT, Pen, Row, Swatch, Tick
from bot.charts.reading import dollars, option
from bot.charts.sheet import Bar, Box, Dot, Line, Sheet
from bot.charts.telling import MOST, Teller
from bot.figures import ZERO, money

NAME: Final = "series.png"
MOST_BARS: Final = 30
MOST_DOTS: Final = 12
_WIDEST: Final = 90.0
_SHARE: Final = 0.66  # of its place on the axis, the width of a bar
_LEAST: Final = 3.0  # height of a bar that is not nothing


@dataclass(frozen=True)
class Place:
    """One bar, which is one conversion or several after each other, in dollars.

    Attributes:
        taxable: earnings that are taxed.
        covered: earnings that earlier basis covers.
        loss: by how much values were below contributions.
        unrecovered: basis not recovered after it.
    """

    taxable: Decimal
    covered: Decimal
    loss: Decimal
    unrecovered: Decimal


@dataclass(frozen=True)
class Run:
    """What the picture shows, in dollars unless said otherwise.

    Attributes:
        places: the bars from first to last.
        size: how many conversions are in a bar.
        policy: what becomes of basis left over, where it was said.
        rows: the conversions as the result has them.
        total_taxable: income of all.
        total_converted: what was moved in all.
        unrecovered_end: basis still counted at the end.
        readings: total income if the plan keeps basis, and if not; None where that comes to the same.
    """

    places: tuple[Place, ...]
    size: int
    policy: str | None
    rows: tuple[Mapping[str, Any], ...]
    total_taxable: Decimal
    total_converted: Decimal
    unrecovered_end: Decimal
    readings: tuple[Decimal, Decimal] | None

    @property
    def carried(self) -> bool:
        """Whether basis left over is counted on."""
        return self.policy != "reset"


def read(inputs: Mapping[str, Any], result: Mapping[str, Any]) -> Run | None:
    """What there is to show; None where no conversion had a gain or a loss."""
    rows = tuple(result["rows"])
    size = ceil(len(rows) / MOST_BARS)
    places = tuple(_together(rows[start : start + size]) for start in range(0, len(rows), size))
    if not any(place.taxable or place.covered or place.loss for place in places):
        return None
    totals = {reading["id"]: dollars(reading["figures"]["total_taxable"]) for reading in result["readings"]}
    kept, dropped = totals.get("plan_keeps_basis"), totals.get("plan_drops_basis")
    return Run(
        places=places,
        size=size,
        policy=option(inputs, "policy"),
        rows=rows,
        total_taxable=dollars(result["total_taxable"]),
        total_converted=dollars(result["total_converted"]),
        unrecovered_end=dollars(result["unrecovered_end"]),
        readings=(kept, dropped) if kept is not None and dropped is not None and kept != dropped else None,
    )


def _together(rows: Sequence[Mapping[str, Any]]) -> Place:
    gains = [dollars(row["value"]) - dollars(row["contribution"]) for row in rows]
    taxable = sum((dollars(row["taxable"]) for row in rows), ZERO)
    return Place(
        taxable=taxable,
        covered=sum((gain for gain in gains if gain > 0), ZERO) - taxable,
        loss=-sum((gain for gain in gains if gain < 0), ZERO),
        unrecovered=dollars(rows[-1]["unrecovered"]),
    )


def lay_out(run: Run, letters: Letters) -> Sheet:
    """Headline, both totals, bars around zero with their line, numbers under them, and the legend."""
    pen = Pen(letters)
    top = pen.top(*_headline(run, letters), _breakdown(run, letters))
    keys, rows = _keys(run, letters), _rows(run, letters)
    legend = BOTTOM - pen.keys_height(keys) - (pen.legend_height(rows) + 5 if rows else 0)
    numbers = legend - SMALLEST * LEADING - 12
    up = max(max(place.taxable + place.covered, place.unrecovered if run.carried else ZERO) for place in run.places)
    down = max(place.loss for place in run.places)
    scale = Scale.of(-float(down), float(up), top + 30, numbers - 22)
    left = _axis(pen, scale)
    step = (RIGHT - left) / len(run.places)
    _bars(pen, run, scale, left, step)
    pen.ticks(_ticks(run, letters, left, step), numbers, left)
    pen.keys(keys, legend)
    pen.legend(rows, legend + pen.keys_height(keys) + 5)
    return pen.sheet()


def _headline(run: Run, letters: Letters) -> tuple[str, Colour]:
    """One total, or two where nobody said what the plan does and it matters."""
    if run.policy is None and run.readings is not None:
        kept, dropped = run.readings
        return letters.say("either-taxable", kept=money(kept), dropped=money(dropped)), EARNINGS
    colour = EARNINGS if run.total_taxable else OWN
    return letters.say("total-taxable", taxable=money(run.total_taxable)), colour


def _breakdown(run: Run, letters: Letters) -> str:
    if run.readings is None:
        return letters.say("emptied", count=len(run.rows))
    kept, dropped = run.readings
    return letters.say("two-readings", kept=money(kept), dropped=money(dropped))


def _keys(run: Run, letters: Letters) -> list[tuple[Swatch, str]]:
    """What the colours of bars mean, as far as they occur."""
    found: list[tuple[Swatch, str]] = []
    for name, colour, key in (("taxable", EARNINGS, "taxed"), ("covered", OWN, "covered"), ("loss", LOSS, "loss")):
        if any(getattr(place, name) for place in run.places):
            found.append((partial(Bar, colour=colour), letters.say(key)))
    return found


def _rows(run: Run, letters: Letters) -> list[Row]:
    if not _has_line(run):
        return []
    return [Row(_stroke, letters.say("unrecovered-end"), money(run.unrecovered_end))]


def _has_line(run: Run) -> bool:
    return run.carried and any(place.unrecovered for place in run.places)


def _stroke(box: Box) -> Line:
    middle = (box.top + box.bottom) / 2
    return Line(((box.left, middle), (box.right, middle)), MUTED, 6)


def _axis(pen: Pen, scale: Scale) -> float:
    """Lines across with their dollars at the left; where the bars may begin."""
    names = [(short_money(tick, scale.step), scale.y(tick)) for tick in scale.ticks]
    room = max(pen.letters.width(name, SMALLEST) for name, _ in names)
    for name, y in names:
        pen.put(Line(((LEFT + room + 14, y), (RIGHT, y)), RULE, 2))
        pen.write(name, LEFT + room - pen.letters.width(name, SMALLEST), y - SMALLEST * LEADING / 2, MUTED)
    return LEFT + room + 26


def _bars(pen: Pen, run: Run, scale: Scale, left: float, step: float) -> None:
    wide = min(step * _SHARE, _WIDEST)
    zero = scale.y(0)
    middles = [left + (number + 0.5) * step for number in range(len(run.places))]
    for middle, place in zip(middles, run.places, strict=True):
        edges = middle - wide / 2, middle + wide / 2
        height = 0.0
        for part, colour in ((place.taxable, EARNINGS), (place.covered, OWN)):
            if part:
                taller = height + max(_LEAST, zero - scale.y(float(part)))
                pen.put(Bar(Box(edges[0], zero - taller, edges[1], zero - height), colour, 3))
                height = taller
        if place.loss:
            depth = max(_LEAST, scale.y(-float(place.loss)) - zero)
            pen.put(Bar(Box(edges[0], zero, edges[1], zero + depth), LOSS, 3))
    if not _has_line(run):
        return
    points = [(middle, scale.y(float(place.unrecovered))) for middle, place in zip(middles, run.places, strict=True)]
    for start, end in pairwise(points):
        pen.put(Line((start, end), MUTED, 5))
    if len(points) <= MOST_DOTS:
        pen.put(*(Dot(point, 7, MUTED) for point in points))


def _ticks(run: Run, letters: Letters, left: float, step: float) -> list[Tick]:
    """The first and the last conversion, and how many a bar stands for if not one."""
    last = len(run.places) - 1
    ticks = [Tick(left + 0.5 * step, (letters.say("row", number=1),))]
    if last:
        ticks.append(Tick(left + (last + 0.5) * step, (letters.say("row", number=len(run.rows)),)))
    if run.size > 1:
        ticks.append(Tick((left + RIGHT) / 2, (letters.say("group", size=run.size),)))
    return ticks


def tell(run: Run, say: Teller) -> list[str]:
    """The picture in sentences: totals, both readings, and each conversion as far as there is room."""
    told = [say("alt-series", count=len(run.rows), converted=money(run.total_converted))]
    if run.readings is None or run.policy is not None:
        told.append(say("alt-total", taxable=money(run.total_taxable)))
    if run.readings is not None:
        kept, dropped = run.readings
        told.append(say("alt-readings", kept=money(kept), dropped=money(dropped)))
    if _has_line(run):
        told.append(say("alt-unrecovered-end", unrecovered=money(run.unrecovered_end)))
    each = [
        say(
            "alt-row",
            number=number,
            **{name: money(row[name]) for name in ("contribution", "value", "taxable", "unrecovered")},
        )
        for number, row in enumerate(run.rows, start=1)
    ]
    # a space is counted with each sentence, which English puts between them
    if sum(len(sentence) + 1 for sentence in (*told, *each)) <= MOST:
        return [*told, *each]
    return [*told, say("alt-more")]
