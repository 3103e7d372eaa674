"""The matchers that a user would pick instead, each set up as its documentation suggests."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from bot.bench.contender import SHOWN, Contender, Rows, Scored, UnfitError, top
from knowledge.text import HAN

TOKEN = re.compile(rf"[{HAN}]|[^\s{HAN}]+")
WORTH_SEEING = 500  # rows that full-text search returns, to find three labels among
MOST_FEATURES = 100_000  # of words and of pieces each, for logistic regression: the most common ones
# the largest table of weights, labels x features: logistic regression holds some twenty copies while it learns
MOST_WEIGHTS = {"LogisticRegression": 30_000_000, "LinearSVC": 200_000_000}


class Fuzzy(Contender):
    """rapidfuzz: every text compared in turn; a label scores as its best text. Timed with ``extractOne``."""

    def __init__(self, scorer: str) -> None:
        self.name = f"rapidfuzz {scorer}"
        self._scorer = getattr(fuzz, scorer)

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Prepare every text once, as a careful user would."""
        self._rows = Rows(texts)
        self._choices = [default_process(text) for text in self._rows.texts]

    def rank(self, text: str) -> Scored:
        """Every text compared; the three labels with the best ones."""
        asked = [default_process(text)]
        (scores,) = process.cdist(asked, self._choices, scorer=self._scorer, dtype=np.float32, workers=-1)
        return self._rows.best(scores, 0.0)

    def answer(self, text: str) -> None:
        """The call of the documentation's first example."""
        process.extractOne(default_process(text), self._choices, scorer=self._scorer)


class Bm25(Contender):
    """bm25s over words between spaces and single Chinese characters."""

    name = "bm25s"

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Index the texts."""
        try:
            import bm25s  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise UnfitError("bm25s is not installed; it is part of rothdesk[bench]") from error
        self._rows = Rows(texts)
        self._index = bm25s.BM25()
        self._index.index([tokens(text) for text in self._rows.texts], show_progress=False)
        self._known = frozenset(self._index.vocab_dict)

    def rank(self, text: str) -> Scored:
        """Every text scored; the three labels with the best ones."""
        known = [token for token in tokens(text) if token in self._known]
        return self._rows.best(self._index.get_scores(known), 0.0) if known else []


def tokens(text: str) -> list[str]:
    """Lower-case words between spaces, and Chinese characters one by one."""
    return TOKEN.findall(text.lower())


class Linear(Contender):
    """scikit-learn: TF-IDF of words, word pairs and pieces of words, and a linear model."""

    def __init__(self, model: str) -> None:
        self.name = f"TF-IDF {model}"
        self._kind = model

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Learn from the texts."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow to import, as below
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.pipeline import make_union  # noqa: PLC0415
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        rows = Rows(texts)
        svc = self._kind == "LinearSVC"
        # in double precision and with every feature, logistic regression would take more memory than most machines have
        small: dict[str, Any] = {} if svc else {"max_features": MOST_FEATURES, "dtype": np.float32}
        self._features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, **small),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, **small),
        )
        matrix = self._features.fit_transform(rows.texts)
        size = len(rows.labels) * matrix.shape[1]
        if size > MOST_WEIGHTS[self._kind]:
            raise UnfitError(f"{len(rows.labels):,} labels x {matrix.shape[1]:,} features are too many to train here")
        model: Any = LinearSVC(random_state=0) if svc else LogisticRegression(C=10.0, max_iter=200)
        self._model = model.fit(matrix, rows.owner)
        self._labels = rows.labels

    def rank(self, text: str) -> Scored:
        """The three labels of the greatest scores."""
        row = self._features.transform([text])
        if self._kind == "LinearSVC":
            scores = np.atleast_1d(self._model.decision_function(row).squeeze())
            scores = np.array([-scores[0], scores[0]]) if len(self._labels) == 2 else scores
        else:
            (scores,) = self._model.predict_proba(row)
        return top(self._labels, scores)


class FullText(Contender):
    """SQLite FTS5 with the trigram tokenizer: any three letters in a row of the question, best match first."""

    name = "SQLite FTS5 trigram"

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Index the texts."""
        self._rows = Rows(texts)
        self._database = sqlite3.connect(":memory:")
        try:
            self._database.execute("CREATE VIRTUAL TABLE wordings USING fts5(text, tokenize='trigram')")
        except sqlite3.OperationalError as error:
            raise UnfitError(f"this SQLite ({sqlite3.sqlite_version}) has no FTS5 with trigrams") from error
        self._database.executemany(
            "INSERT INTO wordings(rowid, text) VALUES (?, ?)", enumerate(self._rows.texts, start=1)
        )

    def rank(self, text: str) -> Scored:
        """The three labels of the best rows."""
        letters = text.replace("\0", " ")
        trigrams = dict.fromkeys(letters[at : at + 3] for at in range(len(letters) - 2))
        if not trigrams:
            return []
        wanted = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
        found = self._database.execute(
            "SELECT rowid, rank FROM wordings WHERE wordings MATCH ? ORDER BY rank LIMIT ?", (wanted, WORTH_SEEING)
        )
        best: dict[str, float] = {}
        for row, rank in found:
            best.setdefault(self._rows.labels[self._rows.owner[row - 1]], -rank)
        return list(best.items())[:SHOWN]


def all_peers() -> list[Contender]:
    """Every peer, in the order of the table."""
    return [
        Fuzzy("WRatio"),
        Fuzzy("token_set_ratio"),
        Bm25(),
        FullText(),
        Linear("LogisticRegression"),
        Linear("LinearSVC"),
    ]
