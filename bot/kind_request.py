"""From what was written for a kind of ``/calc`` to the inputs of its calculation, or to what must be asked first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.figures import HUNDRED, money, percent
from bot.kinds import CalcKind
from bot.language import Language
from bot.wordbook import Wordbook
from calc.converted import read_conversions
from calc.federal import Household, federal_marginal_rate
from calc.functions import FUNCTIONS, run
from calc.labelled import LabelQuestion, LabelValue, read_labelled
from calc.labels import kinds as kinds_of_fields
from calc.pasted_rows import read_table
from calc.typed import read_typed

Value = LabelValue | list[list[str]]  # rows are lists of what stands in them
INCOME = ("status", "wages", "state", "year")  # what may stand in for a rate
QUOTED = 60  # characters of what was written that are repeated
PROBE = Decimal(1000)  # dollars of conversion income at which a state's rate must hold
_FIGURES = frozenset({"dollars", "rate", "date"})  # kinds of inputs that are no mere circumstance, as age and state are
_CELL = re.compile(r"\$?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[kK千万萬])?", re.ASCII)
_SUM = re.compile(rf"{_CELL.pattern}(?:刀|美元|美金)?", re.ASCII)
_CLAUSE = re.compile(r"[，;；\n]|,(?!\d{3})")
_BETWEEN_CELLS = re.compile(r"[\s,，、|:：年]*")
_THIS_YEAR = re.compile(r"今年|本年度?|[当當]年|this year|the current year|current year", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class KindRequest:
    """Inputs of a calculation, or what is still open.

    Attributes:
        inputs: by name; None while something is open.
        missing: inputs to be asked for, by name, in the order in which they are asked for.
        asks: the same in words, and what was unclear.
        read: what was read, to be shown with any result.
        begun: whether any figure of the calculation was said at all.
        function: the calculation that takes the inputs, where there are any.
    """

    inputs: dict[str, Any] | None
    missing: tuple[str, ...]
    asks: tuple[str, ...]
    read: str | None
    begun: bool = True
    function: str | None = None


@dataclass(frozen=True)
class Said:
    """What a text says for a kind.

    Attributes:
        values: what was read, by input.
        shown: the same as people write it, as far as it is read back as the same where it is typed into a field.
        unclear: inputs that were spoken of and not read.
    """

    values: Mapping[str, LabelValue]
    shown: dict[str, str]
    unclear: tuple[str, ...]


def label(words: Wordbook, kind: CalcKind, field: str, language: Language) -> str:
    """What an input is called; in this kind, where it is called otherwise there."""
    own = f"field.{kind.name}-{field}"
    return words(own if own in words else f"field.{field}", language)


def is_readable(field: str, typed: str) -> bool:
    """Whether what was typed for an input alone can be read."""
    return _written(field, typed) is not None


class KindReader:
    """Reads what was written for a kind, on a day, in a language."""

    def __init__(self, words: Wordbook, language: Language, today: date) -> None:
        self._words = words
        self._language = language
        self._today = today

    def read(self, kind: CalcKind, text: str, typed: Mapping[str, str], first: Sequence[str] = ()) -> KindRequest:
        """The inputs in a text and in the fields of a form.

        Args:
            kind: what is computed.
            text: figures with their names, or the rows of a table.
            typed: what stands in the fields of a form, by input; it goes before what the text says of them.
            first: inputs that are asked for beside those that are needed, once nothing else is missing.

        Raises:
            CalcError: a pasted table or a rate that is looked up is refused.
        """
        return self._table(kind, typed.get("rows", text)) if kind.table else self._labelled(kind, text, typed, first)

    def said(self, kind: CalcKind, text: str) -> Said:
        """What a text says, input by input."""
        found, questions, _ = self._found(kind, text)
        values = {name: value for name, value in found.items() if not isinstance(value, list)}
        shown = {name: self.shown(name, value) for name, value in values.items()}
        typed = {name: told for name, told in shown.items() if read_typed(name, told) == values[name]}
        unclear = tuple(dict.fromkeys(question.field for question in questions if question.field))
        return Said(values, typed, unclear)

    def alone(self, kind: CalcKind, text: str) -> dict[str, str]:
        """The sum that the kind is about, where a clause is only a sum without a name and all others say an input."""
        sums = [clause for clause in _CLAUSE.split(text) if _SUM.fullmatch(clause.strip())]
        if not kind.subject or len(sums) != 1:
            return {}
        rest = [clause for clause in _CLAUSE.split(text) if clause.strip() and clause != sums[0]]
        said = [self.said(kind, clause).values for clause in rest]
        named = any(kind.subject in values for values in said)
        return {} if named or not all(said) else {kind.subject: sums[0].strip()}

    def label(self, kind: CalcKind, field: str) -> str:
        """What an input is called."""
        return label(self._words, kind, field, self._language)

    def _found(self, kind: CalcKind, text: str) -> tuple[dict[str, Value], list[LabelQuestion], list[str]]:
        """What a text says, in the order of the kind's inputs; what is unclear in it; figures it has no use for."""
        rows, text = read_conversions(text) if "conversions" in kind.fields else (None, text)
        found = read_labelled(text, kind.fields, today=self._today)
        values: dict[str, Value] = dict(found.values)
        if rows is not None:
            values["conversions"] = [[year, _dollars(taxed), _dollars(rest)] for year, taxed, rest in rows]
        questions = list(found.questions)
        if any(question.code == "list" for question in questions):  # the year is one of theirs
            questions = [question for question in questions if question.field != "year"]
        asked = {question.start for question in questions if question.end}
        settled = values.keys() | {question.field for question in questions if question.field}
        idle = [one for one in found.claims if not one.used and one.start not in asked and one.field not in settled]
        unused = [text[one.start : one.end].strip() for one in idle]
        if "year" in kind.fields:  # it is the year that is computed for anyway
            computed = str(values.get("year", self._today.year))
            unused = [one for one in unused if not _THIS_YEAR.fullmatch(one) and one.rstrip(" 年度") != computed]
        return {name: values[name] for name in kind.fields if name in values}, questions, unused

    def _table(self, kind: CalcKind, text: str) -> KindRequest:
        if not text.strip():
            return KindRequest(None, ("rows",), (self._say("ask-rows"),), None)
        pasted = read_table(text)
        rows = [row.model_dump(mode="json", exclude_none=True) for row in pasted.rows]
        said = [self._say("rows-read", count=len(rows))]
        if pasted.skipped:
            said.append(self._say("rows-skipped", lines=self._language.join(map(str, pasted.skipped))))
        if pasted.newest_first:
            said.append(self._say("rows-turned"))
        return KindRequest({"rows": rows}, (), (), " · ".join(said), function=kind.function)

    def _labelled(self, kind: CalcKind, text: str, typed: Mapping[str, str], first: Sequence[str]) -> KindRequest:
        found, questions, unused = self._found(kind, text)
        written = {name: _written(name, said) for name, said in typed.items() if said.strip()}
        values: dict[str, Value] = {**found, **{name: value for name, value in written.items() if value is not None}}
        shown = [*self._echo(kind, values), *self._assume(kind, values)]
        questions = [question for question in questions if not _answered(question, written)]
        unread = [name for name, value in written.items() if value is None]
        unclear = dict.fromkeys([*(question.field for question in questions if question.field), *unread])
        missing = kind.lacking([*values, *unclear]) or tuple(
            name for name in _hanging(kind, values) if name not in unclear
        )
        missing = missing or tuple(name for name in first if name not in values and name not in unclear)
        asks = (
            *(self._question(kind, question, text) for question in questions),
            *(self._say("ask-unread", field=self.label(kind, name), read=_quoted(typed[name])) for name in unread),
            *self._ask(kind, missing, values),
        )
        if not asks:
            shown += self._taken_as(kind, values)
        if unused:
            shown.append(self._say("unused", figures=self._language.join(unused)))
        read = " · ".join(shown) or None
        if asks:
            return KindRequest(None, (*unclear, *missing), asks, read, _begun(kind, values))
        return KindRequest(self._inputs(kind, values), (), (), read, function=_function(kind, values))

    def _taken_as(self, kind: CalcKind, values: Mapping[str, Value]) -> list[str]:
        """What an input that nobody spoke of is taken for, in words."""
        fields = FUNCTIONS[kind.function].inputs.model_fields
        passed = {"total_cash"} if values.get("rolled") else set()  # what is rolled over is not kept in cash
        silent = [
            name
            for name in kind.fields
            if name not in values and name not in {*kind.summed, *passed} and name in fields
        ]
        told = []
        for name in silent:
            default = fields[name].default
            if name == "amount" or default == ():
                worded = self._words("field.all" if name == "amount" else "field.none", self._language)
            elif isinstance(default, bool | Decimal | str):
                worded = self.shown(name, default)
            else:
                continue
            told.append(self.named(kind, name, worded))
        if kind.instead and kind.instead[0] not in values:
            told.append(self.named(kind, kind.instead[0], "0"))
        return [self._say("taken-as", figures=self._language.join(told))] if told else []

    def _ask(self, kind: CalcKind, missing: Sequence[str], values: Mapping[str, Value]) -> Iterator[str]:
        """Ask for what is missing; where an income may stand in for the rate, that is said."""
        if missing and set(missing) <= set(kind.summed):
            whole, placed = _sums(kind, values)
            places = self._language.join(self.label(kind, name) for name in kind.summed)
            yield self._say("ask-places", places=places, whole=money(whole), placed=money(placed))
        elif missing:
            yield self._say("ask", field=self._language.join(self.label(kind, name) for name in missing))
        if kind.by_income and "rate" in missing:
            yield self._say("ask-income")

    def _assume(self, kind: CalcKind, values: dict[str, Value]) -> list[str]:
        """Fill in this year and the rate that follows from an income; what was filled in, in words."""
        said = []
        if kind.dated and "year" not in values:
            values["year"] = self._today.year
        if kind.by_income and "rate" not in values and {"status", "wages"} <= values.keys():
            said.append(self._rate_from_income(values))
        return said

    def _rate_from_income(self, values: dict[str, Value]) -> str:
        year = values.get("year", self._today.year)
        household = {"year": year, "status": values["status"], "wages": values["wages"]}
        rate = federal_marginal_rate(Household.read(household)).total
        parts = [self._say("rate-federal", rate=percent(rate * HUNDRED))]
        if "state" in values:
            asked = {**household, "state": values["state"], "taxable_conversion": PROBE}
            state = Decimal(run("state_addon", asked).to_json()["rate"])
            parts.append(self._say("rate-state", rate=percent(state * HUNDRED)))
            rate += state
        values["rate"] = rate
        return self._say("rate-estimated", parts=self._language.join(parts), rate=percent(rate * HUNDRED))

    def _inputs(self, kind: CalcKind, values: Mapping[str, Value]) -> dict[str, Any]:
        passed = {kind.instead[0]} if kind.instead and not values.get(kind.instead[0]) else set()
        inputs: dict[str, Any] = {
            name: value
            for name, value in values.items()
            if name not in passed and not (kind.by_income and name in INCOME)
        }
        if "frequency" in inputs:
            inputs["today"] = self._today.isoformat()
        return inputs

    def _echo(self, kind: CalcKind, values: Mapping[str, Value]) -> Iterator[str]:
        for name in kind.fields:
            value = values.get(name)
            if value is not None and not isinstance(value, list):
                yield self.named(kind, name, self.shown(name, value))
            elif isinstance(value, list) and name == "conversions":
                rows = [f"{year} {money(taxed)} + {money(rest)}" for year, taxed, rest in value]
                yield self.named(kind, name, self._language.join(rows) or self._words("field.none", self._language))

    def named(self, kind: CalcKind, name: str, worded: str) -> str:
        """An input with its value in words."""
        label = self.label(kind, name)
        return f"{label}{'' if label.endswith('）') else ' '}{worded}"

    def shown(self, name: str, value: LabelValue) -> str:
        """A value as people write it."""
        if isinstance(value, bool):
            return self._words("field.yes" if value else "field.no", self._language)
        kind = kinds_of_fields()[name]
        if isinstance(value, Decimal):
            return percent(value * HUNDRED) if kind == "rate" else money(value) if kind == "dollars" else f"{value:f}"
        worded = f"field.{name}-{value}"
        return self._words(worded, self._language) if worded in self._words else str(value)

    def _question(self, kind: CalcKind, question: LabelQuestion, text: str) -> str:
        read = _quoted(text[question.start : question.end])
        if question.code == "negative" and question.field:
            own = f"kind.ask-negative-{question.field}"
            if own in self._words:
                return self._words(own, self._language, read=f"-{read}")
        if question.field is None:
            return self._say("ask-unclaimed", read=read)
        shown = self._language.join(self.shown(question.field, value) for value in question.candidates)
        label = self.label(kind, question.field)
        return self._say(f"ask-{question.code}", field=label, read=read, candidates=shown)

    def _say(self, key: str, **values: object) -> str:
        return self._words(f"kind.{key}", self._language, **values)


