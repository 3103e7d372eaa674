"""Tie every figure to the label that is nearest to it in its clause and takes such a figure.

The cheapest reading of the whole message is chosen, as `calc.links` does for basis and value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Final

from calc.figures import GONE
from calc.labels import FieldKind, Label, LabelRow, kinds
from calc.links import Option, cheapest, cues_by_gap
from calc.quantities import Quantities, Quantity, What

# what a label may be parted by from its figure without getting farther away
_FILL: Final = re.compile(
    r"\([^()\x00]{0,40}\)|\.{2,}|[\s:=~≈≥()\[\]\"'“”「」*·#|$\x00了的是有在为大概约差不多左右就才只仅刚好共总其中写填显示也都来钱那里话已经目前到能存放投打交给进入出我自己还又再这边一下说按算得被成元块刀]"
    r"|(?<![a-z])(?:about|around|approx(?:imately)?|roughly|some|of|is|are|was|were|be|been|my|the|a|an|total|totals?|at|"
    r"that's|that|only|just|exactly|to|which|it|its|it's|i|i've|had|have|has|with|for|on|in|into|like|say|says|said|"
    r"shows?|showing|got|already|still|money|amount|us|me|we|by|ytd|so far|to date|gross|annual|puts?|putting|went|"
    r"contribut(?:ed|e|ing|ions?)|comes?|adds?|full|this year|year to date|per year|a year|currently|will be|max)"
    r"(?![a-z])",
    re.ASCII,
)
PERIOD: Final = re.compile(
    r"每个?(?:月|周|星期)|每[次期]|每[个张] ?(?:paycheck|pay ?check)|(?<![a-z])(?:per|a|an|each|every)\s(?:single\s)?"
    r"(?:month|week|pay ?checks?|checks?|pay period|hour)(?![a-z])"
    r"|/ ?(?:mo|month|wk|week|pay ?check|check|hr|hour)(?![a-z])"
    r"|(?<![a-z])(?:monthly|hourly|each(?! (?:year|of)))(?![a-z])|[一每]小时|一个月(?!发)|时薪",
    re.ASCII,
)
HARD: Final = re.compile(r"[。！？!?;；\n…]|(?<!\.)\.(?=\s)|→|->|=>")
SOFT: Final = re.compile(
    r"[,、+&和与及]|\s/\s|/(?=\x00)|——"
    r"|(?<![a-z])(?:vs|versus|but|and|while|whereas|however|so(?! far)|then|plus)(?![a-z])"
    r"|但|然后|而|可是|不过|结果|所以|以后|之后|因为|如果|另外",
    re.ASCII,
)
_SIGN: Final = re.compile(r"\s?[:=]?\s?")
_CLOSED: Final = re.compile(r"\s*(?:$|[,，。;；\n])")
_OWN_LINE: Final = re.compile(r"[ \t:]*\n[ \t]*[$]?")
_LIST: Final = re.compile(r"[\s,/、和与及跟&|]*(?:(?<![a-z])and(?![a-z]))?[\s]*", re.ASCII)
_LIST_END: Final = re.compile(
    r"(?:[\s:=]|分别|各|是|为|(?<![a-z])(?:are|is|were|was|of|respectively)(?![a-z]))*", re.ASCII
)
_SHARE_OF: Final = re.compile(r"\s*(?:on|of)(?:\s(?:my|a|the|an))?[\s$]*", re.ASCII)  # 4% match on 200k
_IN: Final = re.compile(r"(?<![a-z])(?:in|on)(?![a-z])|在")
_FAR: Final = 30.0  # a figure without any label costs as much as a label this many characters away
_REACH: Final = 90
_NEAR: Final = 16  # how far a label may stand from a figure that it has to touch
_BEHIND: Final = 1.5  # a label in front is the likelier one
_WEAK: Final = 7.0
_LEADS: Final = 3.0  # a label that another one follows only describes it
_UNWANTED: Final = 0.5
_BOX_BEHIND: Final = 8.0
_OVER_COMMA: Final = 10.0
_OUT_OF_BRACKET: Final = 3.0
_MOST_LABELS: Final = 4  # that are looked at on either side of a figure
_DATED: Final = frozenset({"year", "date"})
_ACCEPTED: Final[Mapping[What, frozenset[FieldKind]]] = {
    "money": frozenset({"dollars", "rows"}),
    "percent": frozenset({"rate"}),
    "small": frozenset({"dollars", "rate", "age", "count", "years"}),
    "count": frozenset({"age", "count", "years"}),
    "age": frozenset({"age"}),
    "year": frozenset({"year"}),
    "date": frozenset({"date"}),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A label as one figure may take it: the row that fits, and the input, None where it is none of ours."""

    label: Label
    row: LabelRow
    field: str | None
    wanted: bool

    @property
    def start(self) -> int:
        """Where the label begins."""
        return self.label.start

    @property
    def end(self) -> int:
        """Behind the label."""
        return self.label.end


