"""What amount is taken, and what part of it is basis: the ratio of basis to value, never more than the amount."""

from __future__ import annotations

from decimal import Decimal

from calc.errors import CalcError
from calc.money import cents, plain


def amount_taken(amount: Decimal | None, value: Decimal) -> Decimal:
    """What is taken out of an account, in dollars: everything where no amount was given.

    Raises:
        CalcError: ``amount_exceeds_value``.
    """
    if amount is None:
        return value
    if amount > value:
        raise CalcError("amount_exceeds_value", "amount", amount=amount, value=value)
    return amount


def nontaxable_part(amount: Decimal, basis: Decimal, value: Decimal) -> Decimal:
    """Basis in an amount taken from a contract, in dollars (IRC §72(e)(8)(B)).

    Args:
        amount: what is taken; at most `value`.
        basis: investment in the contract not recovered yet.
        value: what the contract is worth before.

    Returns:
        The amount times basis over value, rounded half-up to the cent; never above amount or basis.
    """
    if amount == value:  # a ratio is not needed, and an empty contract has none
        return min(amount, basis)
    return min(amount, basis, cents(amount * basis / value))


def nontaxable_working(amount: Decimal, basis: Decimal, value: Decimal) -> str:
    """The arithmetic of `nontaxable_part` as a step writes it."""
    whole = f"{plain(amount)}, {plain(basis)}"
    return f"min({whole})" if amount == value else f"min({whole}, {plain(amount)} * {plain(basis)} / {plain(value)})"
