"""One labelled question and what became of it; shares over many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.assistant import Assistant
from knowledge.decision import Verdict
from knowledge.model import Kind

COLUMNS = ("top1", "top3", "right", "choice", "wrong", "missed", "refused", "leaked")


@dataclass(frozen=True)
class Judged:
    """One question and what became of it."""

    text: str
    language: str
    label: str | None  # none where nothing, or a question back, is the right answer
    shown: str | None
    verdict: Verdict
    top: tuple[str, ...]
    marks: frozenset[str]
    score: float = 0.0
    kind: str = ""
    family: str = ""


def judge(assistant: Assistant, row: dict[str, Any]) -> Judged:
    """Decide one labelled question and compare."""
    decision = assistant.explain(row["text"])
    top = tuple(match.entry for match in decision.matches)
    shows = decision.verdict in {Verdict.ANSWER, Verdict.REDIRECT}
    shown = decision.offered[0] if shows else None
    right = {row["label"], *row["also"]} - {None}
    marks: set[str] = set()
    if row["label"] is None or row.get("expect") == "clarify":
        redirected = shown is not None and assistant.base.entries[shown].type is Kind.REDIRECT
        # pointing a question elsewhere is no answer with tax; showing an entry that the label allows is none either
        leaked = shown is not None and not redirected and shown not in right
        marks.add("leaked" if leaked else "refused")
    else:
        marks |= {"top1"} if top and top[0] in right else set()
        marks |= {"top3"} if right & set(top[:3]) else set()
        if shown:
            marks.add("right" if shown in right else "wrong")
        else:
            offered = decision.verdict is Verdict.CLARIFY and right & set(decision.offered)
            marks.add("choice" if offered else "missed")
    return Judged(
        row["text"], row["lang"], row["label"], shown, decision.verdict, top, frozenset(marks),
        decision.matches[0].score if decision.matches else 0.0, row.get("kind", ""), row.get("family", ""),
    )  # fmt: skip


def rates(judged: Iterable[Judged]) -> dict[str, float]:
    """Shares of each mark, among the questions to which it applies."""
    counts: Counter[str] = Counter()
    labelled = unlabelled = 0
    for item in judged:
        counts.update(item.marks)
        labelled += item.label is not None
        unlabelled += item.label is None
    of = {mark: unlabelled if mark in {"refused", "leaked"} else labelled for mark in COLUMNS}
    return {mark: counts[mark] / of[mark] if of[mark] else 0.0 for mark in COLUMNS}
