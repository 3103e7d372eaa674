"""The picture of converting now or later: the tax of a later conversion against its value, and what today costs.

The tax is ``rate × max(0, value − basis)``: flat up to the basis, then rising. Today is a flat line through a dot;
the distance between the two, shaded, is what waiting costs or saves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bot.charts.colours import EARNINGS, OWN, RULE, SAVING, SHADE, TEXT, Colour
from bot.charts.letters import LEADING, SMALLEST, Letters
from bot.charts.pen import BOTTOM, LEFT, RIGHT, Pen, Row, Tick
from bot.charts.reading import dollars, dollars_in, rate_of
from bot.charts.sheet import Area, Bar, Box, Dot, Line, Point, Sheet
from bot.charts.telling import Teller
from bot.figures import HUNDRED, money, percent

NAME: Final = "now-or-later.png"
_BESIDE: Final = 0.14  # of the span of values, shown on either side of it
_FLATTEST: Final = 0.04  # of the basis, the span that is shown at least
_ABOVE: Final = 1.18  # of the highest tax, the height that is shown
_DOT: Final = 11.0
_SMALL_DOT: Final = 7.0


@dataclass(frozen=True)
class Waiting:
    """What the picture shows, in dollars unless said otherwise.

    Attributes:
        basis: unrecovered after-tax contributions.
        now: the value today.
        later: the values at a later conversion, one or as many as there are outcomes.
        rate: the asker's rate as a fraction.
        tax_now: of a conversion today.
        tax_later: of a later one; by the probabilities, where there are several.
        costs: tax later less tax now; negative where waiting saves.
    """

    basis: Decimal
    now: Decimal
    later: tuple[Decimal, ...]
    rate: Decimal
    tax_now: Decimal
    tax_later: Decimal
    costs: Decimal

    @property
    def free(self) -> bool:
        """Whether a conversion today costs nothing, so that waiting can only add tax."""
        return self.now <= self.basis

    def tax(self, value: float) -> float:
        """The tax at some value, in dollars, only to draw it."""
        return float(self.rate) * max(0.0, value - float(self.basis))


def read(inputs: Mapping[str, Any], result: Mapping[str, Any]) -> Waiting | None:
    """What there is to show; None where no value would be taxed."""
    basis, now, rate = dollars_in(inputs, "basis"), dollars_in(inputs, "value_now"), rate_of(inputs)
    later = dollars_in(inputs, "value_later")
    values = [outcome["value"] for outcome in result.get("outcomes") or ()] if later is None else [later]
    tax_later = result["expected_tax_if_wait" if later is None else "tax_if_wait"]
    if basis is None or now is None or not rate or not values or tax_later is None:
        return None
    shown = Waiting(
        basis=basis,
        now=now,
        later=tuple(sorted({dollars(value) for value in values})),
        rate=rate,
        tax_now=dollars(result["tax_now"]),
        tax_later=dollars(tax_later),
        costs=dollars(result["wait_costs"]),
    )
    return shown if shown.basis or shown.now or any(shown.later) else None


@dataclass(frozen=True)
class _Plot:
    """From dollars of value and of tax to pixels."""

    box: Box
    lowest: float
    highest: float
    most: float

    def x(self, value: float) -> float:
        return self.box.left + (value - self.lowest) / (self.highest - self.lowest) * self.box.width

    def at(self, value: float, tax: float) -> Point:
        return self.x(value), self.box.bottom - tax / self.most * (self.box.bottom - self.box.top)


def lay_out(shown: Waiting, letters: Letters) -> Sheet:
    """Headline, breakdown, the two lines with their dots, the values under them, and the legend."""
    pen = Pen(letters)
    headline, colour, breakdown = _top(shown, letters)
    top = pen.top(headline, colour, breakdown)
    rows = _rows(shown, letters)
    legend = BOTTOM - pen.legend_height(rows)
    ticks = legend - 2 * SMALLEST * LEADING - 8
    plot = _plot(shown, Box(LEFT, top + 16, RIGHT, ticks - 16))
    _draw(pen, shown, plot)
    pen.ticks(_ticks(shown, plot, letters), ticks)
    pen.legend(rows, legend)
    return pen.sheet()


def _top(shown: Waiting, letters: Letters) -> tuple[str, Colour, str]:
    say = letters.say
    if shown.free:
        return say("today-free", tax=money(shown.tax_now)), OWN, say("only-more")
    formula = say("formula", rate=percent(shown.rate * HUNDRED))
    if not shown.costs:
        return say("waiting-same"), TEXT, formula
    amount = money(abs(shown.costs))
    if shown.costs > 0:
        return say("waiting-costs", amount=amount), EARNINGS, formula
    return say("waiting-saves", amount=amount), OWN, formula


def _rows(shown: Waiting, letters: Letters) -> list[Row]:
    say = letters.say
    rows = [
        Row(lambda box: _stroke(box, OWN), say("tax-today"), money(shown.tax_now)),
        Row(
            lambda box: _stroke(box, EARNINGS),
            say("tax-later" if len(shown.later) == 1 else "tax-expected"),
            money(shown.tax_later),
        ),
    ]
    if shown.costs:
        shade, key = (SHADE, "extra") if shown.costs > 0 else (SAVING, "saved")
        rows.append(Row(lambda box: Bar(box, shade), say(key), money(abs(shown.costs))))
    return rows


def _stroke(box: Box, colour: Colour) -> Line:
    middle = (box.top + box.bottom) / 2
    return Line(((box.left, middle), (box.right, middle)), colour, 7)


def _plot(shown: Waiting, box: Box) -> _Plot:
    """Room for the basis, today and later, and for the bend to be seen as one."""
    values = [float(value) for value in (shown.basis, shown.now, *shown.later)]
    span = max(max(values) - min(values), _FLATTEST * max(values))
    lowest = max(0.0, min(values) - _BESIDE * span)
    highest = max(values) + _BESIDE * span
    return _Plot(box, lowest, highest, shown.tax(highest) * _ABOVE)


def _draw(pen: Pen, shown: Waiting, plot: _Plot) -> None:
    now, basis, today = float(shown.now), float(shown.basis), float(shown.tax_now)
    later = [float(value) for value in shown.later]
    floor = plot.box.bottom
    pen.put(Line(((plot.box.left, floor), (plot.box.right, floor)), RULE, 2))
    for value in (basis, now, *later):
        x, y = plot.at(value, shown.tax(value))
        pen.put(Line(((x, floor + 10), (x, y)), RULE, 2))
    _shade(pen, shown, plot)
    pen.put(Line((plot.at(plot.lowest, today), plot.at(plot.highest, today)), OWN, 6, dashed=True))
    bend = max(basis, plot.lowest)
    rising = plot.at(plot.lowest, shown.tax(plot.lowest)), plot.at(bend, shown.tax(bend))
    pen.put(Line((*rising, plot.at(plot.highest, shown.tax(plot.highest))), EARNINGS, 7))
    pen.put(
        *(Dot(plot.at(value, shown.tax(value)), _DOT if len(later) == 1 else _SMALL_DOT, EARNINGS) for value in later)
    )
    pen.put(Dot(plot.at(now, today), _DOT, OWN))


def _shade(pen: Pen, shown: Waiting, plot: _Plot) -> None:
    """What waiting costs or saves: from today's line to the tax at the later value, or to what is expected."""
    if not shown.costs:
        return
    colour, ink = (SHADE, EARNINGS) if shown.costs > 0 else (SAVING, OWN)
    today, expected = float(shown.tax_now), float(shown.tax_later)
    if len(shown.later) > 1:
        level = plot.at(plot.lowest, expected), plot.at(plot.highest, expected)
        pen.put(Area((*level, plot.at(plot.highest, today), plot.at(plot.lowest, today)), colour))
        pen.put(Line(level, EARNINGS, 4, dashed=True))
        return
    now, later, basis = float(shown.now), float(shown.later[0]), float(shown.basis)
    start, end = sorted((now, later))
    edge = [plot.at(value, shown.tax(value)) for value in (start, min(max(basis, start), end), end)]
    pen.put(Area((*edge, plot.at(end, today), plot.at(start, today)), colour))
    pen.put(Line((plot.at(later, today), plot.at(later, shown.tax(later))), ink, 5))


