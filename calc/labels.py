"""The words that name an input of a calculation; the words themselves stand in labels.yaml and cues.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

from calc import cues
from calc.names import Name
from calc.quantities import What
from calc.words import key, pattern_of

FieldKind: TypeAlias = Literal[
    "dollars", "rate", "age", "count", "years", "year", "date", "code", "choice", "state", "status", "rows"
]
Side: TypeAlias = Literal["before", "after", "either"]

_ACCOUNT: Final = re.compile(r"(?<![0-9])(401k|415c)")
_BOXES: Final[Mapping[str, tuple[str, ...]]] = {
    "1": ("box1", "amount"),
    "2a": ("box2a",),
    "4": ("withheld",),
    "5": ("box5", "box5_to_date", "basis"),
}
# inputs that the cue words of calc.amounts speak of; where none of them is wanted the words only get in the way
_OF_CUES: Final = frozenset(
    "basis value value_now aftertax_basis aftertax_value aftertax_contributions_to_date subaccount_balance"
    " rate rate_now state_rate later_gain".split()
)
_CUE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "basis": ("basis", "aftertax_basis", "aftertax_contributions_to_date"),
    "value": ("value", "value_now", "aftertax_value"),
    "rate": ("rate", "rate_now"),
    "state_rate": ("state_rate", "rate"),
    "gain": ("later_gain",),
    "taxable": ("taxable_conversion",),
}
_FRAMED: Final = re.compile(r"(?<![0-9a-z第])(1|2a|4|5|7) ?[格栏框]", re.ASCII)
_SO_FAR: Final = re.compile(r"[\s:]*(?:里|的)?(?:加起来|合计|总共|累计|一共|总和|to date|so far|in total|altogether)")
_EARLIER: Final = re.compile(
    r"(?:历年|以前|往年|前几年|之前|过去|(?<![a-z])(?:prior|previous|earlier|past|all|total))"
    r"(?:的| years?'?)?[\s\x00]*$"
)


_TICKED: Final = frozenset({"taxable_not_determined"})  # answered with yes or no where a form asks; no words say it
_OPERATORS: Final = frozenset("minus less subtract subtracting 减 减去 减掉".split())  # they stand between two figures
_MARKS: Final = str.maketrans(":=", "  ")  # frequency: monthly


class LabelRow(BaseModel):
    """One list of words in labels.yaml; see the head of that file for what the fields mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: tuple[str, ...] = ()
    side: Side = "either"
    takes: frozenset[What] | None = None
    weak: bool = False
    mild: bool = False
    share: bool = False
    period: bool = False
    part: str | None = None
    moved: bool = False
    answer: bool | str | None = Field(default=None, alias="is")
    blocks: bool = False  # never takes a figure: it only keeps a shorter label from being found there


@dataclass(frozen=True, slots=True)
class Label:
    """Words found at a place of the message, and what they may name. `box` is set for a box of Form 1099-R."""

    start: int
    end: int
    rows: tuple[LabelRow, ...]
    box: str | None = None

    @property
    def fields(self) -> frozenset[str]:
        """Every input that the words may name."""
        return frozenset(field for row in self.rows for field in row.fields)


@dataclass(frozen=True)
class _Book:
    """labels.yaml as read: what each input takes, the rows of each word, the words that speak of people."""

    kinds: Mapping[str, FieldKind]
    rows: Mapping[str, tuple[LabelRow, ...]]
    people: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _book() -> _Book:
    """Read labels.yaml once. Raises pydantic.ValidationError where it does not fit `LabelRow`."""
    given: dict[str, Any] = yaml.safe_load(resources.files("calc").joinpath("labels.yaml").read_text("utf-8"))
    kinds: dict[str, FieldKind] = {field: kind for kind, fields in given["fields"].items() for field in fields}
    rows: dict[str, list[LabelRow]] = {}
    for item in given["labels"]:
        words = item.pop("words")
        row = LabelRow.model_validate(item)
        for word in _spelt(words):
            rows.setdefault(word, []).append(row)
    named = [field for field, kind in kinds.items() if kind != "rows"]
    for field in named:  # as the command line names them: aftertax_ytd, aftertax ytd
        for word in {field, field.replace("_", " ")}:
            rows.setdefault(word, []).append(LabelRow(fields=(field,), mild=True))
    people = {group: pattern_of(words) for group, words in given["people"].items()}
    return _Book(MappingProxyType(kinds), {word: tuple(found) for word, found in rows.items()}, people)


def _spelt(words: Iterable[str]) -> set[str]:
    """Words as they are looked up; 401k is also written 401(k)."""
    return {key(form) for word in words for form in (word, _ACCOUNT.sub(lambda m: f"{m[1][:-1]}({m[1][-1]})", word))}


def kinds() -> Mapping[str, FieldKind]:
    """What each input takes, by its name."""
    return _book().kinds


@lru_cache(maxsize=1)
def yes_or_no() -> frozenset[str]:
    """The choices that are answered with yes or no."""
    rows = (row for found in _book().rows.values() for row in found)
    return _TICKED.union(row.fields[0] for row in rows if isinstance(row.answer, bool))


def people(group: str) -> re.Pattern[str]:
    """A pattern of the words that speak of `others`, of the asker's `own`, of people `together`, `maybe` or `later`."""
    return _book().people[group]


@dataclass(frozen=True)
class _Table:
    pattern: re.Pattern[str]
    rows: Mapping[str, tuple[LabelRow, ...]]


@lru_cache(maxsize=2)
def _table(*, with_cues: bool) -> _Table:
    rows = dict(_book().rows)
    if with_cues:
        for word, found in cues.table().rows.items():
            if word in _OPERATORS:
                continue
            plain = tuple(_of_cue(row) for row in found if row.group is None)
            rows[word] = rows.get(word, ()) + plain
    return _Table(pattern_of(rows), rows)


def _of_cue(row: cues.Row) -> LabelRow:
    takes: set[What] = {"percent", "small"} if "rate" in row.role else {"money", "small"}
    if row.of == "any" and row.role in {"other", "loss", "gain"}:
        takes.add("percent")
    return LabelRow(
        fields=_CUE_FIELDS.get(row.role, ()),
        side=row.side,
        takes=frozenset(takes),
        weak=row.weak,
        mild=row.role in _CUE_FIELDS and row.role != "gain",
        moved=row.moved,
        blocks=row.role == "none",
    )


def labels_in(worded: str, names: Sequence[Name], wanted: frozenset[str]) -> list[Label]:
    """Labels in order and without overlap.

    Args:
        worded: folded text in which figures are blanked.
        names: names found in it, for the boxes of Form 1099-R among them.
        wanted: the inputs that are looked for.
    """
    table = _table(with_cues=not wanted.isdisjoint(_OF_CUES))
    worded = worded.translate(_MARKS)
    found = [Label(m.start(), m.end(), table.rows[key(m.group())]) for m in table.pattern.finditer(worded)]
    framed = [Name(match.start(), match.end(), match[1]) for match in _FRAMED.finditer(worded)]
    boxes = [name for name in (*names, *framed) if name.box]
    found += [Label(name.start, name.end, (_box(name, worded),), name.box) for name in boxes]
    kept: list[Label] = []
    for label in sorted(found, key=lambda label: (label.start, -label.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return kept


def _box(name: Name, worded: str) -> LabelRow:
    fields = _BOXES.get(name.box or "", ())
    if name.box == "5" and (_SO_FAR.match(worded, name.end) or _EARLIER.search(worded, 0, name.start)):
        fields = ("box5_to_date",)
    return LabelRow(fields=fields)
