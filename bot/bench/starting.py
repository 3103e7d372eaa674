"""``bench start``: what a start costs: learning the matcher, opening the learned one, and the way to the chat."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from bot.desk import open_desk
from bot.learning import fingerprint, model_of
from bot.settings import Settings
from knowledge.learned import Learned

STARTS = 5  # of which the median is told


def run(settings: Settings, out: TextIO) -> None:
    """Measure and print; wall time, each in a process of its own but for the opening of the model."""
    base = open_desk(settings, learn=False).assistant.base
    model_of(base, settings)  # so that what follows finds one
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fresh = Settings(**{**settings.model_dump(), "cache_dir": Path(folder)})
        learning = _seconds(lambda: model_of(base, fresh))
        model = Path(folder) / "models" / fingerprint(base)
        opening = statistics.median(_seconds(lambda: Learned(model)) for _ in range(STARTS))
        size = sum(file.stat().st_size for file in model.iterdir())
    out.write(f"learning from {sum(len(entry.ask) + 2 for entry in base.entries.values()):,} wordings: ")
    out.write(f"{learning:.1f} s\n")
    out.write(f"opening the learned model: {opening * 1000:.0f} ms, {size / 1e6:.1f} MB on disk\n")
    out.write(f"from the command to the first line of the chat: {statistics.median(_starts()):.2f} s\n")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _starts() -> list[float]:
    """Seconds until a new process of the chat has said its first line."""
    found = []
    for _ in range(STARTS):
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "bot"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as chat:
            if chat.stdout is None or not chat.stdout.readline():
                raise RuntimeError("the chat ended without a word")
            found.append(time.perf_counter() - began)
            chat.communicate("/quit\n")
    return found
