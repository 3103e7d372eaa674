"""Typed figures of a form or of command options, put into words for the one reader of amounts."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields, replace
from decimal import Decimal

from bot.assistant import Assistant
from bot.figures import HUNDRED, as_role, basis_and_value, percent, said
from bot.followup.thread import Thread
from calc.amounts import RoleValue, read

_NEGATIVE = re.compile(r"\W*?[-−–－(（]")  # in a sentence a minus tells a loss, in these fields nothing is below zero
_DIGITS = re.compile(r"[\d.,]+")
_DESTINATIONS = {"roth401k": "to Roth 401(k)", "roth_ira": "to Roth IRA"}


@dataclass(frozen=True)
class Figures:
    """What was typed into each field, as it was typed; empty where nothing was.

    Attributes:
        basis: after-tax contributions in dollars, such as ``20k`` or ``2万``.
        value: value at the conversion in dollars.
        to: ``roth401k`` or ``roth_ira``.
        rate: tax rate in percent.
        year: tax year.
    """

    basis: str = ""
    value: str = ""
    to: str = ""
    rate: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return any(astuple(self))

    def text(self, assistant: Assistant) -> str:
        """The fields as one sentence that the reader of amounts reads as it reads any other."""
        parts = (self._words(assistant, field.name) or "" for field in fields(self))
        return " ".join(part for part in parts if part)

    def unread(self, assistant: Assistant) -> tuple[str, ...]:
        """Names of the filled fields that cannot be read."""
        given = (field.name for field in fields(self) if getattr(self, field.name).strip())
        return tuple(name for name in given if self._words(assistant, name) is None)

    def worth_nothing(self, assistant: Assistant) -> bool:
        """Whether the account is said to be worth nothing: then nothing is converted."""
        return roles_of(assistant, self.text(assistant)).get("value") == 0

    def _words(self, assistant: Assistant, name: str) -> str | None:
        typed = getattr(self, name).strip()
        if not typed or _NEGATIVE.match(typed):
            return None
        if name == "to":
            return _DESTINATIONS.get(typed)
        if name in ("basis", "value"):
            # a bare small number is no amount in a sentence; in a field for dollars it is
            digits = _DIGITS.fullmatch(typed)
            today = assistant.today()
            return as_role(name, typed, today) or (as_role(name, f"${typed}", today) if digits else None)
        words = f"tax rate {typed}" if name == "rate" else f"tax year {typed}"
        return words if name in roles_of(assistant, words) else None


def figures_of(thread: Thread) -> Figures | None:
    """The figures of a conversion that was gone on with, as fields of the form; ``None`` where there are none."""
    inputs = thread.inputs if thread.function == "convert" else {}
    found = {field.name: inputs.get(field.name, "") for field in fields(Figures)}
    rate = percent(Decimal(found["rate"]) * HUNDRED) if found["rate"] else ""
    return Figures(**{name: str(value) for name, value in (found | {"rate": rate}).items()}) or None


def roles_of(assistant: Assistant, text: str) -> dict[str, RoleValue]:
    """The figures read in a text, by role."""
    return said(read(text, today=assistant.today()))


def figures_in(assistant: Assistant, text: str) -> Figures | None:
    """The figures of a question as fields of the form; ``None`` where there are none."""
    roles = roles_of(assistant, text)
    # a value that was said as a loss or gain is worked out
    worked_out = dict(zip(("basis", "value"), basis_and_value(roles), strict=True))
    roles |= {role: amount for role, amount in worked_out.items() if amount is not None}
    found = Figures(**{field.name: f"{roles[field.name]}" if field.name in roles else "" for field in fields(Figures)})
    if found.rate:
        found = replace(found, rate=f"{found.rate}%")
    return found or None
