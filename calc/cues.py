"""The words around figures that say what a figure is; the words themselves stand in cues.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from calc.names import Name
from calc.words import key, pattern_of

Role = Literal["basis", "value", "gain", "loss", "taxable", "rate", "state_rate", "other", "none"]
Side = Literal["before", "after", "either"]

_BOXES: dict[str, Role] = {"1": "value", "2a": "taxable", "5": "basis"}


class Row(BaseModel):
    """One list of words in cues.yaml; see the head of that file for what the fields mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    side: Side
    words: tuple[str, ...]
    weak: bool = False
    moved: bool = False
    of: Literal["amount", "any"] = "any"
    group: Literal["owner", "own", "market"] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A word found at a place of the message. `box` is set where it is a box of Form 1099-R."""

    start: int
    end: int
    row: Row
    box: str | None = None

    @property
    def role(self) -> Role:
        """What the figure beside it is."""
        return self.row.role


@dataclass(frozen=True)
class Table:
    """All cue words: one pattern that finds them, and the rows that each word belongs to."""

    pattern: re.Pattern[str]
    rows: dict[str, tuple[Row, ...]]


@lru_cache(maxsize=1)
def table() -> Table:
    """Read cues.yaml once. Raises pydantic.ValidationError where it does not fit `Row`."""
    text = resources.files("calc").joinpath("cues.yaml").read_text("utf-8")
    rows: dict[str, list[Row]] = {}
    for item in yaml.safe_load(text):
        row = Row.model_validate(item)
        for word in row.words:
            if row not in rows.setdefault(key(word), []):
                rows[key(word)].append(row)
    return Table(pattern_of(rows), {word: tuple(found) for word, found in rows.items()})


def cues_in(text: str, names: Sequence[Name]) -> list[Cue]:
    """Cues in order.

    Args:
        text: folded text in which figures and names are blanked.
        names: names found in it, for the boxes of Form 1099-R among them.
    """
    words = table()
    found = [
        Cue(match.start(), match.end(), row)
        for match in words.pattern.finditer(text)
        for row in words.rows[key(match.group())]
        if row.role != "none"
    ]
    for name in names:
        if name.box:
            row = Row(role=_BOXES.get(name.box, "other"), side="either", words=())
            found.append(Cue(name.start, name.end, row, name.box))
    return sorted(found, key=lambda cue: cue.start)
