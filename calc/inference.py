"""Roles that no word says outright: what follows from arrows, order, sums, signs and the words between two figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from calc.cues import Cue
from calc.figures import Figure, Kind
from calc.links import ORIGIN, between, clause_of, touching


@dataclass(slots=True)
class Mention:
    """A figure on its way to a role.

    Attributes:
        figure: the figure.
        cue: the word it is tied to, if any.
        role: its role so far; `other` where it is none of ours.
        moved: as a value, it is what the account has come to.
        box: the box of Form 1099-R that it stands in.
        adds: the text says that it comes on top of the one before.
    """

    figure: Figure
    cue: Cue | None
    role: str | None = None
    moved: bool = False
    box: str | None = None
    adds: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one certain figure in dollars or percent."""
        return self.figure.kind in {Kind.AMOUNT, Kind.PERCENT} and not (
            self.figure.bound or self.figure.foreign or self.figure.loose
        )

    @property
    def value(self) -> Decimal:
        """Dollars or percent units."""
        return self.figure.values[0]

    @property
    def free(self) -> bool:
        """Whether it is a sum of money that has no role yet."""
        return self.role is None and not self.figure.percent


ADDING = re.compile(
    r"[又再]|后来又?|另外|外加|加上|还存|还放|然后|\+"
    r"|(?<![a-z])(?:another|plus|then|additional|additionally|more|also|again|extra|later)(?![a-z])"
)
_STEP = re.compile(r"[,\s]*(?:到|至|to|up to|down to|/|>+|»|变|变成|成)\s*")
_JOIN = re.compile(
    r"[,\s]*(?:[和与及跟、&+又再或加]|后来又?|另外|外加|加上|还是|或者|然后又?再?|[\s,]"
    r"|(?<![a-z])(?:and|plus|then|another|or|and then|and another|plus another)(?![a-z]))+(?:的|about|around|大概)?\s*"
)
_EITHER = re.compile(r"还是|或|(?<![a-z])or(?![a-z])")
_WHEN = re.compile(
    r"\x00+|年[初中底末]|[上下]半年|(?<![a-z])(?:in|last year|this year|later|year|early|late)(?![a-z])"
    r"|(?<![a-z])(?:(?:in|on|early|late|since|back)\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4])[a-z]*(?![a-z])"
)
_THEREOF = re.compile(
    r"其中|里面|^里有|包括|包含|(?<![a-z])(?:of which|including|includes?|which includes|incl)(?![a-z])"
)
_OF = re.compile(
    r"\s*(?:is |was )?(?:left|remaining|remains)?\s?(?:out )?(?:of|from)(?: my| the| our| that)?"
    r"(?: original| initial)?\s*"
)
_ORIGIN = re.compile(
    r"[\s,(]*(?:now|现在)?[\s,(]*"
    r"(?:(?:(?:is|are|was|were)?\s?(?:down|up|fallen|dropped|reduced)\s)?from(?: my| the| an)?(?: original)?"
    r"|was|were|used to be|originally|(?:是)?[从由]|(?:原来|原本|本来|原先|当初|之前|最初)是?)\s*"
)
_ON = re.compile(r"\s*(?:in |of )?(?:gains?|loss(?:es)?|earnings)?\s*on (?:a |an |my |about )?\s*")
_FILLING = re.compile(
    r"[\s,\x00]|里|现在|已经|竟然|账面|居然|今年|上|\b(?:has|have|i|now|just|and|it|then|went|is|was|gone)\b"
)
_ACCOUNT = re.compile(r"(?:账户|户头|账号)(?:里|现在|目前|总共|一共|大概|是|为|有|[:\s])*$")
_COMMA = re.compile("[,，]")
_INTO = re.compile(
    r"[\s,，]*(?:就|现在|又)?(?:(?P<turned>变成?|变为|成了?|turned into|became)|到|to|→|->|=>)了?\s*", re.ASCII
)
_BRACKETS = {Decimal(rate) for rate in (10, 12, 22, 24, 32, 35, 37)}
_CHANGES = {"gain", "loss", "gain_pct", "loss_pct"}
_STATE_TOP = 15  # percent; no state taxes more, with its cities


def infer(text: str, mentions: Sequence[Mention], *, filing: bool) -> None:
    """Give roles to figures that no cue names, in place.

    Args:
        text: folded text in which figures and names are blanked.
        mentions: figures with the roles that cues gave them, in order.
        filing: whether a filing status is named, which makes a lone bracket a tax rate.
    """
    for rule in (
        _minus_signs, _left_of, _steps, _joined, _before_move, _before_origin, _in_account, _lost_from, _change_on,
        _thereof, _only_two, _computed, _changed_into,
    ):  # fmt: skip
        rule(text, mentions)
    _doubtful(mentions)
    _lone_bracket(text, mentions, filing=filing)


