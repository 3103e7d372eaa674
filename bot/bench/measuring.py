"""What a benchmark measures of a matcher: quality on labelled questions, and CPU time of its own process."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.bench.contender import Contender, Scored
from bot.bench.corpora import Question

WARM_UP = 5  # questions asked before the clock runs
LEAST_TIMED = 20
TIMED_FOR = 20.0  # seconds of CPU time after which no further question is timed
TOO_SLOW = 1.0  # seconds for one question
PAGES = Path("/proc/self/statm")


@dataclass(frozen=True)
class Quality:
    """Shares of questions with an entry whose right one comes first, or among three; and in scope against out of it.

    Attributes:
        top1: 0 to 1.
        top3: 0 to 1.
        auroc: chance that a question in scope scores higher than one out of scope; NaN without either.
    """

    top1: float
    top3: float
    auroc: float


@dataclass(frozen=True)
class Cost:
    """What a matcher takes.

    Attributes:
        p50: CPU milliseconds that half of the questions stay within.
        p99: those that 99 of 100 stay within.
        train: CPU seconds to load and learn.
        megabytes: memory that stays taken after it; NaN where the system does not tell.
        timed: how many questions were timed.
    """

    p50: float
    p99: float
    train: float
    megabytes: float
    timed: int


class TooSlowError(Exception):
    """One question takes longer than a user would wait."""


def quality(contender: Contender, questions: Sequence[Question]) -> Quality:
    """Ask every question once."""
    ranked = [contender.rank(question.text) for question in questions]
    pairs = [(question, found) for question, found in zip(questions, ranked, strict=True) if question.right]

    def share(depth: int) -> float:
        hits = sum(any(label in question.right for label, _ in found[:depth]) for question, found in pairs)
        return hits / len(pairs) if pairs else math.nan

    inside = [_score(found) for _, found in pairs]
    outside = [_score(found) for question, found in zip(questions, ranked, strict=True) if not question.right]
    return Quality(share(1), share(3), auroc(inside, outside))


def _score(found: Scored) -> float:
    return found[0][1] if found else -math.inf


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that one of the first is greater than one of the second; equal ones count half."""
    if not inside or not outside:
        return math.nan
    low = np.sort(outside)
    below = np.searchsorted(low, inside, side="left") + np.searchsorted(low, inside, side="right")
    return float(below.mean() / 2 / len(low))


def fitted(contender: Contender, texts: Mapping[str, Sequence[str]]) -> tuple[float, float]:
    """Load or train; CPU seconds and the megabytes that stay taken.

    Raises:
        UnfitError: it cannot run here.
    """
    gc.collect()
    before, start = _memory(), time.process_time()
    contender.fit(texts)
    taken = time.process_time() - start
    gc.collect()
    grown = _memory() - before
    return taken, grown if grown > 0 else math.nan  # what earlier ones gave back is used again unseen


def _memory() -> float:
    if not PAGES.exists():
        return math.nan
    return int(PAGES.read_text("ascii").split()[1]) * 4096 / 1e6


def latency(contender: Contender, texts: Sequence[str], seconds: float = TIMED_FOR) -> tuple[float, float, int]:
    """CPU milliseconds for a question: median, 99th of 100, and how many were timed.

    Raises:
        TooSlowError: one question took more than a second.
    """
    for text in texts[:WARM_UP]:
        start = time.process_time()
        contender.answer(text)
        if time.process_time() - start > TOO_SLOW:
            raise TooSlowError(f"one question takes {time.process_time() - start:.1f} s")
    times: list[int] = []
    until = time.process_time() + seconds
    for text in texts:
        start_ns = time.process_time_ns()
        contender.answer(text)
        times.append(time.process_time_ns() - start_ns)
        if time.process_time() > until and len(times) >= LEAST_TIMED:
            break
    p50, p99 = np.percentile(times, (50, 99), method="higher") / 1e6
    return float(p50), float(p99), len(times)
