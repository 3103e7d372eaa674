"""``bench matcher``: our rankings and their peers on the same wordings and questions, one after the other."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.bench.contender import Contender, UnfitError
from bot.bench.corpora import (
    CorpusError,
    Question,
    Wordings,
    of_size,
    packaged_wordings,
    read_questions,
    train_and_test,
)
from bot.bench.measuring import Cost, Quality, TooSlowError, fitted, latency, quality
from bot.bench.ours import IndexContender, LearnedContender
from bot.bench.peers import all_peers
from bot.desk import MOST_LEARNED
from bot.evaluation import FOLDER
from knowledge.base import KnowledgeBase

SIZES = (100, 1_000, 10_000, 100_000)
AT_A_SIZE = 300  # questions that are timed at each size
QUALITY = ("top1", "top3", "auroc")
COST = ("p50", "p99", "train", "megabytes")
HEADINGS = {"p50": "p50 ms", "p99": "p99 ms", "train": "train s", "megabytes": "MB"}
NOTE = """\
top1, top3: of the questions with an entry, those with a right one first, among the first three. auroc: chance that a
question with an entry scores higher than one without. p50, p99: CPU time for one question. train: CPU time to load or
learn. MB: memory that stays taken. x: the figure over that of the first line.
"""


@dataclass(frozen=True)
class Line:
    """One matcher's figures, or why it has none."""

    name: str
    figures: Mapping[str, float]
    remark: str = ""


def run_bench(
    base: KnowledgeBase,
    out: TextIO,
    *,
    held_out: bool = False,
    sizes: bool = False,
    train: Path | None = None,
    test: Path | None = None,
) -> None:
    """Measure and print.

    Args:
        base: the packaged knowledge, for its wordings, lexicon and policy.
        out: where to.
        held_out: ask the held-out questions instead of the dev ones.
        sizes: instead of quality, measure time at growing sizes of knowledge.
        train: a TSV file of wordings to take instead of the packaged ones; with ``test``.
        test: a TSV file of questions.

    Raises:
        CorpusError: a file is missing or broken, or only one of the two TSV files is named.
    """
    if (train is None) != (test is None):
        raise CorpusError("name both files: --train with wordings and --test with questions")
    if train and test:
        texts, questions = train_and_test(train, test)
    else:
        texts = packaged_wordings(base)
        questions = read_questions(FOLDER / ("heldout.jsonl" if held_out else "dev.jsonl"))
    out.write(NOTE)
    if sizes:
        _at_sizes(base, texts, questions, out)
    else:
        contenders = [LearnedContender(base, MOST_LEARNED, judged=train is None), IndexContender(base), *all_peers()]
        whole_table(contenders, texts, questions, out)


def whole_table(contenders: Sequence[Contender], texts: Wordings, questions: Sequence[Question], out: TextIO) -> None:
    """Quality and cost of each on one set."""
    inside = sum(bool(question.right) for question in questions)
    out.write(f"\n{sum(map(len, texts.values())):,} wordings of {len(texts):,} entries; ")
    out.write(f"{inside:,} questions with an entry, {len(questions) - inside:,} without\n")

    def measure(contender: Contender) -> dict[str, float]:
        cost = _cost(contender, texts, [question.text for question in questions])
        return _figures(quality(contender, questions), QUALITY) | _figures(cost, COST)

    _table(contenders, (*QUALITY, *COST), measure, out)


def _at_sizes(base: KnowledgeBase, texts: Wordings, questions: Sequence[Question], out: TextIO) -> None:
    asked = [question.text for question in questions]
    asked = random.Random(0).sample(asked, min(AT_A_SIZE, len(asked)))  # noqa: S311 - no secret
    for size in SIZES:
        made = of_size(texts, size)
        out.write(f"\n{sum(map(len, made.values())):,} wordings of {len(made):,} entries\n")
        # what the desk would use comes first, so that the others are compared with it
        ours: list[Contender] = [LearnedContender(base, MOST_LEARNED)] if len(made) <= MOST_LEARNED else []
        _table([*ours, IndexContender(base), *all_peers()], COST, _timing(made, asked), out)


def _timing(texts: Wordings, asked: Sequence[str]) -> Callable[[Contender], dict[str, float]]:
    return lambda contender: _figures(_cost(contender, texts, asked), COST)


def _cost(contender: Contender, texts: Wordings, asked: Sequence[str]) -> Cost:
    train, megabytes = fitted(contender, texts)
    p50, p99, timed = latency(contender, asked)
    return Cost(p50, p99, train, megabytes, timed)


def _figures(measured: Quality | Cost, names: Sequence[str]) -> dict[str, float]:
    return {name: float(getattr(measured, name)) for name in names}


def _table(
    contenders: Sequence[Contender],
    columns: Sequence[str],
    measure: Callable[[Contender], dict[str, float]],
    out: TextIO,
) -> None:
    """A line for each contender as soon as it is measured; each is let go before the next begins."""
    out.write(f"{'':<28}" + "".join(f"{HEADINGS.get(column, column):>16}" for column in columns) + "\n")
    first: Mapping[str, float] | None = None
    waiting = list(contenders)
    while waiting:
        contender = waiting.pop(0)
        line = _line(contender, measure)
        if line.figures and first is None:
            first = line.figures
        cells = "".join(_cell(line.figures[column], (first or {}).get(column)) for column in columns if line.figures)
        out.write(f"{line.name:<28}{cells or f'  left out: {line.remark}'}\n")
        out.flush()
        del contender


def _line(contender: Contender, measure: Callable[[Contender], dict[str, float]]) -> Line:
    try:
        return Line(contender.name, measure(contender))
    except (UnfitError, TooSlowError) as error:
        return Line(contender.name, {}, str(error))


def _cell(value: float, ours: float | None) -> str:
    if math.isnan(value):
        return f"{'-':>16}"
    shown = f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"
    ratio = f"x{value / ours:.3g}" if ours and not math.isnan(ours) else ""
    return f"{shown:>8} {ratio:<7}"
