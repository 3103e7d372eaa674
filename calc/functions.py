"""The calculations by name, and the one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from calc.conversion import ConvertInput, convert
from calc.errors import CalcError, echo
from calc.model import Inputs, Result
from calc.series import SeriesInput, series

In = TypeVar("In", bound=Inputs)


@dataclass(frozen=True)
class Function(Generic[In]):
    """A calculation.

    Attributes:
        inputs: the model that its payload is read into.
        compute: the arithmetic.
        example: a payload that works, shown to whoever sends something else.
    """

    inputs: type[In]
    compute: Callable[[In], Result]
    example: str

    def run(self, payload: Mapping[str, object]) -> Result:
        """Read the payload and compute."""
        return self.compute(self.inputs.read(payload))


FUNCTIONS: Final[Mapping[str, Function[Any]]] = MappingProxyType(
    {
        "convert": Function(ConvertInput, convert, '{"basis": 10000, "value": 9400}'),
        "series": Function(SeriesInput, series, '{"rows": [[5000, 4600], [5000, 5300]]}'),
    }
)


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
