"""How much after-tax money still fits into a plan this year, and into each paycheck left.

Everything that goes into the accounts of one employer in a year is capped by a dollar amount and by pay
(IRC §415(c)(1)); after-tax contributions count, catch-up contributions do not (§415(c)(2), §414(v)(3)(A)).
A plan may set a lower cap of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc import authorities as law
from calc import parameters, refusals
from calc.conversion import read_any_year
from calc.counts import AgeIn, PaychecksIn
from calc.dates import DateIn, read_day
from calc.errors import CalcError
from calc.model import Authority, CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, RateIn, cents, plain
from calc.paychecks import Count, Frequency, PerPaycheck, paychecks_left, spread

CATCH_UP_FROM: Final = 50  # age at the end of the year, IRC §414(v)(5)(A)
HIGHER_CATCH_UP: Final = (60, 64)  # from, and below: IRC §414(v)(2)(B)(i)
Cap: TypeAlias = Literal["dollar_limit", "pay", "plan_cap"]


def _read_days(value: object) -> list[dt.date]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Sequence):
        raise PydanticCustomError("bad_rows", "not a list", {})
    return [read_day(item) for item in value]


class RoomInput(Inputs):
    """What the room is computed from. Dollars of the whole year, planned ones included, unless said otherwise.

    Attributes:
        year: the limitation year; the calendar year in most plans.
        age: age reached by 31 December of that year; needed where there is catch-up.
        comp: pay from this employer; None computes without the cap of 100 % of pay.
        deferral: pre-tax and Roth 401(k) deferrals, catch-up left out.
        catchup: catch-up contributions, which use no room.
        match: employer match, with a true-up.
        nonelective: other employer money, such as profit sharing, and forfeitures.
        aftertax_ytd: after-tax contributions so far, converted ones included.
        plan_cap: the plan's own cap on after-tax contributions.
        plan_cap_rate: the same as a fraction of pay, of which the plan counts no more than the §401(a)(17) limit.
        paychecks_left: how many paychecks are left; goes before the two other ways to say it.
        pay_dates_left: their dates; goes before `frequency`.
        frequency: how often pay comes; counted from `today`.
        today: the day from which paychecks are counted, itself included.
        next_payday: the first payday on or after `today`; makes the count certain.
        pay_per_check: gross pay of one paycheck.
    """

    year: Annotated[int, BeforeValidator(read_any_year)]
    deferral: DollarsIn
    age: AgeIn | None = None
    comp: DollarsIn | None = None
    catchup: DollarsIn = ZERO
    match: DollarsIn | None = None
    nonelective: DollarsIn | None = None
    aftertax_ytd: DollarsIn = ZERO
    plan_cap: DollarsIn | None = None
    plan_cap_rate: RateIn | None = None
    paychecks_left: PaychecksIn | None = None
    pay_dates_left: Annotated[tuple[dt.date, ...], BeforeValidator(_read_days)] | None = None
    frequency: Frequency | None = None
    today: DateIn | None = None
    next_payday: DateIn | None = None
    pay_per_check: DollarsIn | None = None


class Room(Result):
    """What still fits in, in dollars.

    Attributes:
        limit: the most that may go in for the year: the dollar limit, or pay where it is lower.
        max_catchup: what may be added as catch-up at that age, outside the limit; None where the age is not known.
        counted: what counts against the limit so far.
        room: after-tax contributions that still fit, under the plan's own cap too; never negative.
        over: how far `counted` is above `limit`.
        limited_by: which cap leaves the least room.
        per_paycheck: the room on each paycheck left; None where nothing was said about paychecks.
        cautions: what was assumed or is not certain.
    """

    limit: Dollars
    max_catchup: Dollars | None
    counted: Dollars
    room: Dollars
    over: Dollars
    limited_by: Cap
    per_paycheck: PerPaycheck | None
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Figure:
    """An amount, how it is worked out, and what it rests on."""

    value: Decimal
    working: str
    grounds: tuple[Authority, ...]


def room_415c(inputs: RoomInput) -> Room:
    """Work out the room that the year, the pay and the plan leave.

    Raises:
        CalcError: ``unsupported_year``, ``above_limit``, ``missing_input``, ``outside_year`` or ``dates_out_of_order``.
    """
    limit = _limit(inputs)
    max_catchup = _max_catchup(inputs)
    _check_deferrals(inputs, max_catchup)
    added = (inputs.deferral, inputs.match or ZERO, inputs.nonelective or ZERO, inputs.aftertax_ytd)
    counted = sum(added, ZERO)
    over = max(counted - limit.value, ZERO)
    by_law = max(limit.value - counted, ZERO)
    cap = _plan_cap(inputs)
    by_plan = None if cap is None else max(cap.value - inputs.aftertax_ytd, ZERO)
    room = by_law if by_plan is None else min(by_law, by_plan)
    count = _count(inputs)
    spread_out = None if count is None else spread(room, count, inputs.pay_per_check)
    steps = [step("limit", limit.working, limit.value, *limit.grounds)]
    if max_catchup is not None:
        steps.append(step("max_catchup", max_catchup.working, max_catchup.value, *max_catchup.grounds))
    steps += [
        step("counted", " + ".join(map(plain, added)), counted, law.ANNUAL_ADDITIONS, law.CATCH_UP_APART),
        *_room_steps(inputs, limit.value, counted, cap, room),
        step("over", f"max({plain(counted)} - {plain(limit.value)}, 0.00)", over, law.ANNUAL_LIMIT),
        *([] if spread_out is None else _spread_steps(room, spread_out)),
    ]
    return Room(
        limit=limit.value,
        max_catchup=None if max_catchup is None else max_catchup.value,
        counted=counted,
        room=room,
        over=over,
        limited_by=_tightest(inputs.year, limit.value, by_law, by_plan),
        per_paycheck=spread_out,
        cautions=tuple(_cautions(inputs, spread_out)),
        steps=tuple(steps),
    )


def _limit(inputs: RoomInput) -> _Figure:
    amount = cents(parameters.value("limit.annual_additions", inputs.year))
    grounds = (law.ANNUAL_LIMIT, _announced("limit.annual_additions", inputs.year))
    if inputs.comp is None:
        return _Figure(amount, plain(amount), grounds)
    return _Figure(min(amount, inputs.comp), f"min({plain(amount)}, {plain(inputs.comp)})", grounds)


def _announced(name: str, year: int) -> Authority:
    return parameters.parameter(name).reference[year]


def _max_catchup(inputs: RoomInput) -> _Figure | None:
    """What the age allows; the amount for ages 60 to 63 exists from 2025 on."""
    if inputs.age is None:
        return None
    if inputs.age < CATCH_UP_FROM:
        return _Figure(ZERO, plain(ZERO), (law.CATCH_UP_AMOUNT,))
    from_age, below = HIGHER_CATCH_UP
    higher = from_age <= inputs.age < below
    name = "limit.catch_up"
    if higher and inputs.year in parameters.parameter("limit.catch_up_60_63").values:
        name = "limit.catch_up_60_63"
    amount = cents(parameters.value(name, inputs.year))
    return _Figure(amount, plain(amount), (law.CATCH_UP_AMOUNT, _announced(name, inputs.year)))


def _check_deferrals(inputs: RoomInput, max_catchup: _Figure | None) -> None:
    most = cents(parameters.value("limit.elective_deferral", inputs.year))
    if inputs.deferral > most:
        young = max_catchup is not None and not max_catchup.value  # then it can be no catch-up
        excess = refusals.TOO_MUCH_DEFERRED if young else refusals.MAYBE_CATCH_UP
        raise CalcError("above_limit", "deferral", figure=inputs.deferral, limit=most, year=inputs.year, excess=excess)
    if not inputs.catchup:
        return
    if max_catchup is None:
        raise CalcError("missing_input", "age")
    if inputs.catchup > max_catchup.value:
        raise CalcError("above_limit", "catchup", figure=inputs.catchup, limit=max_catchup.value, year=inputs.year)
    if inputs.comp is not None and inputs.deferral + inputs.catchup > inputs.comp:
        # IRC §414(v)(2)(A)(ii): catch-up is what pay leaves after the other deferrals
        total = inputs.deferral + inputs.catchup
        raise CalcError("above_limit", "comp", figure=total, limit=inputs.comp, year=inputs.year)


def _plan_cap(inputs: RoomInput) -> _Figure | None:
    """The lower of the plan's caps, where it has any."""
    caps = []
    if inputs.plan_cap is not None:
        caps.append(_Figure(inputs.plan_cap, plain(inputs.plan_cap), (law.PLAN_CAP,)))
    if inputs.plan_cap_rate is not None:
        if inputs.comp is None:
            raise CalcError("missing_input", "comp")
        most = cents(parameters.value("limit.compensation_limit", inputs.year))
        working = f"{inputs.plan_cap_rate:f} * min({plain(inputs.comp)}, {plain(most)})"
        grounds = (law.PLAN_CAP, _announced("limit.compensation_limit", inputs.year))
        caps.append(_Figure(cents(inputs.plan_cap_rate * min(inputs.comp, most)), working, grounds))
    return min(caps, key=lambda cap: cap.value, default=None)


