"""Decide which figure is what: basis, value, gain, loss, taxable part, rates. Where two answers are possible, ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from calc.cues import Cue
from calc.figures import Figure, Kind, plain
from calc.inference import ADDING, Mention, infer
from calc.links import cues_by_gap, link, named_other, owned_by_others, touching

QuestionCode = Literal[
    "range", "vague", "bound", "currency", "implausible", "two_candidates", "two_filings", "two_states"
]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask back instead of guessing.

    Attributes:
        code: why: a range, a vague figure, only a bound, not dollars, too small to be meant so, two candidates.
        candidates: the values in question: dollars, percent units, or words for filing and state.
        role: which role stays open, as far as the message says.
    """

    code: QuestionCode
    candidates: tuple[Decimal | str, ...] = ()
    role: str | None = None


@dataclass(slots=True)
class Assigned:
    """Roles with one certain figure each, and what has to be asked."""

    roles: dict[str, Decimal] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    others: list[Decimal] = field(default_factory=list)  # dollars that are named as none of ours: a limit, a match


_PERCENT_ROLES = {"rate": "rate", "state_rate": "state_rate", "gain": "gain_pct", "loss": "loss_pct"}
_ORDER = ("basis", "value", "gain", "loss", "taxable", "rate", "state_rate", "gain_pct", "loss_pct")
_SMALL_ROLES = {"gain", "loss", "taxable"}
_ASKED_SMALL = _SMALL_ROLES | {"basis", "value"}
# beside a small bare figure these may mean a percent as well, and those are too common to mean anything
_RISE_OR_FALL = set("跌 跌了 涨 涨了 收益率 涨幅 跌幅 up down grew rose dropped fell".split()) | {"went up"}
_TOO_COMMON = set("现在 目前 今天 变 值 转 投 起 out short now put today left".split()) | {"started with"}
_SUBTRACT = re.compile(r"\s*(?:减去|减掉|减|minus|less|-)\s*")
_WHOLE = re.compile(r"一共|总共|合计|共计|累计|total|altogether")
_CONVERTED = re.compile(r"转[了完成换进](?!的?时)|(?<![a-z])(?:converted|conversion|rolled|rollover)(?![a-z])")


def assign(
    text: str,
    figures: Sequence[Figure],
    cues: Sequence[Cue],
    *,
    filing: bool,
    apart: frozenset[int] = frozenset(),
) -> tuple[list[Figure], Assigned]:
    """Roles for the figures of a message; small bare figures that mean nothing are dropped from the list.

    Args:
        text: folded text in which figures and names are blanked.
        figures: amounts, percents, ranges and vague figures in order.
        cues: cue words in order.
        filing: whether a filing status is named, which makes a lone bracket a tax rate.
        apart: where figures begin that are none of ours, whatever stands beside them.
    """
    result = Assigned()
    kept = _without_small(text, figures, cues, result)
    gaps = cues_by_gap(kept, cues)
    mentions = [_mention(figure, cue) for figure, cue in zip(kept, link(text, kept, gaps), strict=True)]
    _give_to_others(text, mentions, gaps)
    for mention in mentions:
        if mention.figure.start in apart:
            mention.role = "other"
    infer(text, mentions, filing=filing)
    _settle(text, mentions, result)
    return kept, result


def _mention(figure: Figure, cue: Cue | None) -> Mention:
    if cue is None:
        return Mention(figure, None)
    role: str | None = cue.role
    if figure.percent:
        role = _PERCENT_ROLES.get(cue.role, "other")
    return Mention(figure, cue, role, moved=cue.row.moved, box=cue.box)


def _without_small(text: str, figures: Sequence[Figure], cues: Sequence[Cue], result: Assigned) -> list[Figure]:
    """Keep a bare figure below 100 only beside a word for gain, loss or taxable part; ask beside basis or value."""
    kept = []
    for figure in figures:
        small = figure.kind is Kind.AMOUNT and figure.bare and figure.values[0] < 100
        role = _beside(text, figure, cues) if small else None
        if not small or role in _SMALL_ROLES:
            kept.append(figure)
        elif role and figure.values[0]:
            result.questions.append(Question("implausible", figure.values, role))
    return kept


def _beside(text: str, figure: Figure, cues: Sequence[Cue]) -> str | None:
    """The role of the cue that touches a small figure; `…_pct` where it may as well mean a percent (跌了 20)."""
    for cue in cues:
        left = cue.row.side != "after" and cue.end <= figure.start and touching(text[cue.end : figure.start])
        right = cue.row.side != "before" and figure.end <= cue.start and touching(text[figure.end : cue.start])
        word = text[cue.start : cue.end]
        if (left or right) and cue.role in _ASKED_SMALL and not cue.row.weak and word not in _TOO_COMMON:
            return f"{cue.role}_pct" if word in _RISE_OR_FALL else cue.role
    return None


