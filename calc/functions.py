"""The calculations by name, and the one way to run them.

A calculation's module is loaded when it is first asked for: a start must not wait for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from calc.errors import CalcError, echo
from calc.model import Inputs, Result


@dataclass(frozen=True)
class Function:
    """A calculation.

    Attributes:
        name: what it is called, and the name of the function that computes.
        module: where in this package it stands.
        model: the name of its inputs there.
        example: a payload that works, shown to whoever sends something else.
    """

    name: str
    module: str
    model: str
    example: str

    @cached_property
    def inputs(self) -> type[Inputs]:
        """The model that its payload is read into."""
        found: type[Inputs] = getattr(self._loaded, self.model)
        return found

    @cached_property
    def _loaded(self) -> Any:  # noqa: ANN401 - a module
        return import_module(f"calc.{self.module}")

    def run(self, payload: Mapping[str, object]) -> Result:
        """Read the payload and compute."""
        result: Result = getattr(self._loaded, self.name)(self.inputs.read(payload))
        return result


_ALL: Final = (
    Function("convert", "conversion", "ConvertInput", '{"basis": 10000, "value": 9400}'),
    Function("series", "series", "SeriesInput", '{"rows": [[5000, 4600], [5000, 5300]]}'),
    Function(
        "reader_1099r",
        "reader_1099r",
        "ReaderInput",
        '{"box1": 9400, "box2a": 0, "box5": 9400, "box7": "G", "aftertax_contributions_to_date": 10000}',
    ),
    Function(
        "split",
        "splitting",
        "SplitInput",
        '{"pretax": 2000, "aftertax": 10000, "direct_trad": 2000, "direct_roth": 10000}',
    ),
    Function(
        "form8606", "form_8606", "Form8606Input", '{"nondeductible": 7500, "year_end_value": 4500, "conversion": 7500}'
    ),
    Function("roth401k_rollover", "roth_401k", "RothRolloverInput", '{"basis": 23000, "value": 20000}'),
    Function(
        "roth401k_distribution",
        "roth_401k",
        "RothDistributionInput",
        '{"basis": 18000, "value": 24000, "amount": 6000, "age": 40}',
    ),
    Function(
        "roth_ira_distribution",
        "roth_ira",
        "RothIraInput",
        '{"regular": 7000, "conversions": [[2024, 200, 10000]], '
        '"value": 18700, "amount": 9000, "age": 40, "year": 2026}',
    ),
    Function(
        "whole_plan_loss",
        "whole_plan",
        "WholePlanInput",
        '{"aftertax_basis": 30000, "aftertax_value": 24000, "pretax_value": 1000, "federal_agi": 180000}',
    ),
    Function(
        "federal_increment",
        "federal",
        "FederalInput",
        '{"year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}',
    ),
    Function(
        "federal_increment_with_ctc",
        "child_credit",
        "WithChildrenInput",
        '{"year": 2026, "status": "mfj", "wages": 405000, "taxable_conversion": 8000, "kids": 2}',
    ),
    Function(
        "state_addon",
        "state",
        "StateInput",
        '{"state": "CA", "year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}',
    ),
    Function(
        "room_415c", "room", "RoomInput", '{"year": 2026, "age": 40, "comp": 250000, "deferral": 24500, "match": 9000}'
    ),
    Function(
        "wait_vs_now",
        "waiting",
        "WaitInput",
        '{"basis": 10000, "value_now": 10600, "value_later": 11500, "rate": 0.24}',
    ),
    Function(
        "split_or_not",
        "split_or_not",
        "SplitOrNotInput",
        '{"basis": 10000, "value": 12000, "rate_now": 0.32, "rate_later": 0.22, "years": 20, "growth": 0.06}',
    ),
    Function("leftover_worth", "leftover", "LeftoverInput", '{"leftover": 500, "rate": 0.24}'),
    Function(
        "mega_vs_taxable",
        "mega_vs_taxable",
        "MegaVsTaxableInput",
        '{"yearly": 20000, "years": 20, "growth": 0.05, "dividends": 0.02, "dividend_tax": 0.15, "gains_tax": 0.15}',
    ),
    Function(
        "sixty_day",
        "sixty_day",
        "SixtyDayInput",
        '{"amount": 11000, "basis": 10000, "received": "2026-03-02", "age": 40}',
    ),
)
FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType({function.name: function for function in _ALL})


def run(name: str, payload: Mapping[str, object]) -> Result:
    """Run a calculation on plain data, such as parsed JSON.

    Args:
        name: a key of `FUNCTIONS`.
        payload: its inputs; dollars as numbers or text, rates as fractions.

    Raises:
        CalcError: whatever is wrong with the name or the payload; no other exception is meant to come out.
    """
    function = FUNCTIONS.get(name)
    if function is None:
        raise CalcError("unknown_function", read=echo(name), known=tuple(FUNCTIONS))
    if not isinstance(payload, Mapping):  # parsed JSON may be a list or a bare number
        raise CalcError("not_an_object", example=function.example)
    return function.run(payload)
