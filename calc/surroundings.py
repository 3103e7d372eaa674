"""What the words around a figure say of it besides its label: whose it is, of which period and year, or only maybe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from calc.figures import GONE, blank
from calc.label_links import HARD, PERIOD, SOFT, Tie
from calc.labels import Label, people
from calc.quantities import Quantities, Quantity

Period: TypeAlias = Literal["paycheck", "other"]

_SPACES: Final = re.compile(r"\s*")
_COMMA: Final = re.compile("[,、]")
_WEDGE: Final = re.compile(r"[\s,/(]{0,3}")
_CHECK: Final = re.compile(r"check|each|[次期]")
_AT_MOST: Final = re.compile(r"(?:(?<![a-z])(?:up to|capped at|no more than)|不超过|最多|至多|封顶)[\s$]*$")
_NOW: Final = re.compile(r"(?<![a-z])(?<!from )(?:now|currently|today)(?![a-z])|现在|目前|如今|眼下|当前")
_OF_ALL: Final = re.compile(
    r"(?<![a-z])(?:total|totals|whole|entire|all|altogether|overall|everything|combined|plan)(?![a-z])"
    r"|总|整个|全部|一共|合计|加起来"
)
_IN_ALL: Final = re.compile(r"\s*(?:(?:in )?total|in all|altogether|overall|combined)(?![a-z])|\s*(?:总共|一共|合计)")
_AFTER_TAX: Final = re.compile(r"(?<![a-z])(?:after|post)[ -]?tax|税后|sub[ -]?account|子账户")
_PAID_SO: Final = frozenset({"frequency", "pay_per_check"})
_OF_ANYBODY: Final = frozenset({"kids", "others_wages"})


class Surroundings:
    """The text around the figures of a message."""

    def __init__(self, read: Quantities, labels: Sequence[Label]) -> None:
        """Keep the figures, all labels in order, and the text without those that speak of paychecks otherwise."""
        self.read = read
        self.labels = labels
        # `paid monthly` and `gross per paycheck` do not make the figures beside them monthly
        otherwise = [one for one in labels if _PAID_SO & one.fields]
        self._frequencies = [one for one in otherwise if one.rows[0].fields == ("frequency",)]
        self._periods = blank(read.worded, [(one.start, one.end) for one in otherwise]).replace(GONE, " ")
        self._anybody = people("others").search(read.worded) is not None
        self._latest = max((year.values[0] for year in read.dated if year.what == "year"), default=None)

    def _since(self, figure: Quantity, edge: int, *, soft: bool) -> int:
        """Where the clause of a figure begins, not before `edge`, the end of the figure before it."""
        before = self.read.worded[edge : figure.start]
        stops = (HARD, SOFT) if soft else (HARD, _COMMA)
        return edge + max((match.end() for stop in stops for match in stop.finditer(before)), default=0)

    def of_others(self, figure: Quantity, label: Tie, edge: int) -> bool:
        """Whether a figure is of a spouse, a child or somebody else."""
        if not self._anybody or label.field in _OF_ANYBODY:
            return False
        words = self.read.worded[self._since(figure, edge, soft=False) : max(figure.end, label.end)]
        words = people("together").sub(lambda match: GONE * len(match.group()), words)
        others = [match.start() for match in people("others").finditer(words)]
        own = [match.start() for match in people("own").finditer(words)]
        return bool(others) and not (own and own[-1] > others[-1])

    def only_maybe(self, figure: Quantity, edge: int) -> bool:
        """Whether a clause tells of what may come: `如果跌到`, `if it drops to`."""
        since = self._since(figure, edge, soft=False)
        return bool(people("maybe").search(self.read.worded, since, figure.start))

    def only_later(self, figure: Quantity, edge: int) -> bool:
        """Whether a clause tells of a later time: `以后值`, `worth later`."""
        since = self._since(figure, edge, soft=False)
        behind = _SPACES.match(self.read.worded, figure.end)
        at = behind.end() if behind else figure.end
        later = people("later")
        told = max((match.start() for match in later.finditer(self.read.worded, since, figure.start)), default=-1)
        now = max((match.start() for match in _NOW.finditer(self.read.worded, since, figure.start)), default=-1)
        if now > told:
            return False  # now 11000 later 13000: the word behind is of the next figure
        return told >= 0 or later.match(self.read.worded, at) is not None

    def of_all(self, figure: Quantity, edge: int) -> bool:
        """Whether a clause tells of the whole account and not of its after-tax part: `total value 12000`."""
        since = self._since(figure, edge, soft=True)
        before = self.read.worded[since : figure.start]
        told = _OF_ALL.search(before) or _IN_ALL.match(self.read.worded, figure.end)
        return told is not None and not _AFTER_TAX.search(before)

    def in_brackets(self, figure: Quantity) -> bool:
        """Whether a figure stands alone in brackets, as a statement writes what is below zero."""
        before, after = self.read.worded[: figure.start].rstrip(" $"), self.read.worded[figure.end :].lstrip()
        return before.endswith("(") and after.startswith(")")

    def at_most(self, figure: Quantity, edge: int) -> bool:
        """Whether a figure is only an upper end: `dollar for dollar up to 5k`."""
        return bool(_AT_MOST.search(self.read.worded, edge, figure.start))

    def of_earlier_year(self, figure: Quantity, edge: int) -> bool:
        """Whether a clause names an earlier year than another clause: `去年 18 万，今年 20 万`."""
        if self._latest is None:
            return False
        since = self._since(figure, edge, soft=True)
        here = [
            year.values[0] for year in self.read.dated if since <= year.start < figure.start and year.what == "year"
        ]
        return bool(here) and here[-1] != self._latest

    def period(self, figure: Quantity, label: Tie, edge: int) -> Period | None:
        """Whether a figure is of one paycheck, or of a month or an hour."""
        if label.row.period:
            return "other"
        if any(self._touches(figure, frequency) for frequency in self._frequencies):
            return "paycheck"  # 8,333 semimonthly, 每两周 7692
        before = PERIOD.search(self._periods, self._since(figure, edge, soft=True), figure.start)
        told = before or self._period_behind(figure)
        if told is None:
            return None
        return "paycheck" if _CHECK.search(told.group()) else "other"

    def _touches(self, figure: Quantity, label: Label) -> bool:
        if label.start >= figure.end:
            return not self.read.worded[figure.end : label.start].strip(" (")
        return label.end <= figure.start and not self.read.worded[label.end : figure.start].strip(" :=")

    def _period_behind(self, figure: Quantity) -> re.Match[str] | None:
        wedge = _WEDGE.match(self._periods, figure.end)
        places = dict.fromkeys((figure.end, wedge.end() if wedge else figure.end))
        told = next((match for at in places for match in [PERIOD.match(self._periods, at)] if match), None)
        return None if told is None or self._opens_next(told.end()) else told

    def _opens_next(self, at: int) -> bool:
        """Whether a label and another figure follow, so that `每月` belongs to those."""
        text = self.read.worded
        following = text.find(GONE, at)
        if following < 0 or HARD.search(text, at, following) or SOFT.search(text, at, following):
            return False
        return any(at <= label.start < following for label in self.labels)
