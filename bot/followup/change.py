"""Read a message that only gives figures, a year, a state, a filing status or an account; all else is no change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.followup.vocabulary import Word, vocabulary
from calc.amounts import Kind, Question, find_spans, read
from calc.fold import fold
from calc.found import find
from calc.labelled import LabelQuestion, LabelValue, read_labelled
from calc.labels import labels_in
from calc.links import Placed
from knowledge.text import has_han

LONGEST = 80  # characters; who writes more asks something
LONGEST_OPENED = 30
_SMALL_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?", re.ASCII)
_TOKEN = re.compile(r"[^\W_]+(?:\.[0-9]+)?")
# 9千到1万 may be a range as well as a change of value; 1万→9500 and 从1万跌到9500 are none
_FROM_TO = re.compile(r"[\s\x00]*(?:到|至|to|[-~—])[\s\x00]*")
_PARTS = re.compile(r"[,，;；、。]|(?<![a-z])(?:and|but)(?![a-z])")
_OF_PERCENTS = {"gain": "gain_pct", "loss": "loss_pct", "rate": "rate", "state_rate": "state_rate"}
_CHANGES = frozenset({"gain", "loss"})
_SHARED = frozenset({"amount"})
_INFERRED_PERCENTS = ("state_rate", "gain_pct", "loss_pct")
_ONE_OF = ("state", "filing", "to")
_INEXACT = frozenset({"range", "vague", "bound", "currency"})
_SAYS_NO_LANGUAGE = frozenset({"ok", "okay"})
_GONE = "\x00"


@dataclass(frozen=True)
class Figure:
    """A figure of the message.

    Attributes:
        value: dollars, or percent units.
        percent: which of the two.
        name: the input that the words beside it name, or None.
        old: the figure that it takes the place of, where the message says so.
    """

    value: Decimal
    percent: bool = False
    name: str | None = None
    old: Decimal | None = None


@dataclass(frozen=True)
class Change:
    """What a message changes.

    Attributes:
        said: year, state, filing and destination, and what has a label of its own, by name.
        figures: the sums and percents.
        small: a bare number below 100, which is a figure only where one is waited for.
        account: the words for an account that is no destination.
        named: inputs named without a figure (``现值``), the answer to "which one?".
        questions: why something cannot be taken: a range, a vague figure, two for one place.
        share: how much of the account is converted, where the message says no more than that.
        speech: the words that tell the language: without figures, and without names that both languages write alike.
    """

    said: Mapping[str, LabelValue]
    figures: tuple[Figure, ...] = ()
    small: Decimal | None = None
    account: str = ""
    named: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    share: Decimal | None = None
    speech: str = ""

    @property
    def tells(self) -> bool:
        """Whether it gives anything by itself; a small number or a bare name does so only as an answer."""
        return bool(self.said or self.figures or self.account or self.questions or self.share)


def opens_as_change(text: str) -> bool:
    """Whether a message starts as one that goes on from an answer, and names no account: that is another question."""
    folded, words = fold(text.strip()), vocabulary()
    return len(folded) <= LONGEST_OPENED and bool(words.openings.match(folded)) and not words.accounts.search(folded)


def read_change(text: str, today: date, wanted: Iterable[str] = ()) -> Change | None:
    """What a message changes.

    Args:
        text: the message.
        today: the day on which it was written.
        wanted: the inputs of the calculation that is gone on with, where it has others than basis and value; their
            labels count as known words then.

    Returns:
        The change; ``None`` where the message says anything of its own, or nothing at all.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    fields = frozenset(wanted)
    message = _Labelled(text, today, fields) if fields else _Message(text, today)
    change = message.change()
    return change if change and (change.tells or change.named or change.small is not None) else None