def _ticks(shown: Waiting, plot: _Plot, letters: Letters) -> list[Tick]:
    """Names with their values; several outcomes have the lowest and the highest alone, and one place has one label."""
    names: dict[Decimal, list[str]] = {}
    named = [(shown.basis, "at-basis"), (shown.now, "at-today")]
    named += [(value, "at-later") for value in dict.fromkeys((shown.later[0], shown.later[-1]))]
    for value, key in named:
        names.setdefault(value, []).append(letters.say(key))
    return [Tick(plot.x(float(value)), (" · ".join(said), money(value))) for value, said in names.items()]


def tell(shown: Waiting, say: Teller) -> list[str]:
    """The picture in sentences, with every figure that it shows."""
    rate = percent(shown.rate * HUNDRED)
    today = say("alt-waiting", basis=money(shown.basis), rate=rate, value=money(shown.now), tax=money(shown.tax_now))
    told = [today, say("alt-only-more")] if shown.free else [today]
    if len(shown.later) == 1:
        told.append(say("alt-later", value=money(shown.later[0]), tax=money(shown.tax_later)))
    else:
        told.append(
            say("alt-chances", low=money(shown.later[0]), high=money(shown.later[-1]), tax=money(shown.tax_later))
        )
    if shown.costs > 0:
        told.append(say("alt-costs", amount=money(shown.costs)))
    elif shown.costs < 0:
        told.append(say("alt-saves", amount=money(-shown.costs)))
    return told
