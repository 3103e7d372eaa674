"""Lists of rows as an asker gives them: each row a list of figures, or an object with their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic_core import PydanticCustomError

from calc.model import Asked

MOST_ROWS: Final = 1000


def read_rows(value: object, row: type[Asked], fields: tuple[str, ...]) -> list[object]:
    """Bring rows into a shape that pydantic reads.

    Args:
        value: what was given.
        row: the model of a row.
        fields: what the figures of a row that is written as a list stand for.

    Raises:
        PydanticCustomError: typed ``bad_rows``, ``too_many_rows`` or ``bad_row``.
    """
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Sequence):
        raise PydanticCustomError("bad_rows", "not a list", {})
    if len(value) > MOST_ROWS:
        raise PydanticCustomError("too_many_rows", "too many", {"count": len(value), "limit": MOST_ROWS})
    return [_read_row(number, item, row, fields) for number, item in enumerate(value, start=1)]


def _read_row(number: int, item: object, row: type[Asked], fields: tuple[str, ...]) -> object:
    if isinstance(item, Mapping | row):
        return item
    if isinstance(item, list | tuple) and len(item) == len(fields):
        return dict(zip(fields, item, strict=True))
    raise PydanticCustomError("bad_row", "not that many figures", {"row": number})