def _tightest(year: int, limit: Decimal, by_law: Decimal, by_plan: Decimal | None) -> Cap:
    if by_plan is not None and by_plan < by_law:
        return "plan_cap"
    return "pay" if limit < parameters.value("limit.annual_additions", year) else "dollar_limit"


def _room_steps(
    inputs: RoomInput, limit: Decimal, counted: Decimal, cap: _Figure | None, room: Decimal
) -> Iterator[Step]:
    left = f"max({plain(limit)} - {plain(counted)}, 0.00)"
    if cap is None:
        yield step("room", left, room, law.ANNUAL_LIMIT)
    else:
        yield step("plan_cap", cap.working, cap.value, *cap.grounds)
        own = f"max({plain(cap.value)} - {plain(inputs.aftertax_ytd)}, 0.00)"
        yield step("room", f"min({left}, {own})", room, law.ANNUAL_LIMIT, law.PLAN_CAP)


def _spread_steps(room: Decimal, each: PerPaycheck) -> Iterator[Step]:
    if each.paychecks:
        working = f"floor({plain(room)} * 100 / {each.paychecks}) / 100"
        yield step("paycheck_amount", working, each.amount, law.ANNUAL_LIMIT)
    working = f"{plain(room)} - {each.paychecks} * {plain(each.amount)}"
    yield step("remainder", working, each.remainder, law.ANNUAL_LIMIT)


