"""Word the result of a calculation: labelled lines with working and sources, readings beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from bot.citing import Numbering
from bot.figures import HUNDRED, ZERO, money, percent
from bot.language import Language
from bot.reply import Calculation, Line, Scenario
from bot.wordbook import Wordbook
from calc.conversion import Conversion
from calc.model import Authority, Reading, Result, Step
from calc.series import Series

Row = Callable[..., Line]


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Inputs as JSON carries them: decimals as text, the rest as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


class Wording:
    """Words results in one language, numbering their authorities with the rest of the card."""

    def __init__(self, words: Wordbook, language: Language, numbering: Numbering) -> None:
        self._words = words
        self._language = language
        self._numbering = numbering

    def calculation(self, function: str, inputs: Mapping[str, Any], result: Result) -> Calculation:
        """The view of a result.

        Raises:
            TypeError: a kind of result that has no wording yet.
        """
        if isinstance(result, Conversion):
            headline, lines, assumed = self._conversion(inputs, result)
        elif isinstance(result, Series):
            headline, lines, assumed = self._series(result)
        else:
            raise TypeError(f"no wording for {type(result).__name__}")
        dumped = result.to_json()
        return Calculation(
            function=function,
            headline=headline,
            lines=lines,
            scenarios=self._scenarios(result.readings),
            assumptions=self._say("assumptions", list=self._join(assumed)),
            inputs=plain(inputs),
            result=dumped,
            readings=dumped["readings"],
            hint=self._hint(result),
        )

    def _hint(self, result: Result) -> str:
        """Where something is taxed and no rate was said, how to see the tax."""
        wanted = isinstance(result, Conversion) and result.taxable and result.tax_at_rate is None
        return self._say("rate-hint") if wanted else ""

    def _say(self, key: str, **values: object) -> str:
        return self._words(f"calc.{key}", self._language, **values)

    def _join(self, parts: Iterable[str]) -> str:
        return (", " if self._language is Language.EN else "、").join(parts)

    def _marks(self, authorities: Iterable[Authority]) -> tuple[int, ...]:
        return self._numbering.marks((a.src, a.at) for a in authorities)

    def _line(self, key: str, value: Decimal, step: Step | None = None) -> Line:
        working = _readable(step.expression) if step and not _bare(step.expression) else ""
        marks = self._marks(step.authorities) if step else ()
        return Line(key=key, label=self._say(key), value=money(value), working=working, marks=marks)

    def _conversion(self, inputs: Mapping[str, Any], result: Conversion) -> tuple[str, tuple[Line, ...], list[str]]:
        steps: dict[str, Step] = {step.key: step for step in result.steps}
        whole_plan = inputs.get("contract") == "whole_plan"
        basis = Decimal(inputs["plan_aftertax_basis" if whole_plan else "basis"])
        value = Decimal(inputs["plan_value" if whole_plan else "value"])
        everything = result.unrecovered_if_emptied is not None
        lines = [self._line("basis", basis), self._line("value", value)]
        if not everything:
            lines.append(self._line("amount", result.nontaxable + result.taxable))
        lines.append(self._line("taxable", result.taxable, steps["taxable"]))
        if everything and result.basis_left:
            lines.append(self._line("unrecovered", result.basis_left, steps["unrecovered"]))
            lines.append(self._line("deductible_loss", result.deductible_loss, steps.get("deductible_loss")))
        elif everything:
            lines.append(self._line("nontaxable", result.nontaxable, steps["nontaxable"]))
        else:
            lines.append(self._line("nontaxable", result.nontaxable, steps["nontaxable"]))
            lines += [self._line(key, getattr(result, key), steps[key]) for key in ("basis_left", "value_left")]
        lines += self._forms(result, steps)
        if result.tax_at_rate is not None:
            rate = percent(Decimal(inputs["rate"]) * HUNDRED)
            label = self._say("tax_at_rate", rate=rate)
            working = _readable(steps["tax_at_rate"].expression)
            marks = self._marks(steps["tax_at_rate"].authorities)
            lines.append(
                Line(key="tax_at_rate", label=label, value=money(result.tax_at_rate), working=working, marks=marks)
            )
        assumed = [
            self._say("assumed-all" if everything else "assumed-part"),
            self._say(f"to-{inputs.get('to', 'roth401k')}"),
            self._say("assumed-whole" if whole_plan else "assumed-separate"),
        ]
        return self._headline(result, everything=everything), tuple(lines), assumed

    def _headline(self, result: Conversion, *, everything: bool) -> str:
        taxable, free = money(result.taxable), money(result.nontaxable)
        if everything and result.basis_left:
            return self._say("headline-zero-loss", taxable=taxable, unrecovered=money(result.basis_left))
        if not result.taxable:
            return self._say("headline-zero", taxable=taxable)
        return self._say("headline-taxable", taxable=taxable, nontaxable=free)

    def _forms(self, result: Conversion, steps: Mapping[str, Step]) -> list[Line]:
        boxes = result.form_1099r
        form = {"box1": money(boxes.box1), "box2a": money(boxes.box2a), "box5": money(boxes.box5), "box7": boxes.box7}
        lines = {"line5a": money(result.form_1040.line5a), "line5b": money(result.form_1040.line5b)}
        return [
            Line(
                key="form_1099r",
                label=self._say("form_1099r"),
                value=self._say("form_1099r-value", **form),
                marks=self._marks(steps["box5"].authorities),
            ),
            Line(
                key="form_1040",
                label=self._say("form_1040"),
                value=self._say("form_1040-value", **lines),
                marks=self._marks(steps["line5b"].authorities),
            ),
        ]

    def _series(self, result: Series) -> tuple[str, tuple[Line, ...], list[str]]:
        rows = [
            Line(
                key="row",
                label=self._say("row", number=number),
                value=self._say(
                    "row-value",
                    contribution=money(row.contribution),
                    value=money(row.value),
                    taxable=money(row.taxable),
                    unrecovered=money(row.unrecovered),
                ),
            )
            for number, row in enumerate(result.rows, start=1)
        ]
        steps = {step.key: step for step in result.steps}
        totals = [
            self._line(key, getattr(result, key), steps.get(key))
            for key in ("total_converted", "total_taxable", "unrecovered_end")
        ]
        headline = self._say(
            "headline-series",
            count=len(result.rows),
            taxable=money(result.total_taxable),
            unrecovered=money(result.unrecovered_end),
        )
        return headline, (*rows, *totals), [self._say("assumed-all"), self._say("assumed-separate")]

    def _scenarios(self, readings: tuple[Reading, ...]) -> tuple[Scenario, ...]:
        """The readings beside each other, with the figures in which they differ."""
        most_kept = max((reading.figures.basis_left for reading in readings), default=ZERO)
        differ = len({reading.figures.total_taxable for reading in readings}) > 1
        return tuple(self._scenario(reading, most_kept, taxed_differently=differ) for reading in readings)

    def _scenario(self, reading: Reading, most_kept: Decimal, *, taxed_differently: bool) -> Scenario:
        figures = reading.figures
        keeps = reading.id == "plan_keeps_basis"
        amount = figures.basis_left if keeps else most_kept - figures.basis_left
        lines = [Line(key="box5", label=self._say("box5-line"), value=money(figures.box5))]
        if taxed_differently:
            taxed = Line(key="total_taxable", label=self._say("total_taxable"), value=money(figures.total_taxable))
            lines.insert(0, taxed)
        return Scenario(
            key=reading.id,
            title=self._say(f"scenario-{reading.id}"),
            text=self._say("keeps-line" if keeps else "drops-line", amount=money(amount)),
            marks=self._marks(reading.authorities),
            lines=tuple(lines),
        )


def _bare(expression: str) -> bool:
    """Whether the expression is just a figure, which the value already shows."""
    return not any(sign in expression for sign in "(+-*/,")


def _readable(expression: str) -> str:
    """``9500.00 - 9500.00`` as people write it: ``9,500 − 9,500``."""
    parts = [_amount(part) for part in expression.replace("(", "( ").replace(")", " )").replace(",", " ,").split()]
    joined = " ".join(parts).replace("( ", "(").replace(" )", ")").replace(" ,", ",")
    return joined.replace(" - ", " − ").replace(" * ", " × ").replace(" / ", " ÷ ")


def _amount(part: str) -> str:
    try:
        return (
            money(part).removeprefix("$")
            if part.replace(".", "").isdigit() and "." in part and len(part.split(".")[1]) == 2
            else part
        )
    except ArithmeticError:
        return part