def _has(mentions: Sequence[Mention], role: str) -> bool:
    return any(mention.role == role for mention in mentions)


def _minus_signs(_text: str, mentions: Sequence[Mention]) -> None:
    """A figure with a minus sign is a loss."""
    for mention in mentions:
        if mention.figure.negative and mention.role in {None, "value", "gain", "gain_pct"}:
            mention.role = "loss_pct" if mention.figure.percent else "loss"


def _left_of(text: str, mentions: Sequence[Mention]) -> None:
    """`9,500 of my 10,000 is left`: the part is the value, the whole the basis."""
    for first, second in pairwise(mentions):
        remains = any(one.role == "value" and one.moved for one in (first, second))
        free = {first.role, second.role} <= {"value", None} and not first.figure.percent and not second.figure.percent
        if remains and free and _OF.fullmatch(text, first.figure.end, second.figure.start):
            first.role, first.moved, second.role = "value", True, "basis"


def _steps(text: str, mentions: Sequence[Mention]) -> None:
    """`1万到1万2`, `10,000/9,500`, `from 10k to 9.5k`, `lost 500 to 9500`: the second figure is where it went."""
    for first, second in pairwise(mentions):
        if first.figure.percent or not second.free or first.role in {"other", "taxable"}:
            continue
        if _STEP.fullmatch(text, first.figure.end, second.figure.start):
            second.role, second.moved = "value", True


def _joined(text: str, mentions: Sequence[Mention]) -> None:
    """`存了5000又3000`: a figure joined to one that has a role shares it."""
    for first, second in pairwise(mentions):
        if first.figure.percent != second.figure.percent:
            continue
        gap = _WHEN.sub("", text[first.figure.end : second.figure.start])
        if not gap.strip(" ,、") or not _JOIN.fullmatch(gap):
            continue
        if second.figure.percent and not _EITHER.search(gap):
            continue
        if second.role is None and first.role is not None:
            second.role = first.role
        elif first.role is None and second.role is not None and not second.moved:
            first.role = second.role
        second.adds = second.adds or bool(ADDING.search(gap))


def _before_move(_text: str, mentions: Sequence[Mention]) -> None:
    """`1万 → 9500`, `10k in 2025, now 9.5k`: what came before the account moved to a value is the basis."""
    if _has(mentions, "basis"):
        return
    for index, mention in enumerate(mentions):
        if mention.role == "value" and mention.moved:
            free = [one for one in mentions if one.free]
            before = len(free) == 1 and any(one is free[0] for one in mentions[:index])
            if before and free[0].figure.values and _comparable(free[0], mention):
                free[0].role = "basis"
            return


def _before_origin(text: str, mentions: Sequence[Mention]) -> None:
    """`9.5k, down from 10k`, `9500，原来 10000`: what stands before the origin is the value."""
    if _has(mentions, "value"):
        return
    for first, second in pairwise(mentions):
        fits = first.free and second.role == "basis" and _comparable(first, second)
        if fits and _ORIGIN.fullmatch(text, first.figure.end, second.figure.start):
            first.role = "value"


def _change_on(text: str, mentions: Sequence[Mention]) -> None:
    """`lost 500 on 10k`: what a gain or loss was made on is the basis."""
    if _has(mentions, "basis"):
        return
    for first, second in pairwise(mentions):
        if first.role in _CHANGES and second.free and _ON.fullmatch(text, first.figure.end, second.figure.start):
            second.role = "basis"


def _comparable(first: Mention, second: Mention) -> bool:
    """Whether one could have become the other: a balance does not usually grow or shrink fivefold."""
    if not first.figure.values or not second.figure.values or not second.value:
        return True
    return Decimal("0.2") <= first.value / second.value <= 5


def _in_account(text: str, mentions: Sequence[Mention]) -> None:
    """`账户 26200，赚了 1200`: what the account holds, and then of it what was gained or lost, is the value."""
    if _has(mentions, "value"):
        return
    for first, second in pairwise(mentions):
        if not first.free or second.role not in {"gain", "loss"} or not _ACCOUNT.search(text, 0, first.figure.start):
            continue
        if second.role == "gain" or _COMMA.search(text, first.figure.end, second.figure.start):
            first.role = "value"
            return


