"""Tables that the law changes every year: the federal rate schedule, and an estimate of what states add.

Each file of ``parameters/tables/`` is one table with the place where each year's figures stand. A year, filing
status or state that a table does not hold is an error; nothing is extrapolated.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Annotated, Final, Literal, NamedTuple, Self, TypeAlias, get_args

from pydantic import AfterValidator, Field, model_validator

from calc.errors import CalcError, echo
from calc.model import Authority, Frozen
from calc.refusals import Words

RowFiling: TypeAlias = Literal["single", "mfj", "mfs", "hoh"]  # the statuses that have rows of their own
FILINGS: Final[tuple[RowFiling, ...]] = get_args(RowFiling)
SURVIVING_SPOUSE: Final = "qss"
STATE_TAX_AGENCIES: Final = "https://taxadmin.org/state-tax-agencies/"
BRACKETS: Final = Words("联邦税率表", "the federal rate schedule")  # what a refusal calls it
TAX_TABLES_PAGE: Final = "https://www.irs.gov/filing/federal-income-tax-rates-and-brackets"

Money = Annotated[Decimal, Field(ge=0)]
ByYear = Annotated[Mapping[int, Authority], AfterValidator(MappingProxyType)]


class Bracket(NamedTuple):
    """A slice of taxable income and its rate.

    Attributes:
        rate: as a fraction.
        top: taxable income in dollars at which the slice ends, ``None`` for the last.
    """

    rate: Decimal
    top: Decimal | None


class IncomeTax(Frozen):
    """Rates, and for each year and filing status the taxable income up to which each but the last reaches."""

    rates: tuple[Annotated[Decimal, Field(gt=0, lt=1)], ...]
    tops: Mapping[int, Mapping[RowFiling, tuple[Money, ...]]]
    reference: ByYear

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.tops.keys() != self.reference.keys():
            raise ValueError("`tops` and `reference` must hold the same years")
        for year, rows in self.tops.items():
            if set(rows) != set(FILINGS):
                raise ValueError(f"{year}: there must be one row for each of {', '.join(FILINGS)}")
            for filing, row in rows.items():
                if len(row) != len(self.rates) - 1 or list(row) != sorted(set(row)):
                    raise ValueError(f"{year} {filing}: one rising figure for each rate but the last")
        return self


class StateEstimate(NamedTuple):
    """What a state adds on conversion income, as fractions of it, by what the return calls that income."""

    as_conversion: Decimal
    as_distribution: Decimal


class Span(NamedTuple):
    """Incomes in dollars from ``low`` to ``high``, both included; without ``high`` there is no end."""

    low: Money
    high: Money | None = None

    def holds(self, income: Decimal) -> bool:
        """Whether an income lies in it."""
        return self.low <= income and (self.high is None or income <= self.high)


class Profile(Frozen):
    """A sample household of the state table."""

    filing: RowFiling
    wages: Money


class StateAddon(Frozen):
    """Estimated marginal state rates in percent, by year, state and sample household.

    Attributes:
        profiles: the sample households.
        percent: as a Roth conversion and as a 401(k) distribution.
        doubtful: states whose figure needs a second look, each for the reason that stands beside it in the file.
        holds: incomes on which a sample's rate is the state's own marginal rate; what is not there is not lent.
        at_most: the largest conversion on which it is, in dollars, where there is such a ceiling.
        reference: where the figures of each year come from.
    """

    profiles: Mapping[str, Profile]
    percent: Mapping[int, Mapping[str, Mapping[str, tuple[Money, Money]]]]
    doubtful: tuple[str, ...]
    holds: Mapping[str, Mapping[str, Span]]
    at_most: Mapping[str, Money]
    reference: ByYear

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.percent.keys() != self.reference.keys():
            raise ValueError("`percent` and `reference` must hold the same years")
        for year, states in self.percent.items():
            for state, rows in states.items():
                if rows.keys() != self.profiles.keys():
                    raise ValueError(f"{year} {state}: one row for each profile")
            if not states.keys() >= self.holds.keys() | self.at_most.keys() | set(self.doubtful):
                raise ValueError(f"{year}: a state that has no row")
        for state, spans in self.holds.items():
            if not spans.keys() <= self.profiles.keys() or any(not span.holds(span.low) for span in spans.values()):
                raise ValueError(f"{state}: rising incomes of a profile")
        return self

    def profile_of(self, filing: str) -> str | None:
        """The sample household of a filing status, or None: no other status borrows one."""
        return next((name for name, profile in self.profiles.items() if profile.filing == filing), None)

    def held(self, state: str, profile: str) -> Span | None:
        """The incomes on which a sample's rate may be used, or None for none at all."""
        return self.holds.get(state, {}).get(profile)


def row_of(status: str) -> str:
    """The status whose row holds: a surviving spouse uses the joint ones (IRC §1(a)(2), §63(c)(2)(A))."""
    return "mfj" if status == SURVIVING_SPOUSE else status


def brackets(year: int, filing: str) -> tuple[Bracket, ...]:
    """The federal rate schedule, IRC §1(j) as adjusted for the year.

    Args:
        year: the tax year.
        filing: ``single``, ``mfj``, ``mfs``, ``hoh`` or ``qss``.

    Raises:
        CalcError: ``unsupported_year`` or ``unknown_status``.
    """
    table = income_tax()
    if year not in table.tops:
        raise CalcError("unsupported_year", name=BRACKETS, year=year, known=tuple(table.tops), where=TAX_TABLES_PAGE)
    rows: Mapping[str, tuple[Decimal, ...]] = dict(table.tops[year].items())
    wanted = row_of(filing)
    if wanted not in rows:
        raise CalcError("unknown_status", read=echo(filing), known=(*FILINGS, SURVIVING_SPOUSE))
    return tuple(Bracket(rate, top) for rate, top in zip(table.rates, (*rows[wanted], None), strict=True))


def state_estimate(year: int, state: str, profile: str) -> StateEstimate:
    """What a state is estimated to add, for one of the sample households.

    Args:
        year: the tax year.
        state: two letters, such as ``CA``.
        profile: a name of ``state_addon().profiles``.

    Raises:
        CalcError: ``unsupported_year`` or ``unknown_state``.
    """
    table = state_addon()
    if year not in table.percent:
        raise CalcError("unsupported_year", "state", year=year, known=tuple(table.percent), where=STATE_TAX_AGENCIES)
    if state not in table.percent[year]:
        raise CalcError("unknown_state", read=echo(state), known=tuple(table.percent[year]))
    conversion, distribution = table.percent[year][state][profile]
    return StateEstimate(conversion / 100, distribution / 100)


@cache
def income_tax() -> IncomeTax:
    """The federal rate schedule of every year."""
    return IncomeTax.model_validate(_read("federal_income_tax"))


@cache
def state_addon() -> StateAddon:
    """The estimate of what states add."""
    return StateAddon.model_validate(_read("state_addon"))


def source_ids() -> frozenset[str]:
    """Every source id that a table cites."""
    return frozenset(place.src for table in (income_tax(), state_addon()) for place in table.reference.values())


def _read(name: str) -> object:
    import yaml  # noqa: PLC0415 - importing the calculations does not need it

    text = resources.files("calc").joinpath("parameters", "tables", f"{name}.yaml").read_text("utf-8")
    # all scalars stay text, so that no figure passes through a binary float
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