def tie(
    rest: str, figures: Sequence[Quantity], labels: Sequence[Label], wanted: frozenset[str]
) -> list[tuple[Quantity, Tie | None]]:
    """For each figure the label that it belongs to, or None.

    Small bare figures, counts and ages are left out where no label touches them.

    Args:
        rest: folded text in which figures and names are blanked.
        figures: figures in order.
        labels: labels in order.
        wanted: the inputs that are looked for.
    """
    linker = _Linker(rest, wanted)
    kept = [figure for figure in figures if not figure.touching or linker.touched(figure, labels)]
    gaps = cues_by_gap(kept, labels)
    listed = linker.zipped(kept, gaps)
    options: list[list[Option[Tie]]] = []
    for index, figure in enumerate(kept):
        if index in listed:
            options.append([Option(listed[index], 0)])
            continue
        left = [linker.option(figure, label, right=False) for label in gaps[index][-_MOST_LABELS:]]
        right = linker.behind(figure, gaps[index + 1][:_MOST_LABELS])
        near = [option for option in (*left, *right) if option is not None and option.cost < _FAR]
        options.append([*near, Option(None, _FAR)])
    return list(zip(kept, (option.cue for option in cheapest(options)), strict=True))


def pick(what: What, label: Label, wanted: frozenset[str], *, right: bool) -> Tie | None:
    """What a label says of a figure in front of it (`right`) or behind it: a wanted input before any other."""
    other: Tie | None = None
    # `1 Gross distribution` is no dollar, `0 in box 2a` is one
    kind: What = "count" if right and what == "small" and not label.box else what
    for row in label.rows:
        if row.blocks or row.answer is not None or row.side == ("before" if right else "after"):
            continue
        if row.takes is not None and what not in row.takes:
            continue
        if what in _DATED and not row.fields and row.takes is None:  # the room for 2024 is no figure of 2,024
            continue
        fitting = next((field for field in row.fields if field in wanted and _takes(field, kind, row)), None)
        if fitting is not None:
            return Tie(label, row, fitting, wanted=True)
        if other is None and not row.mild:
            fitting = next((field for field in row.fields if _takes(field, kind, row)), None)
            other = Tie(label, row, fitting, wanted=False) if fitting or not row.fields else None
    return other


def _takes(field: str, what: What, row: LabelRow) -> bool:
    """Whether an input takes a figure of a kind; a percent of pay beside a sum that is a share is asked about."""
    kind = kinds()[field]
    return kind in _ACCEPTED[what] or (row.share and what == "percent" and kind == "dollars")


