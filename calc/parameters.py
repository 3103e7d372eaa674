"""Figures that the law changes every year, each with where it comes from.

One file of ``parameters/`` is one fact, named by its file: ``limit.annual_additions``.
A year that a file does not hold is an error; nothing is extrapolated.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from calc.errors import CalcError, echo
from calc.model import Authority, Frozen
from calc.refusals import Words

COLA_PAGE: Final = (
    "https://www.irs.gov/retirement-plans/cola-increases-for-dollar-limitations-on-benefits-and-contributions"
)
# where a family of figures is announced, by the first part of its names
OFFICIAL_PAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "limit": COLA_PAGE,
        "roth_ira": COLA_PAGE,
        "credit": "https://www.irs.gov/newsroom",
        "deduction": "https://www.irs.gov/newsroom",
        "niit": "https://www.irs.gov/taxtopics/tc559",
        "irmaa": "https://www.cms.gov/newsroom",
    }
)


class Label(Frozen):
    """What a parameter is called, in both languages."""

    zh: str
    en: str


class Parameter(Frozen):
    """A figure by year.

    Attributes:
        label: what it is called.
        unit: what it is counted in.
        values: the figure of each year.
        reference: where the figure of each year stands.
    """

    label: Label
    unit: Literal["dollars a year", "dollars a month"]
    values: Annotated[Mapping[int, Annotated[Decimal, Field(gt=0)]], AfterValidator(MappingProxyType)]
    reference: Annotated[Mapping[int, Authority], AfterValidator(MappingProxyType)]

    @model_validator(mode="after")
    def _every_value_has_a_reference(self) -> Self:
        if self.values.keys() != self.reference.keys():
            raise ValueError("`values` and `reference` must hold the same years")
        return self


def names() -> tuple[str, ...]:
    """The name of every parameter, in alphabetical order."""
    return tuple(_all())


def parameter(name: str) -> Parameter:
    """A parameter with all its years.

    Raises:
        CalcError: ``unknown_parameter``.
    """
    found = _all().get(name)
    if found is None:
        raise CalcError("unknown_parameter", read=echo(name), known=names())
    return found


def value(name: str, year: int) -> Decimal:
    """The figure of a year, in the parameter's unit.

    Raises:
        CalcError: ``unknown_parameter``; ``unsupported_year``, whose message says where to look.
    """
    wanted = parameter(name)
    if year not in wanted.values:
        label = Words(wanted.label.zh, wanted.label.en)
        raise CalcError(
            "unsupported_year", name=label, year=year, known=tuple(wanted.values), where=official_page(name)
        )
    return wanted.values[year]


def official_page(name: str) -> str:
    """Where the figure of a new year is announced.

    Raises:
        KeyError: no family of that name.
    """
    return OFFICIAL_PAGES[name.partition(".")[0]]


def source_ids() -> frozenset[str]:
    """Every source id that a parameter cites."""
    return frozenset(place.src for each in _all().values() for place in each.reference.values())


@cache
def _all() -> Mapping[str, Parameter]:
    files = (file for file in resources.files("calc").joinpath("parameters").iterdir() if file.name.endswith(".yaml"))
    return MappingProxyType(
        {
            file.name.removesuffix(".yaml"): _read(file.read_text("utf-8"))
            for file in sorted(files, key=lambda file: file.name)
        }
    )


def _read(text: str) -> Parameter:
    import yaml  # noqa: PLC0415 - importing the calculations does not need it

    # all scalars stay text, so that no figure passes through a binary float
    return Parameter.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - BaseLoader builds text only
