"""``eval``: how well labelled questions are answered, by language, and whether the stored floors hold."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TextIO

from bot.desk import open_desk
from bot.evaluation_report import agreement, report, store, stored
from bot.judged import COLUMNS, Judged, judge, rates
from bot.settings import Settings

FOLDER = Path("tests/eval")
FLOORS = "floors.json"
HEADER = """\
of questions with an entry: top1, top3 = it is ranked first, among the first three; right = its card is shown;
choice = asked back with it among the choices; wrong = another card is shown; missed = neither.
of questions without one: refused = no card is shown; leaked = a card is shown"""


def run_eval(
    settings: Settings, sets: list[Path], out: TextIO, *, misses: bool, quick: bool, keep: bool = False
) -> int:
    """Print the measures of each set; the number of stored floors that do not hold."""
    assistant = open_desk(settings).assistant
    files = sets or sorted(FOLDER.glob("*.jsonl"))
    if not files:
        out.write(f"no evaluation sets: name JSONL files, or run this where {FOLDER} is\n")
        return 1
    findings = 0
    out.write(f"{HEADER}\n")
    for file in files:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        judged = [judge(assistant, row) for row in rows]
        overall = rates(judged)
        _print(out, file.stem, judged, quick=quick)
        if not quick:
            lines = (*report(judged, stored(file.parent, file.stem)), *agreement(rows, file.parent))
            out.writelines(f"{line}\n" for line in lines)
        if keep:
            store(file.parent, file.stem, judged)
        if misses:
            _print_misses(out, judged)
        findings += _below_floors(out, file, overall) if not sets or quick else 0
    return findings


def _print(out: TextIO, name: str, judged: list[Judged], *, quick: bool) -> None:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        groups[item.language].append(item)
    out.write(f"\n{name:<10} {'n':>5} " + " ".join(f"{column:>8}" for column in COLUMNS) + "\n")
    parts = [("all", judged)] + ([] if quick else sorted(groups.items()))
    for label, part in parts:
        shares = rates(part)
        cells = " ".join(f"{shares[column]:>8.1%}" for column in COLUMNS)
        out.write(f"{label:<10} {len(part):>5} {cells}\n")


def _print_misses(out: TextIO, judged: list[Judged]) -> None:
    for item in judged:
        bad = item.marks & {"wrong", "leaked", "missed"}
        if bad:
            out.write(
                f"  {'/'.join(sorted(bad)):<7} {item.text} | {item.label} | {item.verdict} {', '.join(item.top[:3])}\n"
            )


def _below_floors(out: TextIO, file: Path, overall: dict[str, float]) -> int:
    """Compare with ``floors.json`` beside the set: least shares, and for wrong and leaked the highest."""
    path = file.parent / FLOORS
    if not path.exists():
        return 0
    findings = 0
    for mark, floor in json.loads(path.read_text("utf-8")).get(file.stem, {}).items():
        fails = overall[mark] > floor if mark in {"wrong", "leaked", "missed"} else overall[mark] < floor
        if fails:
            findings += 1
            out.write(f"{file.stem}: {mark} is {overall[mark]:.1%}, the stored limit is {floor:.1%}\n")
    return findings
