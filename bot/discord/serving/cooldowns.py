"""How often somebody may ask: a sliding window for each user or channel."""

from __future__ import annotations

import time
from collections import OrderedDict, deque

KEYS = 5000


class Cooldown:
    """At most ``times`` within ``seconds`` for each key."""

    def __init__(self, times: int, seconds: float) -> None:
        self._times = times
        self._seconds = seconds
        self._used: OrderedDict[int, deque[float]] = OrderedDict()

    def wait(self, key: int) -> float:
        """Count one use. 0 if it is allowed, otherwise the seconds until the next one is; that one is not counted."""
        now = time.monotonic()
        used = self._used.setdefault(key, deque())
        self._used.move_to_end(key)
        while len(self._used) > KEYS:
            self._used.popitem(last=False)
        while used and used[0] <= now - self._seconds:
            used.popleft()
        if len(used) >= self._times:
            return used[0] + self._seconds - now
        used.append(now)
        return 0.0

    def sweep(self) -> None:
        """Forget those whose last use counts no more."""
        now = time.monotonic()
        for key in [key for key, used in self._used.items() if not used or used[-1] <= now - self._seconds]:
            del self._used[key]

    def __len__(self) -> int:
        return len(self._used)