class _Message:
    """A message taken apart: its figures, the words of the vocabulary, and what is left of it."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._reading = read(text, today=today)
        spans = find_spans(text)
        self._spans: list[Placed] = [span for span in spans if span.kind is not Kind.NAME]
        self._figures = [span for span in spans if span.kind not in {Kind.NAME, Kind.YEAR}]
        self._rest = _without(fold(text), self._spans)
        self._words = self._known_words()
        self._small: Decimal | None = None

    def change(self) -> Change | None:
        """What it changes."""
        if not self._is_covered(self._words):
            return None
        said, questions = self._profile()
        accounts = [self._text[word.start : word.end] for word in self._words if word.kind == "account"]
        places = [word for word in self._words if word.kind == "to"]
        if len(accounts) + len(places) > 1 or (accounts and self._figures):
            return None  # two accounts, or an account and its figures: another question
        names, alone = self._names()
        share = next((Decimal(word.value) for word in self._words if word.kind == "share"), None)
        if share and (self._figures or said or accounts or questions or self._small is not None or {*alone} - _SHARED):
            return None  # half of something else, or half of it and something more
        alone = () if share else alone
        if alone and (self._figures or said or accounts):
            return None  # a name that belongs to none of the figures tells something else
        found = self._valued(names)
        if found is None:
            return None
        figures, unclear = found
        return Change(
            said, figures, self._small, "".join(accounts), alone, (*questions, *unclear), share, self._speech()
        )

    def _is_covered(self, known: Sequence[Placed]) -> bool:
        """Whether figures and known words are all there is, apart from one small number."""
        if any(word.kind == "telling" for word in self._words):
            return False
        for found in _TOKEN.finditer(_without(self._rest, known).replace(_GONE, " ")):
            if not _SMALL_NUMBER.fullmatch(found.group()) or self._small is not None:
                return False
            self._small = Decimal(found.group())
        return True

    def _known_words(self) -> list[Word]:
        """The words of the vocabulary, and the two letters of states among the rest."""
        words = list(vocabulary().words_in(self._rest))
        for found in _TOKEN.finditer(_without(self._rest, words).replace(_GONE, " ")):
            code = vocabulary().state_code(self._text[found.start() : found.end()])
            if code:
                words.append(Word(found.start(), found.end(), "state", code))
        return sorted(words, key=lambda word: word.start)

    def _profile(self) -> tuple[dict[str, LabelValue], list[Question]]:
        """State, filing status, destination and year: the one that is named, or a question."""
        named = {kind: tuple(dict.fromkeys(w.value for w in self._words if w.kind == kind)) for kind in _ONE_OF}
        years = tuple(dict.fromkeys(self._reading.years))
        said: dict[str, LabelValue] = {kind: values[0] for kind, values in named.items() if len(values) == 1}
        if len(years) == 1:
            said["year"] = years[0]
        several = {**named, "year": tuple(map(str, years))}
        return said, [Question("two_candidates", values, kind) for kind, values in several.items() if len(values) > 1]

    def _names(self) -> tuple[list[str | None], tuple[str, ...]]:
        """For each figure the input that a word beside it names; and the names that no figure takes.

        A word before its figure goes first, the nearest one; a word like ``现在`` only where no other names the figure.
        """
        free = [word for word in self._words if word.kind == "field"]
        weak = [word for word in self._words if word.kind == "weak"]
        names: list[str | None] = []
        edges = [0, *(span.end for span in self._figures)]
        starts = [*(span.start for span in self._figures), len(self._rest)]
        for index, span in enumerate(self._figures):
            found = None
            for among in (free, weak):
                before = [word for word in among if edges[index] <= word.start < span.start]
                after = [word for word in among if self._is_right_of(word, span.end, starts[index + 1])]
                found = found or (before[-1] if before else after[0] if after else None)
            if found:
                (free if found in free else weak).remove(found)
            names.append(found.value if found else None)
        return names, tuple(dict.fromkeys(word.value for word in free))

    def _is_right_of(self, word: Word, start: int, end: int) -> bool:
        """Whether a word stands right of a figure, and not in the clause of the next one: ``现在9千，本金1万``."""
        return start <= word.start < end and (
            end == len(self._rest) or not _PARTS.search(self._rest, start, word.start)
        )

    def _valued(self, names: Sequence[str | None]) -> tuple[tuple[Figure, ...], tuple[Question, ...]] | None:
        """The figures under their names, or why they cannot be taken; ``None`` where a name is not that of its figure.

        A share of the account (只转 60%) is such a case.
        """
        inexact = [one for one in self._reading.questions if one.code in _INEXACT or _is_below_zero(one)]
        amounts, percents = list(self._reading.amounts), list(self._reading.percents)
        exact = len(amounts) + len(percents) == len(self._figures)
        if inexact or not exact or any(span.kind in {Kind.RANGE, Kind.VAGUE} for span in self._figures):
            name = names[0] if len(names) == 1 else None
            asked = inexact or [Question("vague")]
            return (), tuple(replace(question, role=question.role or name) for question in asked)
        figures: list[Figure] = []
        for span, name in zip(self._figures, names, strict=True):
            percent = span.kind is Kind.PERCENT
            if name and percent != (name in _OF_PERCENTS) and not (name in _CHANGES and not percent):
                return None
            fits = _OF_PERCENTS.get(name or "") if percent else name
            figures.append(Figure((percents if percent else amounts).pop(0), percent, fits))
        figures = self._replaced(self._inferred(figures))
        doubted = self._doubted(figures)
        return ((), (doubted,)) if doubted else _settled(figures)

    def _inferred(self, figures: list[Figure]) -> list[Figure]:
        """Names that the reader infers without a word: a state's rate beside the state, basis → value."""
        roles = self._reading.roles
        for index, figure in enumerate(figures):
            if figure.percent and figure.name is None:
                role = next((role for role in _INFERRED_PERCENTS if roles.get(role) == figure.value), None)
                figures[index] = replace(figure, name=role)
        sums = [index for index, figure in enumerate(figures) if not figure.percent]
        if len(sums) == 2 and sum(figures[index].name is None for index in sums) == 1:
            return self._completed(figures, sums)
        if len(sums) != 2 or figures[sums[0]].name:
            return figures
        values = [figures[index].value for index in sums]
        between = self._rest[self._figures[sums[0]].end : self._figures[sums[1]].start]
        if values == [roles.get("basis"), roles.get("value")] and not _FROM_TO.fullmatch(between):
            for index, name in zip(sums, ("basis", "value"), strict=True):
                figures[index] = replace(figures[index], name=name)
        return figures

    def _completed(self, figures: list[Figure], sums: Sequence[int]) -> list[Figure]:
        """Of two sums with one name the other's, where the reader of questions has both: ``10k in, now 9k``."""
        values = [figures[index].value for index in sums]
        roles = {value: role for role in ("basis", "value") if (value := self._reading.roles.get(role)) in values}
        if len(roles) == 2 and not any(word.kind in {"after", "before"} for word in self._words):
            for index in sums:
                figures[index] = replace(figures[index], name=roles[figures[index].value])
        return figures

    def _doubted(self, figures: Sequence[Figure]) -> Question | None:
        """Two sums that the words beside them name otherwise than the reader of questions does: which is which?"""
        named = {figure.name: figure.value for figure in figures if figure.name in {"basis", "value"}}
        roles = {name: self._reading.roles.get(name) for name in ("basis", "value")}
        if len(named) == 2 and set(named.values()) == set(roles.values()) and named != roles:
            return Question("two_candidates", tuple(named.values()))
        return None

    def _replaced(self, figures: list[Figure]) -> list[Figure]:
        """Of an old figure and the one in its place, the new one: ``本金12000改成13000``, ``12k instead of 10k``."""
        word = next((word for word in self._words if word.kind in {"after", "before"}), None)
        if word is None or len(figures) != 2 or not self._figures[0].end <= word.start < self._figures[1].start:
            return figures
        new, old = reversed(figures) if word.kind == "after" else figures
        return [replace(new, name=old.name or new.name, old=old.value)] if new.percent == old.percent else figures

    def _speech(self) -> str:
        silent = [
            word
            for word in self._words
            if not has_han(written := self._text[word.start : word.end])
            and (word.kind not in {"small", "after", "before"} or written.lower() in _SAYS_NO_LANGUAGE)
        ]
        return _without(self._text, [*self._spans, *silent]).replace(_GONE, " ").strip()


