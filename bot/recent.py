"""A bounded store in memory alone whose entries end after a time; nothing in it is written anywhere."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

MINUTES_10 = 600.0
SWEEP_SECONDS = 10.0  # between two sweeps
HELD = MINUTES_10 - SWEEP_SECONDS  # so that ten minutes later nothing is left
ENTRIES = 2000

V = TypeVar("V")


class Recent(Generic[V]):
    """Holds values for some minutes."""

    def __init__(self, seconds: float = HELD, size: int = ENTRIES) -> None:
        self._seconds = seconds
        self._size = size
        self._held: OrderedDict[str, tuple[float, V]] = OrderedDict()

    def put(self, key: str, value: V) -> None:
        """Remember a value; the oldest ones go when there are too many."""
        self._held.pop(key, None)
        self._held[key] = (time.monotonic() + self._seconds, value)
        while len(self._held) > self._size:
            self._held.popitem(last=False)
        self.sweep()

    def get(self, key: str) -> V | None:
        """The value, unless its time is over."""
        ends, value = self._held.get(key, (0.0, None))
        return value if ends > time.monotonic() else None

    def sweep(self) -> None:
        """Clear away what is over; it is to be called now and then, so that it goes when nobody asks for it, too."""
        now = time.monotonic()
        while self._held and next(iter(self._held.values()))[0] <= now:
            self._held.popitem(last=False)

    def drop(self, gone: Callable[[V], bool]) -> None:
        """Forget the values for which something holds."""
        for key in [key for key, (_, value) in self._held.items() if gone(value)]:
            del self._held[key]

    def __len__(self) -> int:
        return len(self._held)
