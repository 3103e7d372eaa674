"""How quick the answers are: bounded, in memory, and a failure is no quick answer."""

from __future__ import annotations

import time

import pytest

from bot.discord.serving.pace import LAST, Pace


def test_nineteen_of_twenty_are_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 95th percentile of the last answers; nothing before the first, and old ones leave."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    pace = Pace()
    assert pace.p95 is None
    for seconds in [9.0] * LAST + [0.1] * (LAST - 25) + [2.0] * 25:
        with pace.timed():
            now[0] += seconds
    assert pace.count == LAST
    assert pace.p95 == pytest.approx(0.1)
    for _ in range(2):
        with pace.timed():
            now[0] += 3.0
    assert pace.p95 == pytest.approx(2.0)


def test_a_failure_does_not_count() -> None:
    """What was not answered says nothing about how quick answers are."""
    pace = Pace()
    with pytest.raises(RuntimeError), pace.timed():
        raise RuntimeError
    assert pace.count == 0