class _Labelled(_Message):
    """The same for a calculation with inputs of its own, whose labels and figures their own reader ties together."""

    def __init__(self, text: str, today: date, wanted: frozenset[str]) -> None:
        super().__init__(text, today)
        self._read = read_labelled(text, wanted, today=today)
        folded = fold(text)
        self._spans += [*self._read.claims, *(one for one in self._read.questions if one.code == "unclaimed")]
        self._rest = _without(folded, self._spans)
        names = find(folded, today.year).names
        labels = labels_in(self._rest, names, wanted)
        self._labels = [label for label in labels if any(wanted.intersection(row.fields) for row in label.rows)]
        self._words = self._known_words()

    def change(self) -> Change | None:
        """What it changes."""
        values = dict(self._read.values)
        # beside a value 还剩 and the like are small words, beside a sum without a label its own name
        unlabelled = any(one.code == "unclaimed" and one.candidates for one in self._read.questions)
        others = {"account", "share"} if values or unlabelled else {"account", "share", "field"}
        known = [word for word in self._words if word.kind not in others]
        if not self._is_covered([*known, *self._labels]) or len([one for one in known if one.kind == "to"]) > 1:
            return None
        profile, several = self._profile()
        if not self._are_answered(values):
            return None
        names = {"filing": "status"}
        said = {names.get(name, name): value for name, value in profile.items()} | values
        alone = [one for one in self._read.questions if one.code == "unclaimed" and one.candidates]
        figures = tuple(self._unclaimed(one) for one in alone)
        unclear = [Question("vague", role=one.field) for one in self._read.questions if one not in alone]
        labelled = {field for label in self._labels for row in label.rows for field in row.fields}
        named = () if values or figures else tuple(sorted(labelled))
        return Change(said, figures, self._small, "", named, (*several, *unclear), speech=self._speech())

    def _are_answered(self, values: Mapping[str, LabelValue]) -> bool:
        """Whether something stands beside the labels; labels alone may answer "which one?"."""
        asked = {question.field for question in self._read.questions}
        profile = [word for word in self._words if word.kind in _ONE_OF]  # a state may be the label of its rate too
        rest = [
            label
            for label in self._labels
            if not any((values.keys() | asked) & set(row.fields) for row in label.rows)
            and not any(word.start < label.end and label.start < word.end for word in profile)
        ]
        return not rest or bool(values.keys() - {"state", "status"}) or not (values or asked)

    def _unclaimed(self, question: LabelQuestion) -> Figure:
        percent = any(
            span.kind is Kind.PERCENT and span.start < question.end and question.start < span.end
            for span in self._figures
        )
        value = Decimal(str(question.candidates[0]))
        return Figure(value * 100 if percent else value, percent)


def _is_below_zero(question: Question) -> bool:
    return any(isinstance(one, Decimal) and one < 0 for one in question.candidates)


def _without(text: str, taken: Sequence[Placed]) -> str:
    letters = list(text)
    for one in taken:
        letters[one.start : one.end] = _GONE * (one.end - one.start)
    return "".join(letters)


def _settled(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Question, ...]]:
    """One figure for each name; two different ones for a name are asked about."""
    kept: list[Figure] = []
    questions: list[Question] = []
    for name in dict.fromkeys(figure.name for figure in figures):
        same = [figure for figure in figures if figure.name == name]
        values = tuple(dict.fromkeys(figure.value for figure in same))
        if name is None:
            kept += same
        elif len(values) == 1:
            kept.append(same[0])
        else:
            questions.append(Question("two_candidates", values, name))
    return tuple(kept), tuple(questions)
