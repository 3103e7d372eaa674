"""Read what was typed into a field of a form: one value of a known input, in the forms that people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from calc.amounts import read, stray_digits
from calc.dates import written_day
from calc.fold import fold
from calc.labelled import read_labelled
from calc.labels import kinds, yes_or_no
from calc.model import YES_OR_NO
from calc.numerals import han_value
from calc.profile import filing_in, states_in
from calc.quantities import fraction
from calc.settling import LabelValue

_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+", re.ASCII)
_NEGATIVE: Final = re.compile(r"\W*?[-−–(（]")
_RATE: Final = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*(?P<percent>%?)", re.ASCII)
_CODE: Final = re.compile(r"[0-9A-Z]{1,3}", re.ASCII)
_STATE: Final = re.compile(r"[A-Za-z]{2}", re.ASCII)
_NAMED: Final = frozenset(("status", "state", "choice"))  # words that are read as in any message
_DAY_IN_WORDS: Final = 24  # characters; what is longer is a sentence


def read_typed(field: str, text: str) -> LabelValue | None:
    """The value that was typed for an input.

    Args:
        field: name of an input of a calculation, one of `calc.labelled.readable_fields`.
        text: what stands in the field, such as ``20k``, ``2万``, ``24%``, ``45 岁``, ``3/2/2026``.

    Returns:
        Dollars and rates (fractions) as ``Decimal``, whole numbers as ``int``, days as ISO text, codes, statuses and
        states as text, ``bool`` for yes or no; None where it cannot be read as one such value.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    kind = kinds().get(field)
    if not plain or kind is None:
        return None
    if field in yes_or_no() and plain.casefold() in YES_OR_NO:
        return YES_OR_NO[plain.casefold()]
    own = _READERS.get(kind)
    value = own(plain) if own else None
    return value if value is not None or kind not in _NAMED else read_labelled(text, {field}).values.get(field)


def _dollars(text: str) -> Decimal | None:
    """One sum; a bare number is dollars here, however small."""
    if _NEGATIVE.match(text):
        return None
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    folded = fold(text)
    if filing_in(folded) or states_in(folded, text):  # 加州 20万 单身 is what somebody earns, whatever is asked for
        return None
    marked = text if text.startswith("$") else f"${text}"
    reading = read(marked)
    if stray_digits(marked):
        return None
    if len(reading.amounts) != 1 or reading.questions:
        reading = read(text)
    return reading.amounts[0] if len(reading.amounts) == 1 and not reading.questions else None


def _rate(text: str) -> Decimal | None:
    """A rate in percent, or as a fraction where it is below 1 and no percent sign stands behind it."""
    found = _RATE.fullmatch(text)
    if found:
        number = Decimal(found["number"].replace(",", ""))
        return number if not found["percent"] and number < 1 else fraction(number)
    percents = read(text).percents
    return fraction(percents[0]) if len(percents) == 1 else None


def _day(text: str) -> str | None:
    day = written_day(text)
    if day is None and len(text) <= _DAY_IN_WORDS:
        told = read_labelled(f"received {text}", {"received"}).values.get("received")  # March 1, 2026
        return told if isinstance(told, str) else None
    return day.isoformat() if day else None


def _code(text: str) -> str | None:
    code = text.upper().replace(" ", "")
    return code if _CODE.fullmatch(code) else None


def _state(text: str) -> str | None:
    """The two letters of a state; its name is read as in any message."""
    return text.upper() if _STATE.fullmatch(text) else None


def _count(text: str) -> LabelValue | None:
    """A whole number with or without its measure word; an age may end in a half."""
    numbers = [Decimal(number.replace(",", "")) for number in _NUMBER.findall(text)]
    if not numbers:
        spoken = han_value("".join(sign for sign in text if sign not in "岁歲年次个個"))
        numbers = [spoken] if spoken is not None else []
    if len(numbers) != 1 or _NEGATIVE.match(text):
        return None
    return int(numbers[0]) if numbers[0] == numbers[0].to_integral_value() else numbers[0]


_READERS: Final[Mapping[str, Callable[[str], LabelValue | None]]] = {
    "dollars": _dollars,
    "rate": _rate,
    "age": _count,
    "count": _count,
    "years": _count,
    "year": _count,
    "date": _day,
    "code": _code,
    "state": _state,
}