class _Linker:
    """The options of the figures of one message."""

    def __init__(self, rest: str, wanted: frozenset[str]) -> None:
        self._rest = rest
        self._wanted = wanted

    def touched(self, figure: Quantity, labels: Sequence[Label]) -> bool:
        """Whether some label stands right beside a figure and takes it."""
        return any(
            self.option(figure, label, right=label.start >= figure.end) is not None
            for label in labels
            if -_NEAR <= label.start - figure.end <= _NEAR or -_NEAR <= figure.start - label.end <= _NEAR
        )

    def behind(self, figure: Quantity, labels: Sequence[Label]) -> list[Option[Tie] | None]:
        """Options with the labels behind a figure: `9,500 after-tax balance` is a balance."""
        found = []
        for label, following in zip_longest(labels, labels[1:]):
            option = self.option(figure, label, right=True)
            if (
                option is not None
                and following is not None
                and not self._rest[label.end : following.start].strip(" -的")
            ):
                leads = pick(figure.what, following, self._wanted, right=True) is not None
                option = Option(option.cue, option.cost + (_LEADS if leads else 0), right=True)
            found.append(option)
        return found

    def option(self, figure: Quantity, label: Label, *, right: bool) -> Option[Tie] | None:
        """The label as an option for the figure with its cost, or None where it cannot be."""
        gap = self._rest[figure.end : label.start] if right else self._rest[label.end : figure.start]
        inside = label.start < figure.end and figure.start < label.end  # the year in `next year`
        if inside or len(gap) > (_NEAR if figure.touching else _REACH):
            return None
        if HARD.search(gap) and (right or not _OWN_LINE.fullmatch(gap) or not self._alone(label)):
            return None
        found = pick(figure.what, label, self._wanted, right=right)
        cost = None if found is None else self._cost(figure, found, gap, right=right)
        return None if cost is None else Option(found, cost, right)

    def _cost(self, figure: Quantity, found: Tie, gap: str, *, right: bool) -> float | None:
        """How far a label is from its figure, in characters that mean something; None where it is out of reach."""
        row, label = found.row, found.label
        words = len(_FILL.sub("", PERIOD.sub("", gap)))
        touching = figure.touching or row.weak
        if touching and (words or len(gap) > _NEAR):
            return None
        if row.share and not right and _SHARE_OF.fullmatch(gap) and self._rest[: label.start].rstrip().endswith(GONE):
            return None  # 4% match on 200k
        cost = words + len(gap) / 100 + (_WEAK if row.weak else 0) + (0 if found.wanted else _UNWANTED)
        if SOFT.search(gap):
            # over a comma only a noun in front reaches, and only when nothing else is said in between
            if right or touching or row.side != "either" or _FILL.sub("", SOFT.sub("", gap)):
                return None
            cost += _OVER_COMMA
        if right:
            cost += _BEHIND + (_OUT_OF_BRACKET if ")" in gap else 0)
            cost += _BOX_BEHIND if label.box and not _IN.search(gap) else 0
        return cost

    def _alone(self, label: Label) -> bool:
        """Whether a label has its line, or what a stop leaves of it, for itself, as in a copied table."""
        line = self._rest[self._rest.rfind("\n", 0, label.start) + 1 : label.start]
        return not _FILL.sub("", HARD.split(line)[-1])

    def zipped(self, figures: Sequence[Quantity], gaps: Sequence[Sequence[Label]]) -> dict[int, Tie]:
        """`deferral/match/after-tax: 24500/9000/8000`: several labels in a row, then as many figures in a row."""
        found: dict[int, Tie] = {}
        for index, figure in enumerate(figures):
            run = self._run(figure, gaps[index])
            row = figures[index : index + len(run)]
            if len({one.field for one in run}) < 2 or len(row) != len(run):
                continue
            following = figures[index + len(run)].start if index + len(run) < len(figures) else None
            joined = all(self._listed(first.end, second.start) for first, second in pairwise(row))
            if joined and (following is None or not self._listed(row[-1].end, following)):
                found.update(zip(range(index, index + len(run)), run, strict=True))
        return found

    def _run(self, figure: Quantity, labels: Sequence[Label]) -> list[Tie]:
        """The labels right before a figure with nothing but commas and the like between them."""
        run: list[Tie] = []
        at = figure.start
        for label in reversed(labels):
            one = pick(figure.what, label, self._wanted, right=False)
            joint = _LIST if run else _LIST_END
            if one is None or one.row.weak or not joint.fullmatch(self._rest, label.end, at):
                break
            run.insert(0, one)
            at = label.start
        return run

    def _listed(self, start: int, end: int) -> bool:
        return bool(_LIST.fullmatch(self._rest, start, end)) and "\n" not in self._rest[start:end]


def years_as_money(read: Quantities, labels: Sequence[Label], wanted: frozenset[str]) -> Quantities:
    """Take four digits behind a label for dollars and a colon or an equals sign for the sum that they are."""
    sums = [year for year in read.dated if _CLOSED.match(read.rest, year.end) and sum_like(read, year, labels, wanted)]
    sums = [year for year in sums if read.rest[: year.start].rstrip()[-1:] in {":", "="}]
    if not sums:
        return read
    figures = sorted([*read.figures, *(replace(year, what="money") for year in sums)], key=lambda one: one.start)
    return replace(read, figures=figures, dated=[year for year in read.dated if year not in sums])


def sum_like(read: Quantities, year: Quantity, labels: Sequence[Label], wanted: frozenset[str]) -> Tie | None:
    """The label for dollars right before four digits, which may then be a sum and no year: `match 2015`."""
    if year.what != "year" or year.end - year.start != 4:
        return None
    for label in labels:
        if label.end <= year.start and _SIGN.fullmatch(read.rest, label.end, year.start):
            as_sum = pick("money", label, wanted, right=False)
            if as_sum is not None and as_sum.wanted and not as_sum.row.weak:
                return as_sum
    return None
