"""From figures read in a text to the inputs of a calculation; what is missing or unclear is asked for, not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.language import Language
from bot.wordbook import Wordbook
from calc.amounts import Kind, Question, Reading, RoleValue, find_spans, read, stray_digits
from calc.labelled import read_labelled

CENT = Decimal("0.01")
ZERO = Decimal(0)
HUNDRED = Decimal(100)
ALLOWANCE = Decimal(3000)  # the yearly capital-loss allowance that people ask about by its figure, IRC §1211(b)
_CONVERTED = re.compile(
    r"(?:转出金额|转出额|轉出金額|amount converted|converted amount|(?<![a-z] )amount)"
    r"\s*[:：=]?\s*(?P<figure>\$?\s?[\d,.]+\s?[kKwW万萬]?)",
    re.IGNORECASE,
)
# roles in the order in which they are echoed
DOLLARS = ("basis", "value", "taxable", "gain", "loss", "amount")
UNUSED = frozenset({"filing", "state", "state_rate"})  # no conversion depends on them, so none waits for them
BOTH = ("basis", "value")
PERCENTS = ("gain_pct", "loss_pct", "rate", "state_rate")


def money(amount: Decimal | str | int) -> str:
    """Dollars as both languages write them: ``$9,500`` or, where there are cents, ``$9,500.50``."""
    value = Decimal(amount)
    sign, size = ("-" if value < 0 else ""), abs(value)
    return f"{sign}${size:,.0f}" if size == size.to_integral_value() else f"{sign}${size:,.2f}"


def percent(value: Decimal) -> str:
    """A percentage without trailing zeros: ``24%``, ``9.3%``."""
    return f"{value.normalize():f}%"


def tells_figures(text: str) -> bool:
    """Whether a text may hold somebody's figures: any sum, percent, or digit outside names and years.

    Stricter than the reader: what it leaves alone because it is unsure must not be shown in public either.
    """
    rest = text
    for span in find_spans(text):
        if span.kind not in {Kind.NAME, Kind.YEAR}:
            return True
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    return any(char.isdigit() for char in rest)


@dataclass(frozen=True)
class Request:
    """Inputs of ``convert``, or what must be asked before there are any.

    Attributes:
        inputs: what to compute with, or None.
        asks: what has to be said first, in words.
        open: the roles that have to be said anew, since what was said of them is unclear.
    """

    inputs: dict[str, Any] | None
    asks: tuple[str, ...]
    open: frozenset[str] = frozenset()


def echo(reading: Reading, words: Wordbook, language: Language) -> str | None:
    """The figures as read, to be shown before or with any result: ``basis $10,000 · value $9,500``."""
    return told(said(reading), words, language) or None


def said(reading: Reading) -> dict[str, RoleValue]:
    """What was read, by role; an amount that is named as the one converted is among it."""
    amount, reading = _amount_said(reading)
    return {**reading.roles, **({} if amount is None else {"amount": amount})}


def told(roles: Mapping[str, Any], words: Wordbook, language: Language) -> str:
    """Figures and the like in words, by role: ``basis $10,000 · value $9,500``."""
    parts = [f"{words(f'calc.{role}', language)} {money(roles[role])}" for role in DOLLARS if role in roles]
    parts += [
        f"{words(f'calc.{role}', language)} {percent(Decimal(roles[role]))}" for role in PERCENTS if role in roles
    ]
    for role in ("filing", "to"):
        if role in roles:
            parts.append(words(f"calc.{role}-{roles[role]}", language))
    parts += [f"{words(f'calc.{role}', language)} {roles[role]}" for role in ("year", "state") if role in roles]
    return " · ".join(parts)


def as_role(role: str, text: str, today: date) -> str | None:
    """A typed figure as words that the reader takes for that role, ``basis`` or ``value``.

    ``None`` where no single figure is read.
    """
    bare = text.strip().isascii() and text.strip().replace(".", "", 1).isdigit()
    # the reader takes a small bare number for a count; where a figure is asked for it is dollars
    figure = f"${text.strip()}" if bare else text
    reading = read(figure, today=today)
    if stray_digits(figure) or reading.others:
        return None  # 1 万 8 9 is no one figure; a match of 1 万 is none of ours
    others = {"basis", "value", "gain", "loss", "taxable"} - {role}
    if len(reading.amounts) != 1 or reading.questions or not others.isdisjoint(reading.roles):
        return None  # -5000, 亏了500 and 现值9000 are no basis
    return f"{role} {money(reading.amounts[0])}"


def request(reading: Reading, words: Wordbook, language: Language, *, partial: bool = False) -> Request:
    """What ``convert`` can be asked with: basis and value as said, or worked out from a gain or loss beside one.

    Args:
        reading: the figures of a text.
        words: for what has to be asked.
        language: in which to ask it.
        partial: whether the text says that only a part is converted; then the amount must be said.
    """
    amount, reading = _amount_said(reading)
    basis, value = basis_and_value(reading.roles)
    asks = _unclear(reading, words, language)
    unclear = frozenset(role for one in _questions(reading) for role in ((one.role,) if one.role else BOTH))
    if basis is None and value is None:
        return Request(None, asks, unclear)
    asks = asks or _missing(basis, value, words, language)
    if asks or basis is None or value is None:
        return Request(None, asks, unclear)
    doubt = _doubt(reading, basis, value, words, language)
    if doubt:
        return Request(None, (doubt,), frozenset(BOTH))
    if partial and amount is None:
        return Request(None, (words("calc.ask-amount", language),), frozenset({"amount"}))
    inputs: dict[str, Any] = {"basis": basis, "value": value, "amount": value if amount is None else amount}
    inputs |= {role: reading.roles[role] for role in ("to", "year") if role in reading.roles}
    if "rate" in reading.roles:
        inputs["rate"] = Decimal(reading.roles["rate"]) / HUNDRED
    return Request(inputs, ())


def _missing(basis: Decimal | None, value: Decimal | None, words: Wordbook, language: Language) -> tuple[str, ...]:
    """What has to be asked for: a figure that was not said, or that came out as nothing."""
    if not basis or basis < 0:
        return (words("calc.ask-basis", language),)
    return () if value and value > 0 else (words("calc.ask-value", language),)


def _doubt(reading: Reading, basis: Decimal, value: Decimal, words: Wordbook, language: Language) -> str | None:
    """Why basis and value, though said, are not computed with."""
    left = _left_over(reading, basis, value)
    if left:
        return words("calc.ask-left-over", language, amounts=" / ".join(money(one) for one in left))
    return contradiction(reading.roles, words, language)


def contradiction(roles: Mapping[str, RoleValue], words: Wordbook, language: Language) -> str | None:
    """What to ask where basis, value and a gain or loss that was said do not fit together."""
    basis, value = basis_and_value(roles)
    if basis is None or value is None or not _contradicts(roles, basis, value):
        return None
    return words("calc.ask-inconsistent", language, basis=money(basis), value=money(value))


def _amount_said(reading: Reading) -> tuple[Decimal | None, Reading]:
    """An amount that is named as the one converted, and the reading of the rest."""
    found = _CONVERTED.search(reading.text)
    if not found:
        return None, reading
    start, end = found.span("figure")
    spans = find_spans(reading.text)
    end = max((span.end for span in spans if start <= span.start < end), default=end)  # behind the tail of 1 万 8
    amounts = read(reading.text[start:end]).amounts
    if len(amounts) != 1:
        return None, reading
    return amounts[0], read(f"{reading.text[: found.start()]} {reading.text[end:]}")


def _left_over(reading: Reading, basis: Decimal, value: Decimal) -> tuple[Decimal, ...]:
    """Amounts beside basis and value that nothing explains: another contribution, perhaps, that changes the result."""
    change = abs(value - basis)
    if sum(amount for amount in reading.amounts if amount not in {value, change}) == basis:
        return ()  # contributions that add up
    explained = {Decimal(reading.roles[role]) for role in DOLLARS if role in reading.roles}
    explained |= {basis, value, change, ALLOWANCE}
    return tuple(dict.fromkeys(amount for amount in reading.amounts if amount not in explained))


def basis_and_value(roles: Mapping[str, RoleValue]) -> tuple[Decimal | None, Decimal | None]:
    """Basis and value as said, or the one worked out from the other and a gain or loss."""
    basis, value = (Decimal(roles[role]) if role in roles else None for role in ("basis", "value"))
    change = _change(roles, basis)
    if change is not None and value is None and basis is not None:
        value = basis + change
    elif change is not None and basis is None and value is not None and not {"gain_pct", "loss_pct"} & roles.keys():
        basis = value - change
    return basis, value


def _change(roles: Mapping[str, RoleValue], basis: Decimal | None) -> Decimal | None:
    if "loss" in roles:
        return -Decimal(roles["loss"])
    if "gain" in roles:
        return Decimal(roles["gain"])
    for role, sign in (("loss_pct", -1), ("gain_pct", 1)):
        if role in roles and basis is not None:
            return (sign * basis * Decimal(roles[role]) / HUNDRED).quantize(CENT, ROUND_HALF_UP)
    return None


def _contradicts(roles: Mapping[str, RoleValue], basis: Decimal, value: Decimal) -> bool:
    """Whether a gain or loss that was said does not fit, or both were, one after the other."""
    if {"gain_pct", "loss_pct"} <= roles.keys() or {"gain", "loss"} <= roles.keys():
        return True
    change = _change(roles, basis)
    return change is not None and basis + change != value


def _unclear(reading: Reading, words: Wordbook, language: Language) -> tuple[str, ...]:
    return tuple(asked(question, words, language) for question in _questions(reading))


def _questions(reading: Reading) -> tuple[Question, ...]:
    return tuple(question for question in reading.questions if question.role not in UNUSED)


def asked(question: Question, words: Wordbook, language: Language) -> str:
    """A question of the reader in words; without a role it asks for the figure as such."""
    role = words(f"calc.{question.role or 'figure'}", language)
    shown = [_shown(candidate, question.role, words, language) for candidate in question.candidates]
    if question.code == "range" and len(shown) > 1:
        return words("calc.ask-range", language, role=role, low=shown[0], high=shown[-1])
    if question.code.startswith("two_"):
        return words("calc.ask-two", language, role=role, candidates=" / ".join(shown))
    if shown:
        return words("calc.ask-again", language, role=role, read=" / ".join(shown))
    return words("calc.ask-vague", language, role=role)


def _shown(candidate: Decimal | str, role: str | None, words: Wordbook, language: Language) -> str:
    if isinstance(candidate, str):
        key = f"calc.{role}-{candidate}"
        return words(key, language) if key in words else candidate
    return percent(candidate) if role in PERCENTS else money(candidate)


def plan_reporting(text: str, inputs: Mapping[str, Any], today: date) -> dict[str, str] | None:
    """How the plan filled box 5, as a text says it; empty where it does not, None where its figure fits neither way.

    Args:
        text: the text.
        inputs: basis, value and amount of the conversion.
        today: the day on which it was written.
    """
    told = read_labelled(text, {"box5", "plan_reporting"}, today=today)
    said = told.values.get("plan_reporting")
    box5 = told.values.get("box5")
    if isinstance(said, str) or (box5 is None and all(one.field != "box5" for one in told.questions)):
        return {"plan_reporting": str(said)} if said else {}
    limit = min(inputs["basis"], inputs["value"])
    if box5 == limit:
        return {"plan_reporting": "limited"} if inputs["value"] < inputs["basis"] else {}
    everything = inputs.get("amount") in {None, inputs["value"]}
    return {"plan_reporting": "total"} if box5 == inputs["basis"] and everything else None


def direction(reading: Reading) -> frozenset[str]:
    """What basis and value say without words: that there is a loss, or a gain."""
    roles = reading.roles
    if "basis" not in roles or "value" not in roles or roles["basis"] == roles["value"]:
        return frozenset()
    return frozenset({"loss" if Decimal(roles["value"]) < Decimal(roles["basis"]) else "gain"})
