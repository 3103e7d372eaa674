"""Sums that the words right beside them set apart: what is left of a basis, a limit for each person, what is taxed.

They are none of the figures of a conversion, however near a word for basis or value stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calc.figures import Figure, Kind

_BASIS: Final = r"(?:basis|基数)"
# 1 万 basis 还剩 9500: there it is the basis of 1 万, unless that is called a value
_NOT_OF_A_SUM: Final = (
    r"(?:(?<![0-9万千k] )(?<![0-9万千k])"
    r"|(?:市值|现值|余额|价值|(?<![a-z])(?:value|fmv|balance))[\s:=是]*\$?[0-9.,]+ ?[万千kw]?\s*)"
)
_LEFT: Final = r"(?:剩下|剩余|剩|left[ -]?over|left|remaining)"
_BASIS_LEFT: Final = re.compile(
    rf"(?:{_NOT_OF_A_SUM}{_BASIS}\s*(?:还|就|只|现在|is|was|\s)*{_LEFT}"
    rf"|(?:剩下|剩余|剩|left[ -]?over|remaining)\s*的?\s*{_BASIS})(?:了|有|是|的|还|is|of|[:=\s])*$"
)
_LEFT_OF_BASIS: Final = re.compile(
    rf"\s*(?:的|of)?\s*(?:my )?{_BASIS}\s*(?:is|was|还)?\s*(?:left|remaining|剩)(?![^,，。;\n]{{0,6}}[0-9])"
)
_LEFT_BEFORE: Final = re.compile(r"(?:剩下?了?|剩余)\s*$")
_BASIS_BEHIND: Final = re.compile(rf"\s*的?\s*{_BASIS}(?![\s:=是]*\$?[0-9])")
_FOR_EACH: Final = re.compile(
    r"\s*(?:这个)?(?:是|算|指)?\s*(?:一人一[个份]|每个?人(?!民)|per (?:person|individual)|each person|apiece)"
)
_THIS: Final = re.compile(r"(?:^|[,，。;；?？!！\n]|现在|目前|所以|那么|请问)\s*[这那][笔个些]?\s*$")
_IS_TAXED: Final = re.compile(
    r"\s*[块刀]?\s*的?(?:也|都|还|又)?(?:要不要|要|得|需要|用|会)(?:再|也|另外)?[交缴补](?:加州|纽约州|州|联邦)?税"
)
_BEFORE: Final = 40  # characters that are looked at


def set_apart(folded: str, figures: Sequence[Figure]) -> frozenset[int]:
    """Where sums begin that are none of ours.

    Args:
        folded: folded text.
        figures: what was found in it.
    """
    return frozenset(one.start for one in figures if one.kind is Kind.AMOUNT and _is_apart(folded, one))


def _is_apart(folded: str, figure: Figure) -> bool:
    before, behind = folded[max(0, figure.start - _BEFORE) : figure.start], folded[figure.end :]
    return bool(
        _BASIS_LEFT.search(before)
        or _LEFT_OF_BASIS.match(behind)
        or (_LEFT_BEFORE.search(before) and _BASIS_BEHIND.match(behind))
        or _FOR_EACH.match(behind)
        or (_THIS.search(before) and _IS_TAXED.match(behind))
    )