def _count(inputs: RoomInput) -> Count | None:
    if inputs.paychecks_left is not None:
        return Count(inputs.paychecks_left, inputs.paychecks_left)
    if inputs.pay_dates_left is not None:
        return _count_dates(inputs, inputs.pay_dates_left)
    if inputs.frequency is None:
        return None
    if inputs.today is None:
        raise CalcError("missing_input", "today")
    if inputs.today.year > inputs.year:
        raise CalcError("outside_year", "today", date=inputs.today.isoformat(), year=inputs.year)
    if inputs.next_payday and inputs.next_payday < inputs.today:
        later, earlier = inputs.next_payday.isoformat(), inputs.today.isoformat()
        raise CalcError("dates_out_of_order", "next_payday", later=later, earlier=earlier)
    return paychecks_left(inputs.frequency, inputs.today, inputs.year, inputs.next_payday)


def _count_dates(inputs: RoomInput, dates: Sequence[dt.date]) -> Count:
    outside = next((date for date in dates if date.year != inputs.year), None)
    if outside is not None:
        raise CalcError("outside_year", "pay_dates_left", date=outside.isoformat(), year=inputs.year)
    count = len({date for date in dates if inputs.today is None or date >= inputs.today})
    return Count(count, count)


def _cautions(inputs: RoomInput, each: PerPaycheck | None) -> Iterator[CautionId]:
    yield "whole_year_figures"
    if inputs.comp is None:
        yield "pay_not_given"
    if inputs.match is None and inputs.nonelective is None:
        yield "employer_money_not_given"
    if inputs.plan_cap_rate is not None:
        yield "plan_defines_pay"
    if each is None:
        return
    if each.paychecks != each.paychecks_at_least:
        yield "payday_not_known"
    if not each.paychecks:
        yield "no_paycheck_left"
    if inputs.pay_per_check is not None and each.amount > inputs.pay_per_check:
        yield "pay_too_small"
