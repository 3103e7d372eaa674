"""What ``eval`` tells beyond shares: calibration, confusions, entries never found, contrast pairs, the baseline."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.judged import Judged, rates

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)
MOST_CONFUSIONS = 10
BASELINE = "baseline.json"
SECOND = "second/labels.jsonl"  # in a folder of its own, since every file beside it is a set of questions
COMPARED = ("top1", "top3", "right", "choice", "wrong", "missed", "leaked")


def report(judged: Sequence[Judged], baseline: dict[str, float] | None) -> Iterator[str]:
    """The lines about one set."""
    yield from _calibration(judged)
    yield from _confusions(judged)
    yield from _never_found(judged)
    yield from _contrasts(judged)
    if baseline:
        now = rates(judged)
        changes = [f"{mark} {now[mark] - baseline[mark]:+.1%}" for mark in COMPARED if mark in baseline]
        yield f"against the stored baseline: {', '.join(changes)}"


def _calibration(judged: Sequence[Judged]) -> Iterator[str]:
    """Of the questions whose best entry scores so, how many it is right for."""
    cells = []
    for low, high in pairwise(BINS):
        inside = [item for item in judged if item.top and low <= item.score < high]
        if inside:
            right = sum("top1" in item.marks for item in inside) / len(inside)
            cells.append(f"{low:.2f}-{min(high, 1):.2f}: {right:.0%} of {len(inside)}")
    yield f"best entry right, by its score: {'; '.join(cells)}"


def _confusions(judged: Sequence[Judged]) -> Iterator[str]:
    off = [item for item in judged if item.label and item.top and "top1" not in item.marks]
    pairs = Counter((item.label, item.top[0]) for item in off)
    told = [f"{label} → {top} ({count})" for (label, top), count in pairs.most_common(MOST_CONFUSIONS) if count > 1]
    yield f"most confused: {', '.join(told) or 'none twice'}"


def _never_found(judged: Sequence[Judged]) -> Iterator[str]:
    asked = {item.label for item in judged if item.label}
    found = {item.label for item in judged if "top1" in item.marks}
    yield f"never ranked first: {', '.join(sorted(asked - found)) or 'none'}"


def _contrasts(judged: Sequence[Judged]) -> Iterator[str]:
    """Pairs that one word parts: in how many is neither half shown the card of the other, and both ranked right."""
    families: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        if item.kind == "contrast":
            families[item.family].append(item)
    pairs = [pair for pair in families.values() if len(pair) == 2 and pair[0].label != pair[1].label]
    if not pairs:
        return
    mixed = sum(a.shown == b.label is not None or b.shown == a.label is not None for a, b in pairs)
    both = sum(all("top1" in item.marks or item.label is None for item in pair) for pair in pairs)
    yield (
        f"contrast pairs: {len(pairs)}, of which {1 - mixed / len(pairs):.1%} are kept apart "
        f"(no half is shown the other's card), {both / len(pairs):.1%} ranked right in both halves"
    )


def agreement(rows: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[str]:
    """For how many questions a second reader, who did not see the labels, took the same best entry.

    Questions without an entry, and such that are to be asked back, are left aside.
    """
    path = folder / SECOND
    if not path.exists():
        return
    second = {one["id"]: one["best"] for one in map(json.loads, path.read_text("utf-8").splitlines())}
    read = [row for row in rows if row["label"] and row.get("expect") != "clarify" and row.get("id") in second]
    if read:
        same = sum(second[row["id"]] == row["label"] for row in read) / len(read)
        yield f"a second reader took the same best entry for {same:.1%} of {len(read):,} questions"


def stored(folder: Path, name: str) -> dict[str, float] | None:
    """The baseline of a set, if one is stored beside it."""
    path = folder / BASELINE
    found: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found.get(name)


def store(folder: Path, name: str, judged: Sequence[Judged]) -> None:
    """Keep the shares of a set as the baseline to compare with."""
    path = folder / BASELINE
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    held[name] = {mark: round(share, 4) for mark, share in rates(judged).items()}
    path.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
