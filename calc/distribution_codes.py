"""Box 7 of Form 1099-R: the distribution codes and what kind of payment they tell (box 7a on the 2026 form)."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

CodeKind: TypeAlias = Literal[
    "direct_rollover", "roth_to_roth_ira", "roth_to_plan", "paid_to_you", "roth_paid_to_you", "refund", "ira", "other"
]

_SIGNS: Final = "123456789ABCDEFGHJKLMNPQRSTUWY"  # the instructions have no code I, O, V, X or Z
_SHOWN: Final = ("G", "H", "1", "2", "7", "1B", "7B", "BG", "8", "P")  # what a refusal names
_PREFIX: Final = re.compile(r"(?:box ?7a?|code)s?\W*", re.IGNORECASE)
_REFUNDS: Final = frozenset("8PE")  # excess amounts and corrections sent back
_IRAS: Final = frozenset("JTQNRSK")  # codes that only money from an IRA carries
_PAID: Final = frozenset("127")


def _read_code(value: object) -> str:
    text = unicodedata.normalize("NFKC", str(value)) if isinstance(value, str | int) else ""
    signs = [sign for sign in _PREFIX.sub("", text).upper() if sign.isalnum()]
    if isinstance(value, bool) or not 1 <= len(signs) <= 2 or not set(signs) <= set(_SIGNS):
        raise PydanticCustomError("unknown_option", "no code", {"expected": " ".join(f"'{code}'" for code in _SHOWN)})
    return "".join(sorted(set(signs)))  # digits before letters, as the forms print them


CodeIn = Annotated[str, BeforeValidator(_read_code)]
"""Box 7 as an asker gives it, such as ``G``, ``code 1`` or ``B1``; comes out with the digit first."""


def kind_of(code: str) -> CodeKind:
    """What kind of payment a code tells; a combination of codes goes by the one that decides."""
    signs = set(code)
    if signs & _REFUNDS:
        return "refund"
    if signs & _IRAS:
        return "ira"
    if "H" in signs:
        return "roth_to_roth_ira"
    if "B" in signs:
        return "roth_to_plan" if "G" in signs else "roth_paid_to_you"
    if "G" in signs:
        return "direct_rollover"
    return "paid_to_you" if signs <= _PAID else "other"
