"""Whether a mention in a question is denied: 没亏, 不是 Roth 401(k), not a loss, instead of Roth.

Conservative: only a negation that directly governs the mention counts. Questions in the form A-not-A (有没有亏,
转不转), rhetorical ones (不是 Roth 吗, isn't it …) and what cannot be done (不能抵税 asks about 抵税) deny nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Element(NamedTuple):
    """A Latin word or a single Han character of a normal form, with its place."""

    word: str
    start: int
    end: int


_NO_GAP = 0
_ENGLISH: dict[tuple[str, ...], int] = {  # cue: how many fillers may stand between it and the mention
    ("not",): 2,
    ("not", "to"): 0,
    ("never",): 1,
    ("no",): 0,
    ("without",): 2,
    ("isnt",): 2,
    ("arent",): 2,
    ("wasnt",): 2,
    ("werent",): 2,
    ("dont",): 0,
    ("doesnt",): 0,
    ("didnt",): 0,
    ("havent",): 1,
    ("hasnt",): 1,
    ("dont", "have"): 2,
    ("not", "have"): 2,
    ("didnt", "have"): 2,
    ("instead", "of"): 2,
    ("rather", "than"): 2,
    ("as", "opposed", "to"): 2,
}
_CHINESE: dict[tuple[str, ...], int] = {
    tuple(cue): gap
    for cue, gap in {
        "没有": 3,
        "没": 3,
        "不是": 3,
        "并非": 2,
        "不算": 2,
        "不属于": 2,
        "非": _NO_GAP,
        "未": _NO_GAP,
        "无": _NO_GAP,
        "别": _NO_GAP,
        "不": _NO_GAP,
    }.items()
}
# by the last word, so that only cues that can stand before a mention are looked at; the longest first
_CUES: dict[str, list[tuple[tuple[str, ...], int]]] = {}
for _cue, _gap in sorted((_ENGLISH | _CHINESE).items(), key=lambda item: -len(item[0])):
    _CUES.setdefault(_cue[-1], []).append((_cue, _gap))

_FILLERS = frozenset(
    "a an the my any our your really actually technically even yet been be in into from "
    "的 我 在 任 何 一 个 真 过 做".split()
)
# a word before the cue that turns it into a question, a modal or another word
_ASKING = frozenset("why whether if or can could should may might must would sure and but so".split())
_BEFORE: dict[str, frozenset[str]] = {
    "没有": frozenset("有"),
    "没": frozenset("有"),
    "不是": frozenset("是"),
    "非": frozenset("除无是莫"),
    "未": frozenset("从"),
    "无": frozenset("有"),
    "别": frozenset("分区个级差特类性告"),
    "不": frozenset("要能会该可是差好用来得了对才想避"),
}
_QUESTION_TAIL = frozenset("吗么嘛吧")
_RHETORICAL = frozenset(("isnt", "arent", "wasnt", "werent"))


def _touching(elements: Sequence[Element], index: int) -> bool:
    """Whether an element follows the one before it without punctuation, as far as a normal form still tells."""
    before, this = elements[index - 1], elements[index]
    return before.word.isascii() or this.word.isascii() or before.end == this.start


def _guarded(elements: Sequence[Element], cue_at: int, cue: tuple[str, ...], first: int, last: int) -> bool:
    """Whether what stands around a cue takes its denying force away."""
    before = elements[cue_at - 1].word if cue_at and _touching(elements, cue_at) else None
    after = elements[last + 1].word if last + 1 < len(elements) else None
    if cue[0].isascii():
        return before in _ASKING or (cue[0] in _RHETORICAL and before is None)
    joined = "".join(cue)
    if joined == "不是" and after in _QUESTION_TAIL:
        return True
    return before is not None and (before in _BEFORE.get(joined, ()) or before == elements[first].word)


def is_negated(elements: Sequence[Element], first: int, last: int, free_from: int) -> bool:
    """Whether the mention ``elements[first..last]`` is directly denied.

    Args:
        elements: the whole question.
        first: index of the mention's first element.
        last: index of its last element.
        free_from: the cue must begin at or after this index; before it another mention owns the words.
    """
    gap, at = 0, first
    while at > free_from and _touching(elements, at):
        for cue, allowed in _CUES.get(elements[at - 1].word, ()):
            begin = at - len(cue)
            fits = begin >= free_from and tuple(e.word for e in elements[begin:at]) == cue
            if fits and gap <= allowed:
                return not _guarded(elements, begin, cue, first, last)
        if elements[at - 1].word not in _FILLERS:
            return False
        at, gap = at - 1, gap + 1
    return False
