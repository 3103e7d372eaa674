"""Learn a ranking from the phrasings: one linear model over all entries. Runs in a child process that exits.

Only this module needs scikit-learn; what it learns is a folder of plain arrays that :mod:`knowledge.learned` reads.
The same knowledge, code and library versions give the same bytes.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask, extract
from knowledge.learned import FILES, META, Floats
from knowledge.vectors import Vector, Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Progress = Callable[[float], None]
Part = TypeVar("Part")
Result = TypeVar("Result")

PART = 500  # wordings that a core takes at a time
COST = 1.0  # of the support vector machine: how much a wording on the wrong side costs
LEVELS = 127  # weights are stored as whole numbers from -127 to 127, scaled for each entry


def wordings(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Every (entry, text) to learn from: questions in both languages and phrasings."""
    for entry in base.entries.values():
        yield entry.id, entry.question.zh
        yield entry.id, entry.question.en
        for phrasing in entry.ask:
            yield entry.id, phrasing.text


def learn(base: KnowledgeBase, mask: Mask | None, folder: Path, progress: Progress = lambda _: None) -> None:
    """Learn and write the model of a knowledge base.

    Args:
        base: the knowledge.
        mask: blanks amounts in a text, as at run time.
        folder: where to, an empty place; the model appears there complete or not at all.
        progress: told the share that is done, 0 to 1.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - needed in the child process alone

    rows = sorted(wordings(base))
    texts = _all_features(base, mask, [text for _, text in rows], lambda share: progress(0.4 * share))
    vocabulary = Vocabulary.of(texts)
    vectors = _all_vectors(vocabulary, texts, lambda share: progress(0.4 + 0.15 * share))
    owners = [owner for owner, _ in rows]
    entries = sorted(set(owners))
    matrix = csr_matrix(
        (
            np.concatenate([vector.weight for vector in vectors]).astype(np.float64),  # as liblinear wants it
            np.concatenate([vector.at for vector in vectors]),
            np.cumsum([0, *(len(vector.at) for vector in vectors)]),
        ),
        shape=(len(rows), len(vocabulary)),
    )
    planes, offsets = _planes(matrix, np.array(owners), entries, lambda share: progress(0.55 + 0.4 * share))
    owned = _owned(vectors, owners, entries, len(vocabulary))
    meta = {
        "entries": entries,
        "unseen": vocabulary.unseen,
        "names": {group: list(places) for group, places in sorted(vocabulary.places.items())},  # in their order
        "wordings": {features.normal: owner for features, owner in zip(texts, owners, strict=True)},
        "concepts": _concepts(texts, owners),
    }
    _write(folder, _stored(planes, offsets, owned, vocabulary.telling), meta)
    progress(1.0)


def _all_features(base: KnowledgeBase, mask: Mask | None, texts: list[str], progress: Progress) -> list[Features]:
    """The features of all texts, in order, on every core where the system can fork."""
    parts = [texts[start : start + PART] for start in range(0, len(texts), PART)]
    _shared.update(lexicon=base.lexicon, mask=mask)
    return [features for part in _on_all_cores(_part, parts, progress) for features in part]


def _part(texts: list[str]) -> list[Features]:
    return [extract(text, _shared["lexicon"], _shared["mask"]) for text in texts]


def _all_vectors(vocabulary: Vocabulary, texts: list[Features], progress: Progress) -> list[Vector]:
    """The vectors of all texts, in order."""
    _shared.update(vocabulary=vocabulary, texts=texts)
    starts = range(0, len(texts), PART)
    return [vector for part in _on_all_cores(_vectors, starts, progress) for vector in part]


def _vectors(start: int) -> list[Vector]:
    return [_shared["vocabulary"].vector(features) for features in _shared["texts"][start : start + PART]]


def _planes(matrix: csr_matrix, owners: np.ndarray, entries: list[str], progress: Progress) -> tuple[Floats, Floats]:
    """For each entry the plane that best parts its wordings from all others, and how far it stands off."""
    _shared.update(matrix=matrix, owners=owners)
    found = list(_on_all_cores(_plane, entries, progress))
    return np.vstack([plane for plane, _ in found]), np.array([offset for _, offset in found], np.float32)


def _plane(entry: str) -> tuple[Floats, float]:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - needed in the child process alone

    model = LinearSVC(C=COST, random_state=0).fit(_shared["matrix"], _shared["owners"] == entry)
    return np.asarray(model.coef_[0], np.float32), float(model.intercept_[0])


_shared: dict[str, Any] = {}  # what forked children read; set just before they start


def _on_all_cores(work: Callable[[Part], Result], parts: Sequence[Part], progress: Progress) -> Iterator[Result]:
    """The result for each part, in order; on every core where the system can fork."""
    with contextlib.ExitStack() as stack:
        if len(parts) > 1 and "fork" in multiprocessing.get_all_start_methods():
            pool = stack.enter_context(multiprocessing.get_context("fork").Pool(os.cpu_count()))
            results: Iterator[Result] = pool.imap(work, parts)
        else:
            results = map(work, parts)
        for done, result in enumerate(results, 1):
            yield result
            progress(done / len(parts))


def _owned(vectors: list[Vector], owners: list[str], entries: list[str], size: int) -> npt.NDArray[np.bool_]:
    """Which features any wording of each entry has, a row an entry."""
    place = {entry: row for row, entry in enumerate(entries)}
    owned = np.zeros((len(entries), size), bool)
    for vector, owner in zip(vectors, owners, strict=True):
        owned[place[owner], vector.at] = True
    return owned


def _concepts(texts: list[Features], owners: list[str]) -> dict[str, list[str]]:
    """Which concepts each entry's wordings mention."""
    found: dict[str, set[str]] = {}
    for features, owner in zip(texts, owners, strict=True):
        found.setdefault(owner, set()).update(features.concepts)
    return {owner: sorted(concepts) for owner, concepts in found.items()}


def _stored(planes: Floats, offsets: Floats, owned: npt.NDArray[np.bool_], telling: Floats) -> dict[str, np.ndarray]:
    """The arrays as they are stored: weights as small whole numbers, ownership as bits, a row a feature."""
    scales = np.abs(planes).max(axis=1) / LEVELS
    return {
        "planes": np.ascontiguousarray(np.rint(planes / scales[:, None]).astype(np.int8).T),
        "scales": scales.astype(np.float32),
        "offsets": offsets,
        "owned": np.packbits(owned.T, axis=1),
        "telling": telling,
    }


def _write(folder: Path, arrays: dict[str, np.ndarray], meta: dict[str, object]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".building-"))
    try:
        for name in FILES:
            np.save(building / f"{name}.npy", arrays[name], allow_pickle=False)
        (building / META).write_text(json.dumps(meta, ensure_ascii=False), "utf-8")
        with contextlib.suppress(OSError):  # another process was quicker: its model is the same, byte for byte
            building.replace(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
