"""The kinds of ``/calc``: which calculation, what is asked for, and which entry explains it.

A kind is what a saver would call it (room, 1099-R, wait …); the calculation behind it is named as calc names it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from knowledge.model import Entry

# functions of which there is a picture; what draws is loaded only when one is wanted (bot/charts)
DRAWN: Final = frozenset({"convert", "series", "wait_vs_now"})
MOST_IN_A_FORM = 5  # fields of one Discord form
FORM = "1099r"  # the kind that reads a 1099-R


@dataclass(frozen=True)
class CalcKind:
    """One kind of calculation.

    Attributes:
        name: what is typed after ``/calc``.
        function: the calculation, a key of `calc.functions.FUNCTIONS`.
        entry: the entry that explains it, with its sources.
        needed: inputs without which nothing is computed; asked for by name.
        form: inputs of the form.
        together: two of them that share a field, where five fields are too few.
        more: further inputs that are read where somebody writes them.
        dated: whether the year is this one unless another is said.
        table: whether its rows are pasted as a table.
        by_income: whether filing status and income may stand in for the rate.
        by_rate: needed inputs for which a rate may stand in.
        summed: where the parts of `needed` go; together they are as much, and what is not said is then nothing.
        instead: an input, and the calculation that is run in place of `function` where it is above 0.
        subject: the input that a sum without any name is, where the kind is about one sum.
        first: further inputs that are asked for where figures are asked for one after the other.
        also: further entries on which figures of this kind are computed.
    """

    name: str
    function: str
    entry: str
    needed: tuple[str, ...]
    form: tuple[str, ...]
    more: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    dated: bool = False
    table: bool = False
    by_income: bool = False
    by_rate: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()
    instead: tuple[str, str] | None = None
    subject: str = ""
    first: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every input that is read for it, each once."""
        income = ("status", "wages", "state", "year") if self.by_income else ()
        return tuple(dict.fromkeys((*self.needed, *self.form, *self.more, *income)))

    @property
    def form_fields(self) -> tuple[tuple[str, ...], ...]:
        """What each field of the form takes: one input, or the two that share the field."""
        apart = tuple((name,) for name in self.form if name not in self.together)
        return (*apart, self.together) if self.together else apart

    def lacking(self, said: Collection[str]) -> tuple[str, ...]:
        """The inputs that are still needed beside those that were said."""
        spared = self.by_rate if "rate" in said else ()
        return tuple(name for name in self.needed if name not in said and name not in spared)

    def always_needs(self, name: str) -> bool:
        """Whether nothing else may stand in for an input."""
        return name in self.needed and name not in self.by_rate and not (self.by_income and name == "rate")


_ALL: Final = (
    CalcKind(FORM, "reader_1099r", "form-1099r-conversion", ("box1",),
             ("box1", "box2a", "box5", "box7", "aftertax_contributions_to_date"),
             ("box5_to_date", "subaccount_balance", "to")),
    CalcKind("room", "room_415c", "after-tax-room", ("deferral",),
             ("deferral", "match", "comp", "aftertax_ytd", "paychecks_left"),
             ("year", "age", "catchup", "nonelective", "plan_cap", "plan_cap_rate", "frequency", "pay_per_check"),
             dated=True, first=("match",), also=("limit-415c", "match-and-room", "plan-cap", "catch-up")),
    CalcKind("series", "series", "loss-unrecovered-basis", ("rows",), ("rows",), table=True),
    CalcKind("wait", "wait_vs_now", "loss-market-timing", ("basis", "value_now", "value_later", "rate"),
             ("basis", "value_now", "value_later", "rate", "wages", "status"), by_income=True,
             together=("wages", "status")),
    CalcKind("compare", "split_or_not", "split-rollover",
             ("basis", "value", "rate_now", "rate_later", "years", "growth"),
             ("basis", "value", "rate_now", "rate_later", "years", "growth"), ("outside_growth", "backdoor_yearly"),
             together=("years", "growth")),
    CalcKind("tax", "federal_increment", "conversion-tax", ("taxable_conversion", "wages", "status"),
             ("taxable_conversion", "wages", "status", "interest", "year"), ("salt_paid", "other_item", "kids"),
             dated=True, instead=("kids", "federal_increment_with_ctc")),
    CalcKind("state", "state_addon", "state-tax", ("taxable_conversion", "state", "wages", "status"),
             ("taxable_conversion", "state", "wages", "status", "rate"), ("interest", "year"), dated=True,
             by_rate=("state", "wages", "status")),
    CalcKind("leftover", "leftover_worth", "loss-carryover-value", ("leftover", "rate"),
             ("leftover", "rate", "later_gain"),
             ("plan_reporting", "subaccount", "years_until_used", "discount_rate"), subject="leftover"),
    CalcKind("taxable", "mega_vs_taxable", "mega-vs-taxable",
             ("yearly", "years", "growth", "dividends", "dividend_tax", "gains_tax"),
             ("yearly", "years", "growth", "dividends", "dividend_tax", "gains_tax"), ("state_rate",),
             together=("dividend_tax", "gains_tax"), subject="yearly"),
    CalcKind("60day", "sixty_day", "direct-vs-indirect", ("amount", "received", "basis"),
             ("amount", "received", "basis", "withheld", "age"), ("rolled_over", "rate", "to")),
    CalcKind("split", "split", "split-rollover", ("pretax", "aftertax"),
             ("pretax", "aftertax", "direct_trad", "direct_roth", "cash"), ("rollover60_trad", "age"),
             summed=("direct_trad", "direct_roth", "cash")),
    CalcKind("8606", "form8606", "backdoor-pro-rata", ("nondeductible", "conversion", "year_end_value"),
             ("nondeductible", "conversion", "year_end_value", "prior_basis")),
    CalcKind("roth401k", "roth401k_rollover", "loss-roth-401k-rollover", ("basis", "value"),
             ("basis", "value", "amount"), ("direct", "whole", "qualified", "age")),
    CalcKind("roth401k-cash", "roth401k_distribution", "roth-401k-withdrawal", ("basis", "value", "age"),
             ("basis", "value", "amount", "age"), ("qualified",)),
    CalcKind("roth-ira", "roth_ira_distribution", "roth-ordering", ("regular", "value", "age"),
             ("regular", "conversions", "value", "amount", "age"), ("first_year", "year"), dated=True),
    CalcKind("whole", "whole_plan_loss", "loss-whole-plan", ("aftertax_basis", "aftertax_value", "pretax_value"),
             ("aftertax_basis", "aftertax_value", "pretax_value", "federal_agi", "age"),
             ("dra_basis", "dra_value", "total_cash", "rolled")),
)  # fmt: skip
KINDS: Final[Mapping[str, CalcKind]] = MappingProxyType({kind.name: kind for kind in _ALL})
_BY_ENTRY: Final = {entry: kind for kind in reversed(_ALL) for entry in (kind.entry, *kind.also)}


def kind_on(entry: Entry) -> CalcKind | None:
    """The kind that is computed from the figures of a question about an entry; None where it is a conversion, or none.

    An entry that names its own calculation is about conversions, whatever kind it explains.
    """
    return None if entry.calc else _BY_ENTRY.get(entry.id)
