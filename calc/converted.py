"""Read earlier conversions to Roth out of a sentence: year, the part that was taxed then, and the rest."""

from __future__ import annotations

import re
from typing import Final

from calc.fold import fold

_WHOLE: Final = r"(?! ?[0-9](?![0-9]))"  # no digit stands behind it that may belong to it
# with its unit and the short tail behind that (1 万 8), or with neither: a part of a sum is none
_SUM: Final = (
    r"(?:\$ ?)?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:"
    rf" ?[千万](?: ?[1-9](?![0-9年月日/-]|[.,][0-9]))?{_WHOLE}"
    rf"|(?:\.[0-9]+)? ?[k千万](?![a-z]){_WHOLE}"
    r"|(?:\.[0-9]+)?(?![0-9]|[.,][0-9]| ?[k千万百]))"
    r"(?![0-9.%]*%)"
)
_TAXED: Final = r"(?:应税|要交税|交税|(?<![a-z])(?<!non)(?<!non-)(?<!not )(?:taxable|taxed))(?:的?部分|的| part)?"
_REST: Final = (
    r"(?:免税|不用交税|不交税|不应税|非应税|其余|其他部分"
    r"|(?<![a-z])(?:non-?taxable|not taxable|untaxed|tax-?free|(?:the )?rest))(?:的?部分|的| part)?"
)
_IS: Final = r"\s?(?:是|为|:|=|(?:is|was|of)(?![a-z]))?\s?"
_JOIN: Final = r"\s?(?:,|和|,?\s?and)?\s?"
_CONVERTED: Final = r"(?:做的|里|,|:)?\s?(?:转换|转|(?<![a-z])conver(?:ted|sions?)(?![a-z]))?(?:了|的|过)?(?:,|:|:)?\s?"
_ROW: Final = re.compile(
    rf"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})\s?年?\s?{_CONVERTED}(?:"
    rf"{_TAXED}{_IS}(?P<taxed_a>{_SUM}){_JOIN}{_REST}{_IS}(?P<rest_a>{_SUM})"
    rf"|{_REST}{_IS}(?P<rest_b>{_SUM}){_JOIN}{_TAXED}{_IS}(?P<taxed_b>{_SUM})"
    rf"|(?P<taxed_c>{_SUM})\s?{_TAXED}{_JOIN}(?P<rest_c>{_SUM})\s?{_REST}"
    rf"|(?P<rest_d>{_SUM})\s?{_REST}{_JOIN}(?P<taxed_d>{_SUM})\s?{_TAXED})",
    re.ASCII,
)
_NONE: Final = re.compile(
    r"(?:没有?|从未|从没|未曾)(?:做过|任何)?(?:转换|转)过?(?![0-9])|无转换"
    r"|(?<![a-z])(?:no|never had any|without)\s(?:earlier |past )?conversions?"
    r"|(?<![a-z])never\sconverted(?: anything)?",
    re.ASCII,
)


def read_conversions(text: str) -> tuple[list[tuple[str, str, str]] | None, str]:
    """Conversions that a text tells in full, and the text with these blanked, character for character.

    Args:
        text: a message, such as ``2024 年转换应税 200 免税 10000，余额 18700``.

    Returns:
        Year, taxed part and rest of each, as written; an empty list where the text says that there was none, None
        where it tells of none in full. The text outside is read by `calc.labelled`, which asks about any other one.
    """
    folded = fold(text).replace("，", ",")
    rows, rest = [], text
    for match in _ROW.finditer(folded):
        taxed, untaxed = (
            next(match[f"{name}_{way}"] for way in "abcd" if match[f"{name}_{way}"]) for name in ("taxed", "rest")
        )
        rows.append((match["year"], taxed, untaxed))
        rest = _blanked(rest, match)
    none = None if rows else _NONE.search(folded)
    if none:
        rest = _blanked(rest, none)
    return (rows if rows or none else None), rest


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "," + " " * (match.end() - match.start() - 1) + text[match.end() :]