def _lost_from(text: str, mentions: Sequence[Mention]) -> None:
    """`1万亏了500`, `5万跌了10%`: the figure right before the fall is the basis."""
    if _has(mentions, "basis"):
        return
    for first, second in pairwise(mentions):
        cue = second.cue
        if not first.free or second.role not in _CHANGES or cue is None or cue.row.side != "before":
            continue
        gap = _FILLING.sub("", text[first.figure.end : second.figure.start])
        if cue.end <= second.figure.start and len(gap) <= cue.end - cue.start + 2:
            first.role = "basis"
            return


def _thereof(text: str, mentions: Sequence[Mention]) -> None:
    """`12400, of which 2400 is gain`: the whole is the value."""
    if _has(mentions, "value"):
        return
    for first, second in pairwise(mentions):
        part = second.role in {"basis", "gain"} and not (second.cue and second.cue.row.weak)
        if first.free and part and _THEREOF.search(between(text, first.figure, second.figure)):
            first.role = "value"


def _only_two(text: str, mentions: Sequence[Mention]) -> None:
    """A message of two figures and nothing else is basis and value."""
    if len(mentions) != 2 or not all(mention.free and mention.exact for mention in mentions):
        return
    first, second = (mention.figure for mention in mentions)
    outside = text[: first.start] + text[first.end : second.start] + text[second.end :]
    if not outside.strip(" \n,，/;、") and _comparable(*mentions):
        mentions[0].role, mentions[1].role = "basis", "value"


def _computed(_text: str, mentions: Sequence[Mention]) -> None:
    """The one figure without a role that is what the others say it must be: basis + gain, basis - loss, and back."""
    free = [mention for mention in mentions if mention.free and mention.exact]
    changes = [mention for mention in mentions if mention.role in {"gain", "loss"}]
    if len(free) != 1 or len(changes) != 1 or not changes[0].exact or free[0].figure.negative:
        return
    have = {mention.role: mention.value for mention in mentions if mention.exact}
    change = changes[0].value if changes[0].role == "gain" else -changes[0].value
    if "value" not in have and "basis" in have and have["basis"] + change == free[0].value:
        free[0].role = "value"
    elif "basis" not in have and "value" in have and have["value"] - change == free[0].value:
        free[0].role = "basis"


def _changed_into(text: str, mentions: Sequence[Mention]) -> None:
    """`亏了 3 万变成 2.8 万`: what it turned into says where it stood before, and nothing of that size was lost.

    Only where it went the way that the word says, and not so far that the first figure is likelier the change itself.
    """
    for first, second in pairwise(mentions):
        if first.role not in {"gain", "loss"} or second.role != "value" or not (first.exact and second.exact):
            continue
        into = _INTO.fullmatch(text, first.figure.end, second.figure.start)
        before = first.cue is not None and first.cue.row.side == "before" and first.cue.end <= first.figure.start
        if into is None or not before or not first.value:
            continue
        ratio = second.value / first.value
        if any(one.role == "basis" and one.value != first.value for one in mentions if one.exact):
            continue
        if Decimal("0.2") <= ratio < 1 if first.role == "loss" else 1 < ratio <= Decimal("1.5"):
            first.role, second.moved = "basis", True
        elif into["turned"] and first.role == "gain" and 1 < ratio <= 4:
            first.role = None  # 赚了 5000 变 12000: the gain, or what it was made on


def _doubtful(mentions: Sequence[Mention]) -> None:
    """Take back `from X` where nothing came of X, and a state's name beside a rate that no state has."""
    came_of_it = any(mention.role == "value" or mention.role in _CHANGES for mention in mentions)
    for mention in mentions:
        if mention.cue is None:
            continue
        if mention.cue.row is ORIGIN and not came_of_it:
            mention.role = None
        if mention.role == "state_rate" and mention.cue.row.weak and mention.exact and mention.value > _STATE_TOP:
            mention.role = None


def _lone_bracket(text: str, mentions: Sequence[Mention], *, filing: bool) -> None:
    """A single percent that is a federal bracket (IRC §1) and stands by itself, beside our figures, is the rate."""
    lone = [mention for mention in mentions if mention.figure.percent and mention.role is None]
    roles = {mention.role for mention in mentions}
    enough = filing or "state_rate" in roles or "gain" in roles or ("basis" in roles and roles & {"value", "loss"})
    if not enough or "rate" in roles or len(lone) != 1 or not lone[0].exact:
        return
    if lone[0].value in _BRACKETS and touching(clause_of(text, lone[0].figure)):
        lone[0].role = "rate"
