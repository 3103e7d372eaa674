"""What every calculation is made of: inputs, steps, readings, results.

All models are frozen and refuse unknown keys. Steps and readings carry no
sentence of any language; whoever shows them words them by key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from calc.errors import CalcError, echo
from calc.money import Dollars

StepKey: TypeAlias = Literal[
    "converted",
    "nontaxable",
    "taxable",
    "basis_left",
    "value_left",
    "unrecovered",
    "deductible_loss",
    "box5",
    "line5b",
    "roth_ira_basis_added",
    "tax_at_rate",
    "row_taxable",
    "total_converted",
    "total_taxable",
    "unrecovered_end",
]
STEP_KEYS: Final[tuple[str, ...]] = get_args(StepKey)

ReadingId: TypeAlias = Literal["plan_keeps_basis", "plan_drops_basis"]
READING_IDS: Final[tuple[str, ...]] = get_args(ReadingId)


class Frozen(BaseModel):
    """Base of all models here: immutable, an unknown key is an error, and no figure shows up in a traceback."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Authority(Frozen):
    """Where a figure comes from: the id of a registered source and the place in it."""

    src: str
    at: str


Authorities: TypeAlias = Annotated[tuple[Authority, ...], Field(min_length=1)]


class Step(Frozen):
    """One line of the arithmetic.

    Attributes:
        key: what is computed.
        expression: the arithmetic in ASCII with its figures, such as ``min(9400.00, 10000.00)``.
        value: dollars that it comes to, rounded half-up to the cent.
        authorities: what the step rests on.
        row: the row of a series, counted from 1.
    """

    key: StepKey
    expression: str
    value: Dollars
    authorities: Authorities
    row: int | None = None


def step(key: StepKey, expression: str, value: Decimal, *authorities: Authority, row: int | None = None) -> Step:
    """Write down one line of the arithmetic; the arguments are the attributes of `Step`."""
    return Step(key=key, expression=expression, value=value, authorities=authorities, row=row)


class ReadingFigures(Frozen):
    """What comes out under one reading, in dollars.

    Attributes:
        basis_left: basis that the plan still counts afterwards.
        box5: Form 1099-R box 5.
        total_taxable: income of the conversion or of the whole series.
    """

    basis_left: Dollars
    box5: Dollars
    total_taxable: Dollars


class Reading(Frozen):
    """One of two readings where the law is open and the plan's bookkeeping decides."""

    id: ReadingId
    status: Literal["plan-dependent"] = "plan-dependent"
    figures: ReadingFigures
    authorities: Authorities


class Asked(Frozen):
    """Base of what people fill in: a field left blank, or null, counts as not given."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if not (name in cls.model_fields and _blank(value))}


class Inputs(Asked):
    """Base of what a calculation is asked with."""

    row_fields: ClassVar[tuple[str, ...]] = ()  # the fields of one row, where the inputs have rows

    @classmethod
    def read(cls, payload: Mapping[str, object]) -> Self:
        """Read inputs from plain data, such as parsed JSON.

        Raises:
            CalcError: the first thing to mend; a misspelt field before the missing one that it leaves behind.
        """
        try:
            return cls.model_validate(payload)
        except ValidationError as error:
            trouble = min(error.errors(include_url=False), key=_urgency)
        raise cls._refusal(trouble)

    @classmethod
    def _refusal(cls, trouble: ErrorDetails) -> CalcError:
        field = next((place for place in reversed(trouble["loc"]) if isinstance(place, str)), None)
        row = next((place + 1 for place in trouble["loc"] if isinstance(place, int)), None)
        code = _CODES.get(trouble["type"], trouble["type"])
        figures = {"row": row, **trouble.get("ctx", {})}
        if code == "unknown_field":
            known = cls.row_fields if len(trouble["loc"]) > 1 else tuple(cls.model_fields)
            return CalcError(code, row=row, read=echo(trouble["loc"][-1]), known=known)
        if code == "unknown_option":
            known = tuple(re.findall(r"'([^']*)'", figures["expected"]))
            return CalcError(code, field, row=row, read=echo(trouble["input"]), known=known)
        return CalcError(code, field, **figures)


class Result(Frozen):
    """Base of what a calculation answers with.

    Attributes:
        steps: the arithmetic line by line, each with its authorities.
        readings: both readings where the plan's practice decides; empty where nothing is open.
    """

    steps: tuple[Step, ...]
    readings: tuple[Reading, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data: dollars as text with two decimals, what does not apply as None."""
        dumped = self.model_dump(mode="json")
        grounds = {name: dumped.pop(name) for name in Result.model_fields}
        return dumped | grounds


_CODES: Final = {
    "missing": "missing_input",
    "extra_forbidden": "unknown_field",
    "invalid_key": "unknown_field",
    "literal_error": "unknown_option",
}


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _urgency(trouble: ErrorDetails) -> int:
    return {"extra_forbidden": 0, "invalid_key": 0, "missing": 1}.get(trouble["type"], 2)
