"""The picture of one conversion: a bar of what is moved, and beside it what is not worth anything any more.

Green is own money, amber what is taxed. Basis that was not recovered is hatched and lies outside of the value,
because there is no money behind it. Tax is a bar of its own that starts at zero: it is paid from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bot.charts.colours import EARNINGS, OWN, RULE, TAX
from bot.charts.letters import Letters
from bot.charts.pen import INNER, LEFT, Pen, Row, shares
from bot.charts.reading import dollars, option, rate_of
from bot.charts.sheet import Bar, Box, Hatched, Mark, Sheet
from bot.charts.telling import Teller
from bot.figures import HUNDRED, ZERO, money, percent

NAME: Final = "conversion.png"
_GAP: Final = 4.0  # between parts of the bar
_OUTSIDE: Final = 16.0  # from the end of the value to what lies outside of it
_LEAST: Final = 8.0  # width of the smallest part
_LEAST_HATCHED: Final = 22.0  # that still shows a slanting line
_LEAST_TAX: Final = 6.0
_BAR: Final = (48.0, 96.0)  # lowest and highest
_TAX_BAR: Final = 22.0


@dataclass(frozen=True)
class Moved:
    """What the picture shows, in dollars unless said otherwise.

    Attributes:
        nontaxable: the part that is basis.
        taxable: the part that is income.
        unrecovered: basis that found no money to come out with; 0 where something stays.
        value_left: what stays in the account.
        basis_left: basis that belongs to what stays.
        rate: the asker's rate as a fraction, if it was said.
        tax: the taxable part at that rate.
        boxes: of Form 1099-R, by the names of the result.
        whole_plan: whether the whole plan is prorated, and not the sub-account alone.
    """

    nontaxable: Decimal
    taxable: Decimal
    unrecovered: Decimal
    value_left: Decimal
    basis_left: Decimal
    rate: Decimal | None
    tax: Decimal | None
    boxes: Mapping[str, str]
    whole_plan: bool

    @property
    def amount(self) -> Decimal:
        """What is moved."""
        return self.nontaxable + self.taxable


def read(inputs: Mapping[str, Any], result: Mapping[str, Any]) -> Moved | None:
    """What there is to show; None where nothing is moved and nothing is left over."""
    tax = result.get("tax_at_rate")
    form = result["form_1099r"]
    moved = Moved(
        nontaxable=dollars(result["nontaxable"]),
        taxable=dollars(result["taxable"]),
        unrecovered=dollars(result["unrecovered_if_emptied"] or ZERO),
        value_left=dollars(result["value_left"]),
        basis_left=dollars(result["basis_left"]),
        rate=rate_of(inputs) if tax is not None else None,
        tax=None if tax is None else dollars(tax),
        boxes={name: money(form[name]) for name in ("box1", "box2a", "box5")} | {"box7": form["box7"]},
        whole_plan=option(inputs, "contract") == "whole_plan",
    )
    return moved if moved.amount or moved.unrecovered else None


def lay_out(moved: Moved, letters: Letters) -> Sheet:
    """Headline, breakdown, bar, tax, legend, and the boxes of Form 1099-R along the bottom."""
    pen, say = Pen(letters), letters.say
    answer = moved.taxable if moved.tax is None else moved.tax
    top = pen.top(_headline(moved, letters), EARNINGS if answer else OWN, _breakdown(moved, letters))
    rows = _rows(moved, letters)
    bottom = pen.strip_top() - 14
    taxed = _TAX_BAR + 10 if moved.tax else 0
    room = bottom - top - pen.legend_height(rows) - taxed
    height = max(_BAR[0], min(_BAR[1], room - 48))
    air = max(8.0, (room - height) * 0.42)
    pen.put(*_bar(moved, Box(LEFT, top + air, LEFT + INNER, top + air + height)))
    if moved.tax:
        start = top + air + height + 10
        pen.put(Bar(Box(LEFT, start, LEFT + _tax_width(moved), start + _TAX_BAR), TAX))
    pen.legend(rows, top + 2 * air + height + taxed)
    names = ("box1", "box2a", "box5", "box7")
    first, *others = ("1", "2a", "5", "7")
    titles = [say("box-first", box=first), *(say("box", box=name) for name in others)]
    pen.strip([(title, moved.boxes[name]) for title, name in zip(titles, names, strict=True)])
    return pen.sheet()


def _headline(moved: Moved, letters: Letters) -> str:
    if moved.tax is None:
        return letters.say("taxable-now", taxable=money(moved.taxable))
    return letters.say("tax-now" if moved.taxable else "no-tax-now", tax=money(moved.tax))


def _breakdown(moved: Moved, letters: Letters) -> str:
    if not moved.amount:
        return letters.say("nothing-to-move")
    figures = {name: money(getattr(moved, name)) for name in ("amount", "nontaxable", "taxable")}
    if moved.taxable:
        return letters.say("moved", **figures)
    return letters.say("moved-untaxed", amount=figures["amount"])


def _rows(moved: Moved, letters: Letters) -> list[Row]:
    say = letters.say
    rows = []
    if moved.nontaxable:
        rows.append(Row(lambda box: Bar(box, OWN), say("own"), money(moved.nontaxable)))
    if moved.taxable:
        rows.append(Row(lambda box: Bar(box, EARNINGS), say("earnings"), money(moved.taxable)))
    if moved.value_left:
        rows.append(
            Row(
                lambda box: Bar(box, RULE),
                say("stays-in-plan" if moved.whole_plan else "stays"),
                money(moved.value_left),
            )
        )
    if moved.unrecovered:
        rows += [
            Row(Hatched, say("unrecovered"), money(moved.unrecovered)),
            Row(None, say("unrecovered-note")),
        ]
    if moved.tax and moved.rate is not None:
        rows.append(Row(lambda box: Bar(box, TAX), say("tax", rate=percent(moved.rate * HUNDRED)), money(moved.tax)))
    return rows


def _bar(moved: Moved, box: Box) -> list[Mark]:
    """The parts from left to right; what stays is grey, and the hatched part begins where the value ends."""
    parts = [
        (part, least, make)
        for part, least, make in (
            (moved.nontaxable, _LEAST, lambda at: Bar(at, OWN)),
            (moved.taxable, _LEAST, lambda at: Bar(at, EARNINGS)),
            (moved.value_left, _LEAST, lambda at: Bar(at, RULE)),
            (moved.unrecovered, _LEAST_HATCHED, Hatched),
        )
        if part
    ]
    gaps = [_OUTSIDE if make is Hatched else _GAP for _, _, make in parts[1:]]
    widths = shares([float(part) for part, _, _ in parts], box.width - sum(gaps), [least for _, least, _ in parts])
    marks: list[Mark] = []
    left = box.left
    for (_, _, make), wide, gap in zip(parts, widths, [*gaps, 0.0], strict=True):
        marks.append(make(Box(left, box.top, left + wide, box.bottom)))
        left += wide + gap
    return marks


def _tax_width(moved: Moved) -> float:
    whole = moved.amount + moved.value_left + moved.unrecovered
    return max(_LEAST_TAX, INNER * float((moved.tax or ZERO) / whole))


def tell(moved: Moved, say: Teller) -> list[str]:
    """The picture in sentences, with every figure that it shows."""
    figures = {name: money(getattr(moved, name)) for name in ("amount", "nontaxable", "taxable")}
    told = [say("alt-moved", **figures)]
    if moved.unrecovered:
        told.append(say("alt-unrecovered", unrecovered=money(moved.unrecovered)))
    if moved.value_left:
        key = "alt-stays-in-plan" if moved.whole_plan else "alt-stays"
        told.append(say(key, value=money(moved.value_left), basis=money(moved.basis_left)))
    if moved.tax is not None and moved.rate is not None:
        key = "alt-tax" if moved.taxable else "alt-no-tax"
        told.append(say(key, rate=percent(moved.rate * HUNDRED), tax=money(moved.tax)))
    return [*told, say("alt-form", **moved.boxes)]
