"""Word the result of a calculation: labelled lines with working and sources, readings beside each other.

Each kind of result has a module with a function that says what to show of it; :mod:`bot.wording.writer` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from bot.reply import Calculation
from bot.wording.writer import Shown, Writer
from calc.model import Result

View = Callable[[Writer, Mapping[str, Any], Any], Shown]

# the module of this package and the function there that says a calculation's result; loaded when first needed, so that
# no start waits for all of them
_VIEWS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "convert": ("conversion", "view"),
        "series": ("series", "view"),
        "reader_1099r": ("reader_1099r", "view"),
        "split": ("splitting", "view"),
        "form8606": ("form_8606", "view"),
        "roth401k_rollover": ("roth_401k", "rollover"),
        "roth401k_distribution": ("roth_401k", "distribution"),
        "roth_ira_distribution": ("roth_ira", "view"),
        "whole_plan_loss": ("whole_plan", "view"),
        "federal_increment": ("federal", "view"),
        "federal_increment_with_ctc": ("federal", "view"),
        "state_addon": ("state", "view"),
        "room_415c": ("room", "view"),
        "wait_vs_now": ("waiting", "view"),
        "split_or_not": ("split_or_not", "view"),
        "leftover_worth": ("leftover", "view"),
        "mega_vs_taxable": ("mega_vs_taxable", "view"),
        "sixty_day": ("sixty_day", "view"),
    }
)


def view_of(function: str) -> View:
    """What says the result of a calculation.

    Raises:
        KeyError: a calculation that has no wording.
    """
    module, name = _VIEWS[function]
    found: View = getattr(import_module(f"bot.wording.{module}"), name)
    return found


def calculation(writer: Writer, function: str, inputs: Mapping[str, Any], result: Result) -> Calculation:
    """The view of a result.

    Raises:
        KeyError: a calculation that has no wording.
    """
    shown = view_of(function)(writer, inputs, result)
    dumped = result.to_json()
    return Calculation(
        function=function,
        headline=shown.headline,
        lines=shown.lines,
        scenarios=shown.scenarios,
        assumptions=writer.say("assumptions", list=writer.language.join(shown.assumed)),
        inputs=plain(inputs),
        result=dumped,
        readings=dumped["readings"],
        hint=shown.hint,
        doubtful=shown.doubtful,
    )


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Inputs as JSON carries them: decimals as text, the rest as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
