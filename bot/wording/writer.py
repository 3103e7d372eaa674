"""What every wording of a result needs: words of one language, numbered sources, lines with their working."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.citing import Numbering
from bot.figures import HUNDRED, money, percent
from bot.language import Language
from bot.reply import Line, Scenario
from bot.wordbook import Wordbook
from calc.model import AnyReading, Authority, CautionId, Step


@dataclass(frozen=True)
class Shown:
    """What is shown of a result.

    Attributes:
        headline: the answer in one sentence.
        lines: labelled figures, the telling ones first.
        assumed: what was assumed, a few words each.
        scenarios: the readings beside each other, where something is open.
        hint: what to add to see more, or nothing.
        doubtful: whether what was given does not hold together.
    """

    headline: str
    lines: tuple[Line, ...]
    assumed: tuple[str, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    hint: str = ""
    doubtful: bool = False


def by_key(steps: Iterable[Step]) -> dict[str, Step]:
    """The steps of a result by what they compute."""
    return {step.key: step for step in steps}


class Writer:
    """Words figures in one language, numbering their authorities with the rest of the card."""

    def __init__(self, words: Wordbook, language: Language, numbering: Numbering) -> None:
        self._words = words
        self.language = language
        self._numbering = numbering

    def say(self, key: str, **values: object) -> str:
        """A text of the area ``calc``."""
        return self._words(f"calc.{key}", self.language, **values)

    def cautions(self, cautions: Iterable[CautionId]) -> tuple[str, ...]:
        """What a result takes for granted or leaves out, a few words each."""
        return tuple(self.say(f"caution-{caution}") for caution in cautions)

    def notes(self, cautions: Iterable[CautionId]) -> list[Line]:
        """Cautions that say something about the figures themselves, as lines beside them."""
        return [Line(key="note", label=self.say("note"), value=said) for said in self.cautions(cautions)]

    def marks(self, authorities: Iterable[Authority]) -> tuple[int, ...]:
        """The numbers of the sources."""
        return self._numbering.marks((a.src, a.at) for a in authorities)

    def line(self, key: str, value: Decimal, step: Step | None = None, **values: object) -> Line:
        """A labelled sum of dollars, with the working and the sources of its step.

        Args:
            key: of the label in the area ``calc``.
            value: dollars.
            step: where it comes from.
            values: what the label has placeholders for.
        """
        return self.text(key, money(value), step, **values)

    def rate(self, key: str, value: Decimal, step: Step | None = None, **values: object) -> Line:
        """A labelled fraction as a percentage, with the working and the sources of its step."""
        return self.text(key, percent(value * HUNDRED), step, **values)

    def cited(self, key: str, value: str, authorities: Iterable[Authority], **values: object) -> Line:
        """A labelled text with its sources and no working, where that would be longer than it helps."""
        return Line(key=key, label=self.say(key, **values), value=value, marks=self.marks(authorities))

    def text(self, key: str, value: str, step: Step | None = None, **values: object) -> Line:
        """A labelled text, with the working and the sources of its step."""
        working = readable(step.expression) if step and not _bare(step.expression) else ""
        marks = self.marks(step.authorities) if step else ()
        return Line(key=key, label=self.say(key, **values), value=value, working=working, marks=marks)

    def scenario(self, reading: AnyReading, text: str, lines: Iterable[Line]) -> Scenario:
        """A reading under its title."""
        return Scenario(
            key=reading.id,
            title=self.say(f"scenario-{reading.id}"),
            text=text,
            marks=self.marks(reading.authorities),
            lines=tuple(lines),
        )


def _bare(expression: str) -> bool:
    """Whether the expression is just a figure, which the value already shows."""
    return not any(sign in expression for sign in "(+-*/,")


def readable(expression: str) -> str:
    """``9500.00 - 9500.00`` as people write it: ``9,500 − 9,500``."""
    parts = [_amount(part) for part in expression.replace("(", "( ").replace(")", " )").replace(",", " ,").split()]
    joined = " ".join(parts).replace("( ", "(").replace(" )", ")").replace(" ,", ",")
    joined = joined.replace(" ** ", "^")
    return joined.replace(" - ", " − ").replace(" * ", " × ").replace(" / ", " ÷ ")


def _amount(part: str) -> str:
    """A figure with separators, and without cents where there are none; anything else as it is."""
    whole, _, decimals = part.partition(".")
    if not (whole.isdigit() and decimals.isdigit() and len(decimals) > 1):
        return part
    return f"{int(whole):,}" if decimals == "00" else f"{int(whole):,}.{decimals}"
