"""How quick the answers are: the last some hundred, in memory alone, without what was asked."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

LAST = 500  # answers that count
_SLOWEST = 0.95


class Pace:
    """Times of the last answers, and since when there is something to tell."""

    def __init__(self) -> None:
        self._began = time.time()
        self._seconds: deque[float] = deque(maxlen=LAST)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count what happens inside as an answer, from the event to Discord's receipt."""
        start = time.perf_counter()
        yield
        self._seconds.append(time.perf_counter() - start)

    @property
    def count(self) -> int:
        """How many answers count."""
        return len(self._seconds)

    @property
    def p95(self) -> float | None:
        """The seconds within which nineteen of twenty answers came; ``None`` before the first."""
        if not self._seconds:
            return None
        return sorted(self._seconds)[math.ceil(len(self._seconds) * _SLOWEST) - 1]

    @property
    def up(self) -> float:
        """Seconds since the start."""
        return time.time() - self._began
