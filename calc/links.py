"""Tie every figure to the cue word that is nearest to it in its clause.

Between two neighbouring figures stand words that may belong to either; the cheapest reading of the whole message is
chosen, so that `basis 10k, value 9.5k` and `10k basis, 9.5k value` both come out right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from calc.cues import Cue, Row
from calc.figures import GONE, Figure, Kind

_FILL = re.compile(
    r"[\s:=~≈≥()\"'“”「」*·#\x00了的是有在为大概约差不多左右就才只仅刚好共总其中写填显示也都来钱那里话]|(?<![a-z])(?:about|around|approx(?:imately)?|roughly|some|of|is|are|was|were|be|been|my|the|"
    r"a|an|total|at|that's|only|just|exactly|to|that|which|it|its|it's|i|had|have|has|with|for|on|like|say|says|said|shows?|showing|got|already|still|money|"
    r"amount|contract|in|into|us|me|we|by|s)(?![a-z])|多少|税后|(?<![a-z])(?:after|post)[\s-]?tax(?![a-z])",
    re.ASCII,
)
_HARD = re.compile(r"[。！？!?;；\n…]|\.(?=\s|$)|→|->|=>")
_SOFT = re.compile(
    r"[,，、+&和与及]|\s/\s|/(?=\x00)|——|(?<![a-z])(?:vs|versus|but|and|while|whereas|however|so|then)(?![a-z])|但|然后|而|可是|不过|结果|所以|以后|之后|因为|如果|另外"
)
_FAR = 30  # a figure without any cue costs as much as a cue this many characters away
_REACH = 90  # characters, with all the words that count for nothing
_BEFORE_WAS = re.compile(r"(?:[,(;，（]|it|now|today)\s?\(?(?:was|were)\s?$")
_FROM = re.compile(r"(?:[从由自]|(?<![a-z])from)\s?\(?(?:about |around |大概|大约|原来的|最初的|本金的?)?$")
_IN_AFTER = re.compile(r"\s?in(?=\s*(?:$|[,.;)/→]|-> |and(?![a-z])|but(?![a-z])|now(?![a-z])|then(?![a-z])))")
_WAS = Row(role="basis", side="before", words=(), weak=True)
ORIGIN = Row(role="basis", side="before", words=())
_IN = Row(role="basis", side="after", words=())
_LIST = re.compile(r"(?:[和与及跟、/,&\s]|(?<![a-z])(?:and|my|the|vs|versus)(?![a-z])|分别|各|我的|的)*")
_LIST_END = re.compile(r"(?:[\s:=]|分别|各|是|为|大概|约|(?<![a-z])(?:are|is|were|was|of|respectively)(?![a-z]))*")


class Placed(Protocol):
    """Something that stands at a place of the text."""

    @property
    def start(self) -> int: ...  # noqa: D102 - the first character

    @property
    def end(self) -> int: ...  # noqa: D102 - the character behind the last


C = TypeVar("C", bound=Placed)


@dataclass(frozen=True, slots=True)
class Option(Generic[C]):
    """One way to read a figure: the cue that it belongs to, or none; what that costs; whether the cue is behind it."""

    cue: C | None
    cost: float
    right: bool = False


_NOTHING: Option[Cue] = Option(None, _FAR)


def cues_by_gap(figures: Sequence[Placed], cues: Sequence[C]) -> list[list[C]]:
    """The cues before the first figure, between each two, and behind the last: one list more than there are figures."""
    gaps: list[list[C]] = [[] for _ in range(len(figures) + 1)]
    starts = [figure.start for figure in figures]
    for cue in cues:
        gaps[bisect_right(starts, cue.start)].append(cue)
    return gaps


def link(text: str, figures: Sequence[Figure], gaps: Sequence[Sequence[Cue]]) -> list[Cue | None]:
    """For each figure its cue, or None.

    Args:
        text: folded text in which figures and names are blanked.
        figures: amounts, percents, ranges and vague figures in order.
        gaps: the cues around them, as `cues_by_gap` gives them.
    """
    listed = _zipped(text, figures, gaps)
    options: list[list[Option[Cue]]] = []
    for index, figure in enumerate(figures):
        if index in listed:
            options.append([Option(listed[index], 0)])
            continue
        edge = figures[index - 1].end if index else 0
        end = figures[index + 1].start if index + 1 < len(figures) else len(text)
        left = _left(text, figure, edge, gaps[index])
        options.append([*left, *_right(text, figure, end, gaps[index + 1]), _NOTHING])
    return [option.cue for option in cheapest(options)]


def cheapest(options: Sequence[Sequence[Option[C]]]) -> list[Option[C]]:
    """Choose one option for each figure; a cue serves one figure only, and links never cross."""
    best: list[tuple[float, list[Option[C]]]] = [(0.0, [])]
    for choices in options:
        following: list[tuple[float, list[Option[C]]]] = []
        for option in choices:
            fitting = [(cost, path) for cost, path in best if not _clash(path[-1] if path else None, option)]
            if fitting:
                cost, path = min(fitting, key=lambda pair: pair[0])
                following.append((cost + option.cost, [*path, option]))
        best = following
    return min(best, key=lambda pair: pair[0])[1]


def _clash(previous: Option[C] | None, option: Option[C]) -> bool:
    """Whether the left cue of a figure is, or stands before, the right cue of the figure before it."""
    if previous is None or previous.cue is None or option.cue is None or not previous.right or option.right:
        return False
    return option.cue.start < previous.cue.end


def _fits(figure: Figure, cue: Cue, *, right: bool) -> bool:
    if cue.row.side == ("before" if right else "after"):
        return False
    if cue.row.group or cue.role == "none":
        return False
    if figure.percent:
        return (cue.role in {"rate", "state_rate", "gain", "loss", "other"} and cue.row.of == "any") or (
            cue.role == "value" and cue.row.moved and not right
        )
    return cue.role not in {"rate", "state_rate"}


def _left(text: str, figure: Figure, edge: int, cues: Sequence[Cue]) -> list[Option[Cue]]:
    near = [cue for cue in cues if _fits(figure, cue, right=False)]
    found = [_option(text[cue.end : figure.start], cue, right=False) for cue in near[-4:]]
    before = text[max(edge, figure.start - 24) : figure.start]
    if not figure.percent and _BEFORE_WAS.search(before):
        found.append(Option(Cue(figure.start - 1, figure.start, _WAS), 3))
    if not figure.percent and _FROM.search(before):
        found.append(Option(Cue(figure.start - 1, figure.start, ORIGIN), 1))
    return [option for option in found if option.cost < _FAR]


def _right(text: str, figure: Figure, edge: int, cues: Sequence[Cue]) -> list[Option[Cue]]:
    near = [cue for cue in cues if _fits(figure, cue, right=True)]
    near = [cue for cue in near if not any(_leads_to(text, cue, noun) for noun in near)]
    found = [_option(text[figure.end : cue.start], cue, right=True) for cue in near[:4]]
    inside = _IN_AFTER.match(text, figure.end, edge)
    if inside and not figure.percent and figure.kind is not Kind.YEAR:
        found.append(Option(Cue(inside.start(), inside.end(), _IN), 2, right=True))
    return [option for option in found if option.cost < _FAR]


def _leads_to(text: str, cue: Cue, noun: Cue) -> bool:
    """Whether a cue only describes the word behind it: `9,500 after-tax balance`, `3,000 loss limit`."""
    heavier = cue.row.weak or (noun.role == "other" and cue.role != "other")
    return heavier and not noun.row.weak and cue.end <= noun.start and not text[cue.end : noun.start].strip(" -的")


def _option(gap: str, cue: Cue, *, right: bool) -> Option[Cue]:
    """The cost of tying a cue to a figure over the words between them; `_FAR` or more where it cannot be."""
    if len(gap) > _REACH:
        return Option(cue, _FAR, right)
    cost = float(len(_FILL.sub("", gap))) + (7 if cue.row.weak else 0) + (1.5 if right else 0) + len(gap) / 100
    if right and cue.row.side == "either" and cue.box:
        cost += 0 if re.search(r"(?<![a-z])(?:in|on|在|是)(?![a-z])", gap) else 8
    if ")" in gap and right:
        cost += 3
    if _HARD.search(gap):
        return Option(cue, _FAR, right)
    if _SOFT.search(gap):
        # over a comma only a noun reaches, and only when nothing else is said in between
        reaches = cue.row.side == "either" and not right and not cue.row.weak and not _FILL.sub("", _SOFT.sub("", gap))
        cost = cost + 10 if reaches else _FAR
    return Option(cue, cost, right)


def _zipped(text: str, figures: Sequence[Figure], gaps: Sequence[Sequence[Cue]]) -> dict[int, Cue]:
    """`本金和现值分别是 10000 和 9500`: several nouns in a row, then as many figures in a row."""
    found: dict[int, Cue] = {}
    for index, figure in enumerate(figures):
        near = [cue for cue in gaps[index] if _fits(figure, cue, right=False)]
        run: list[Cue] = []
        at = figure.start
        for cue in reversed(near):
            joint = _LIST_END if not run else _LIST
            if cue.end > at or not joint.fullmatch(text, cue.end, at):
                break
            run.insert(0, cue)
            at = cue.start
        if len({cue.role for cue in run}) < 2 or len(run) != len({cue.role for cue in run}):
            continue
        last = index + len(run)
        row = figures[index:last]
        joined = all(_LIST.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
        more = last < len(figures) and _LIST.fullmatch(text, figures[last - 1].end, figures[last].start)
        if len(row) == len(run) and joined and not more:
            found.update(zip(range(index, last), run, strict=True))
    return found


def owned_by_others(text: str, figure: Figure, edge: int, cues: Sequence[Cue]) -> bool:
    """Whether the clause before a figure speaks of pre-tax money, the employer's or another account."""
    if not any(cue.row.group == "owner" for cue in cues):
        return False
    clause = text[edge : figure.start]
    for pattern in (_HARD, _SOFT):
        for match in pattern.finditer(clause):
            edge = max(edge, figure.start - len(clause) + match.end())
    groups = {cue.row.group for cue in cues if edge <= cue.start}
    return "owner" in groups and "own" not in groups


def named_other(text: str, figure: Figure, cues: Sequence[Cue]) -> bool:
    """Whether the word right behind a figure makes it none of ours: `24,500 pre-tax`, `72000 上限`, `3k a month`."""
    return any(
        cue.role == "other" and cue.row.side == "after" and not text[figure.end : cue.start].strip(" -的")
        for cue in cues
    )


def touching(gap: str) -> bool:
    """Whether nothing that means anything stands in a gap, and no other figure."""
    return GONE not in gap and len(gap) <= 16 and not _FILL.sub("", gap)


def clause_of(text: str, figure: Figure) -> str:
    """What else stands in the clause of a figure, up to the figures beside it."""
    before = re.split(rf"{GONE}|{_SOFT.pattern}|{_HARD.pattern}|[(/+]", text[: figure.start])[-1]
    after = re.split(rf"{GONE}|{_SOFT.pattern}|{_HARD.pattern}|[)/+]", text[figure.end :])[0]
    return before + after


def between(text: str, first: Figure, second: Figure) -> str:
    """The words between two figures, without what earlier finders took."""
    return text[first.end : second.start].replace(GONE, "").strip()