def _function(kind: CalcKind, values: dict[str, Value]) -> str:
    """The calculation; another one where an input says so, which the usual one does not take."""
    if kind.instead is None or kind.instead[0] not in values:
        return kind.function
    name, instead = kind.instead
    return instead if values[name] else kind.function


def _sums(kind: CalcKind, values: Mapping[str, Value]) -> tuple[Decimal, Decimal]:
    """What there is, and what of it was said to go somewhere."""
    whole, placed = (
        sum((value for name in names if isinstance(value := values.get(name), Decimal)), Decimal(0))
        for names in (kind.needed, kind.summed)
    )
    return whole, placed


def _hanging(kind: CalcKind, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Inputs that hang on what was said: where the rest goes, and whether cash was all there was."""
    if kind.summed:
        whole, placed = _sums(kind, values)
        if whole == placed:
            return ()
        return tuple(name for name in kind.summed if name not in values) or kind.summed
    paid_out = values.get("direct") is False and "whole" in kind.fields
    part = values.get("amount") not in {None, values.get("value")} if paid_out else False
    return ("whole",) if part and "whole" not in values else ()


def _dollars(written: str) -> str:
    return str(read_typed("amount", written))


def _quoted(text: str) -> str:
    """What somebody wrote, on one line and not too long to be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"


def _begun(kind: CalcKind, said: Iterable[str]) -> bool:
    """Whether any figure is among what was said: a sum, or a rate or day that the calculation needs."""
    what = kinds_of_fields()
    return any(what[name] == "dollars" or (name in kind.needed and what[name] in _FIGURES) for name in said)


def _answered(question: LabelQuestion, written: Mapping[str, Value | None]) -> bool:
    """Whether a field of the form says what was asked: the input itself, or what an unnamed figure is."""
    if question.field is not None:
        return question.field in written
    return any(value in question.candidates for value in _flat(written.values()))


def _flat(values: Iterable[Value | None]) -> Iterator[LabelValue]:
    """Single values, and the figures of rows."""
    for value in values:
        if isinstance(value, list):
            yield from (Decimal(cell) for row in value for cell in row)
        elif value is not None:
            yield value


def _written(field: str, typed: str) -> Value | None:
    """What stands in a field of a form; None where it cannot be read."""
    return _rows(typed) if kinds_of_fields().get(field) == "rows" else read_typed(field, typed)


def _rows(typed: str) -> list[list[str]] | None:
    """A conversion a line, each a year and two sums; None where a line is anything else."""
    lines = [line for line in re.split(r"[\n;；]", typed) if line.strip()]
    rows = [row for row in map(_row, lines) if row]
    return rows if rows and len(rows) == len(lines) else None


def _row(line: str) -> list[str] | None:
    cells = _CELL.findall(line)
    if len(cells) != 3 or not _YEAR.fullmatch(cells[0]) or not _BETWEEN_CELLS.fullmatch(_CELL.sub("", line)):
        return None
    taxable, rest = (read_typed("amount", cell) for cell in cells[1:])
    return [cells[0], str(taxable), str(rest)]
