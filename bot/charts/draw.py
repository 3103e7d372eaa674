"""Draw the picture of a calculation: the one way in.

Synchronous and without side effects: call it in a thread. The picture never says more than the text beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from bot.charts import conversion, series, waiting
from bot.charts.letters import Letters
from bot.charts.paint import paint
from bot.charts.sheet import Sheet
from bot.charts.telling import Teller, teller, together
from bot.language import Language
from bot.wordbook import Wordbook

Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Picture:
    """A picture ready to be sent.

    Attributes:
        png: its bytes.
        alt: the same in sentences, at most 1,024 characters.
        name: of the file; holds no figure.
    """

    png: bytes
    alt: str
    name: str


@dataclass(frozen=True)
class Kind(Generic[Shown]):
    """A kind of picture.

    Attributes:
        name: of its files.
        read: finds what there is to show in inputs and result; None where that is nothing.
        lay_out: puts it on a sheet.
        tell: says it in sentences.
    """

    name: str
    read: Callable[[Mapping[str, Any], Mapping[str, Any]], Shown | None]
    lay_out: Callable[[Shown, Letters], Sheet]
    tell: Callable[[Shown, Teller], list[str]]


KINDS: Final[Mapping[str, Kind[Any]]] = MappingProxyType(
    {
        "convert": Kind(conversion.NAME, conversion.read, conversion.lay_out, conversion.tell),
        "series": Kind(series.NAME, series.read, series.lay_out, series.tell),
        "wait_vs_now": Kind(waiting.NAME, waiting.read, waiting.lay_out, waiting.tell),
    }
)
"""The functions of `calc.functions` that have a picture."""


def draw(
    function: str,
    inputs: Mapping[str, Any],
    result: Mapping[str, Any],
    words: Wordbook,
    language: Language,
    *,
    font: Path | None = None,
) -> Picture | None:
    """The picture of a calculation; None where the function has none or there is nothing to show.

    Args:
        function: a name of `calc.functions`.
        inputs: what was computed from, as plain data.
        result: what came out, as `calc.model.Result.to_json` gives it.
        words: the texts of the interface.
        language: of the labels, where a font allows it, and of the alt text in any case.
        font: the file that is set as `ROTHDESK_CHART_FONT`.
    """
    kind = KINDS.get(function)
    shown = kind.read(inputs, result) if kind else None
    if kind is None or shown is None:
        return None
    sheet = kind.lay_out(shown, Letters(words, language, font))
    alt = together(kind.tell(shown, teller(words, language)), language)
    return Picture(png=paint(sheet), alt=alt, name=kind.name)
