"""Figures of inputs and results as they arrive: text of JSON, numbers, or decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calc.money import read_dollars, read_rate


def dollars(figure: object) -> Decimal:
    """An amount of a result, which may be below zero: ``"-199.80"``."""
    return Decimal(str(figure))


def dollars_in(inputs: Mapping[str, Any], name: str) -> Decimal | None:
    """An amount as an asker gave it; None where it was left out."""
    given = inputs.get(name)
    return None if _blank(given) else read_dollars(given)


def rate_of(inputs: Mapping[str, Any]) -> Decimal | None:
    """The asker's rate as a fraction; None where it was left out."""
    given = inputs.get("rate")
    return None if _blank(given) else read_rate(given)


def option(inputs: Mapping[str, Any], name: str) -> str | None:
    """One of several words, as an asker gave it; None where it was left out."""
    given = inputs.get(name)
    return None if _blank(given) else str(given)


def _blank(given: object) -> bool:
    return given is None or (isinstance(given, str) and not given.strip())
