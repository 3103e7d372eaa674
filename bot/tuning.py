"""``tune``: fit how far the best entry is trusted, on the dev questions alone, and write it into ``policy.yaml``.

The judgement is a logistic function of a few signs (:mod:`knowledge.judging`). Thresholds are the least at which, over
the dev questions judged by fits that did not see their family of wording, the stated share of wrong cards holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from bot.desk import open_desk
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.decision import Matcher
from knowledge.judging import SIGNS, fitted
from knowledge.learned_ranking import LearnedRanking
from knowledge.loader import packaged
from knowledge.model import Judgement, Kind

DEV = Path("tests/eval/dev.jsonl")
WRONG_AT_MOST = 0.009  # wrong cards, as a share of all messages; 1 % is to hold for wordings that nobody tuned on
OFFERED_IN_VAIN = 0.35  # messages without an entry that are asked back, as a share of those
FOLDS = 8
COST = 1.0


@dataclass(frozen=True)
class Row:
    """A dev question with its signs, whether its best entry is right, and its family."""

    signs: tuple[float, ...]
    right: bool
    harmless: bool  # pointing elsewhere a question that has no entry is no wrong card
    labelled: bool
    family: str


def tune(settings: Settings, out: TextIO, *, write: bool) -> Judgement:
    """Fit and report; with ``write`` also change the packaged policy."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a curator's tool, never the running bot's
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415

    desk = open_desk(settings)
    rows = list(_rows(desk.assistant.base, desk.assistant.matcher))
    signs = np.array([row.signs for row in rows])
    centre, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), 1e-6)
    scaled, right = (signs - centre) / spread, np.array([row.right for row in rows])
    chance = np.zeros(len(rows))
    families = [row.family for row in rows]
    for train, test in GroupKFold(FOLDS).split(scaled, right, families):
        chance[test] = LogisticRegression(C=COST).fit(scaled[train], right[train]).predict_proba(scaled[test])[:, 1]
    answer, offer = _answer_threshold(rows, chance), _offer_threshold(rows, chance)
    fit = LogisticRegression(C=COST).fit(scaled, right)
    weights = fit.coef_[0] / spread
    constant = float(fit.intercept_[0] - (fit.coef_[0] * centre / spread).sum())
    when = datetime.now(UTC).date()
    run = (
        f"python -m bot tune on {when}: {len(rows)} dev questions, a wrong card for at most {WRONG_AT_MOST:.1%} of them"
    )
    judgement = fitted(constant, [float(weight) for weight in weights], answer, offer, run)
    _report(rows, chance, judgement, out)
    if write:
        path = packaged() / "policy.yaml"
        path.write_text(with_judgement(path.read_text("utf-8"), judgement), "utf-8")
        out.write(f"written to {path}\n")
    return judgement


def _rows(base: KnowledgeBase, matcher: Matcher) -> Sequence[Row]:
    ranking = matcher.ranking
    if not isinstance(ranking, LearnedRanking):
        raise TypeError("there is no learned ranking to tune")
    rows = []
    for line in DEV.read_text("utf-8").splitlines():
        asked: dict[str, Any] = json.loads(line)
        features = ranking.features(asked["text"])
        found = ranking.signs(features)
        if found is None:
            continue
        first = ranking.candidates(features, 1)[0].entry
        wanted = {asked["label"], *asked["also"]} - {None}
        right = first in wanted and asked["expect"] in {"answer", "redirect"}
        harmless = asked["label"] is None and (base.entries[first].type is Kind.REDIRECT or first in wanted)
        rows.append(Row(found.values(), right, harmless, asked["label"] is not None, asked["family"]))
    return rows


def _answer_threshold(rows: Sequence[Row], chance: np.ndarray) -> float:
    """The least chance at which wrong cards stay within the stated share of all messages."""
    wrong = np.array([not row.right and not row.harmless for row in rows])
    for threshold in np.arange(0.2, 0.99, 0.01):
        if (wrong & (chance >= threshold)).sum() <= WRONG_AT_MOST * len(rows):
            return round(float(threshold), 2)
    return 0.99


def _offer_threshold(rows: Sequence[Row], chance: np.ndarray) -> float:
    """The least chance at which few messages that have no entry are asked back."""
    empty = np.array([not row.labelled and not row.harmless for row in rows])
    for threshold in np.arange(0.01, 0.5, 0.01):
        if (empty & (chance >= threshold)).sum() <= OFFERED_IN_VAIN * max(1, empty.sum()):
            return round(float(threshold), 2)
    return 0.5


def _report(rows: Sequence[Row], chance: np.ndarray, judgement: Judgement, out: TextIO) -> None:
    right = np.array([row.right for row in rows])
    labelled = np.array([row.labelled for row in rows])
    wrong = np.array([not row.right and not row.harmless for row in rows])
    out.write(f"{len(rows)} dev questions, {int(labelled.sum())} of them with an entry; best entry right: ")
    out.write(f"{right[labelled].mean():.1%}\n")
    out.write("threshold  shown right  wrong of all messages\n")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, judgement.answer):
        shown = chance >= threshold
        share = (shown & right & labelled).sum() / labelled.sum()
        out.write(f"{threshold:>9.2f}  {share:>11.1%}  {(shown & wrong).mean():>21.2%}\n")
    out.writelines(f"{name}: {getattr(judgement, name)}\n" for name in ("constant", *SIGNS, "answer", "offer"))


def with_judgement(text: str, judgement: Judgement) -> str:
    """The policy's text with the judgement replaced, everything else as it was."""
    lines = [f"  {name}: {value}" for name, value in judgement.model_dump().items() if name != "set_by"]
    block = "\n".join(["judgement:", *lines, f'  set_by: "{judgement.set_by}"'])
    return re.sub(r"^judgement:\n(?:  .*\n)+", f"{block}\n", text, count=1, flags=re.MULTILINE)