def _give_to_others(text: str, mentions: Sequence[Mention], gaps: Sequence[Sequence[Cue]]) -> None:
    """Pre-tax money, the employer's money and both sides of a subtraction are not ours."""
    for index, mention in enumerate(mentions):
        edge = mentions[index - 1].figure.end if index else 0
        if mention.box is None and mention.role != "other":
            owned = not mention.figure.percent and owned_by_others(text, mention.figure, edge, gaps[index])
            if owned or named_other(text, mention.figure, gaps[index + 1]):
                mention.role = "other"
        if mention.role == "gain" and any(cue.role == "other" and cue.row.weak for cue in gaps[index]):
            mention.role = "other"  # offset my 5,000 capital gain: a gain elsewhere
        if mention.role in {"gain_pct", "loss_pct"} and mention.cue:
            of_market = any(cue.row.group == "market" for cue in gaps[index])
            if of_market or _is_share(text, mention.figure, mention.cue):
                mention.role = None
        if index and _SUBTRACT.fullmatch(text, mentions[index - 1].figure.end, mention.figure.start):
            for one in (mentions[index - 1], mention):
                if one.role is None:
                    one.role = "other"


def _is_share(text: str, figure: Figure, cue: Cue) -> bool:
    """Whether a percent is a share of a gain and not its rate: `24% of the gain`, `收益的 24%`."""
    if cue.start >= figure.end:
        return bool(re.match(r"\s?of (?:the|my|any|that|its)", text[figure.end : cue.start]))
    return cue.row.side == "either" and text[cue.end : figure.start].strip() == "的"


def _settle(text: str, mentions: Sequence[Mention], result: Assigned) -> None:
    """One figure for each role, or a question."""
    blocked = {question.role for question in result.questions}
    for mention in mentions:
        role = None if mention.role == "other" else mention.role
        if role == "basis" and mention.exact and mention.figure.negative:
            result.questions.append(Question("implausible", (-mention.value,), role))  # what went in is no loss
            blocked.add(role)
        if not mention.exact:
            result.questions.append(Question(_why(mention.figure), mention.figure.values, role))
            blocked.add(role)
    result.others += [one.value for one in mentions if one.role == "other" and one.exact and not one.figure.percent]
    for role in _ORDER:
        found = [mention for mention in mentions if mention.role == role and mention.exact]
        if not found or role in blocked:
            continue
        value = (
            _basis(text, mentions, found) if role == "basis" else _single(text, mentions, found, last=role == "value")
        )
        if value is None:
            values = dict.fromkeys(mention.value for mention in found)
            candidates = tuple(values) if len(values) > 1 else (found[0].value, found[0].value * len(found))
            result.questions.append(Question("two_candidates", candidates, role))
        else:
            result.roles[role] = plain(value)
    _weigh(result)


def _weigh(result: Assigned) -> None:
    """Ask about a value of ten times the basis or a tenth of it: the whole plan was meant, or a unit missed."""
    basis, value = result.roles.get("basis"), result.roles.get("value")
    if basis and value and not Decimal("0.1") <= value / basis <= 10:
        result.questions.append(Question("implausible", (result.roles.pop("value"),), "value"))


def _why(figure: Figure) -> QuestionCode:
    if figure.kind is Kind.RANGE:
        return "range"
    if figure.kind is Kind.VAGUE or figure.loose:
        return "vague"
    return "currency" if figure.foreign else "bound"


def _single(text: str, mentions: Sequence[Mention], found: Sequence[Mention], *, last: bool) -> Decimal | None:
    """The one value that all mentions agree on; of values that the account moved through, the last.

    Where a conversion is told of between two such values, the later one is no longer what was converted: ask.
    """
    if len({mention.value for mention in found}) == 1:
        return found[-1].value
    if any(mention.free for mention in mentions):  # 10k now 9k, 12k now 13k: two stories
        return None
    on_the_way = text[found[0].figure.end : found[-1].figure.start]
    if last and all(mention.moved for mention in found) and not _CONVERTED.search(on_the_way):
        return found[-1].value
    return None


def _basis(text: str, mentions: Sequence[Mention], found: Sequence[Mention]) -> Decimal | None:
    """Basis, from mentions that agree, that the text adds up (又, 再, another), or whose total it states.

    Box 5 counts only where no other basis is stated, for it may be limited to the amount distributed.
    """
    stated = [mention for mention in found if mention.box is None] or list(found)
    told = [mention for mention in stated if mention.cue and mention.cue.row.side == "before"]
    if len({mention.value for mention in stated}) == 1 and not any(
        _adds(text, mentions, mention) for mention in stated[1:]
    ):
        # 1 月存 5000，2 月存 5000: once or twice, nobody can tell
        return stated[0].value if len(told) < 2 else None
    *parts, whole = stated
    sum_of_parts = sum((part.value for part in parts), Decimal(0))
    if len(parts) > 1 and whole.value == sum_of_parts:
        return whole.value
    if all(_adds(text, mentions, mention) for mention in stated[1:]):
        return sum_of_parts + whole.value
    return None


def _adds(text: str, mentions: Sequence[Mention], mention: Mention) -> bool:
    """Whether the words before a figure say that it comes on top."""
    if mention.adds:
        return True
    index = next(i for i, one in enumerate(mentions) if one is mention)
    edge = mentions[index - 1].figure.end if index else 0
    return bool(ADDING.search(text[edge : mention.figure.start])) and not _WHOLE.search(
        text[edge : mention.figure.start]
    )
