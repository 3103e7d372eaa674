"""What a benchmark runs on: wordings to learn from, questions to ask, and larger knowledge made of the packaged one."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.learning import wordings
from knowledge.model import Bilingual, Phrasing
from knowledge.text import has_han

EACH = 10  # wordings of an entry in knowledge made for a size
# where a sentence may be cut so that either part still reads as one
JOINTS = re.compile(r"(?<=[，,；;。？?！!])\s*|\s+(?=[a-z])|(?<=[\u4e00-\u9fff])(?=[a-zA-Z])")
KINDS = ("zh", "mixed", "en")


class CorpusError(Exception):
    """A file cannot be used as a corpus; the text names the file, the line and what to mend."""


@dataclass(frozen=True)
class Question:
    """A question with the labels that are right for it; none where it is out of scope."""

    text: str
    right: frozenset[str]


Wordings = dict[str, list[str]]  # texts by label


def packaged_wordings(base: KnowledgeBase) -> Wordings:
    """What a knowledge base has to learn from."""
    found: Wordings = {}
    for label, text in wordings(base):
        found.setdefault(label, []).append(text)
    return found


def read_questions(path: Path) -> list[Question]:
    """The questions of an evaluation set (JSON lines).

    Those that no entry answers and some may stand for (``label`` null, ``also`` given) are neither in scope nor out
    of it, and are left out.

    Raises:
        CorpusError: the file is missing or a line is no question.
    """
    questions = []
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            right = {row["label"], *row["also"]} if row["label"] else set()
            if row["label"] or not row["also"]:
                questions.append(Question(row["text"], frozenset(right)))
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path}:{number}: this is no question with text, label and also ({error})") from error
    return questions


def read_tsv(path: Path) -> list[tuple[int, str, str]]:
    """Line number, text and label of a file with a text, a tab and a label on each line; no label is out of scope.

    Raises:
        CorpusError: the file is missing, or a line has not exactly one tab or no text.
    """
    rows = []
    for number, line in _lines(path):
        text, *rest = line.split("\t")
        if len(rest) != 1 or not text.strip():
            raise CorpusError(f"{path}:{number}: write a text, one tab and a label (nothing for out of scope)")
        rows.append((number, text.strip(), rest[0].strip()))
    if not rows:
        raise CorpusError(f"{path}:1: the file holds no lines")
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}:1: the file cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def train_and_test(train: Path, test: Path) -> tuple[Wordings, list[Question]]:
    """Wordings and questions of two TSV files; questions with a label that has no wording are told.

    Raises:
        CorpusError: as for :func:`read_tsv`, a text without label to learn from, fewer than two labels, or a label
            of the questions that nothing was learned for.
    """
    found: Wordings = {}
    for number, text, label in read_tsv(train):
        if label:
            found.setdefault(label, []).append(text)
        else:
            raise CorpusError(f"{train}:{number}: a text to learn from needs a label")
    if len(found) < 2:
        raise CorpusError(f"{train}:1: there must be two labels at least to tell apart")
    questions = []
    for number, text, label in read_tsv(test):
        if label and label not in found:
            raise CorpusError(f"{test}:{number}: the label {label!r} has no text in {train}")
        questions.append(Question(text, frozenset({label} if label else ())))
    return found, questions


def knowledge_of(texts: Mapping[str, Sequence[str]], base: KnowledgeBase) -> KnowledgeBase:
    """Knowledge with these wordings, and lexicon and policy of another."""
    pattern = next(iter(base.entries.values()))
    entries = {}
    for label, own in texts.items():
        # a question in each language is part of every entry; here the first two texts stand for them
        question = Bilingual(zh=own[0], en=own[min(1, len(own) - 1)])
        ask = tuple(Phrasing.model_validate(text) for text in own[2:])
        entries[label] = pattern.model_copy(update={"id": label, "question": question, "ask": ask})
    return dataclasses.replace(base, entries=entries)


def of_size(texts: Mapping[str, Sequence[str]], size: int, seed: int = 0) -> Wordings:
    """Knowledge of so many wordings, ten an entry: first the real entries, then recombined ones.

    A recombined entry begins its sentences like those of one real entry and ends them like those of another, in the
    same language, so that words stay as frequent and sentences as long as people's own.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    made: Wordings = {}
    for label, own in sorted(texts.items()):
        if len(made) == size // EACH:
            return made
        if len(own) >= EACH:
            made[label] = rng.sample(list(own), EACH)
    halves = {label: _halves(own) for label, own in texts.items()}
    labels = sorted(label for label, parts in halves.items() if sum(map(len, parts.values())) >= EACH)
    pairs = [(a, b) for a in labels for b in labels if a != b]
    rng.shuffle(pairs)
    for a, b in pairs[: max(0, size // EACH - len(made))]:
        made[f"{a}+{b}"] = list(_crossed(halves[a], halves[b], rng))
    return made


def _halves(own: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Each text cut in two near its middle, by the language it is in."""
    parts: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for text in own:
        kind = "en" if not has_han(text) else "mixed" if re.search("[A-Za-z]", text) else "zh"
        cuts = [found.end() for found in JOINTS.finditer(text) if 0 < found.end() < len(text)]
        cut = min(cuts, key=lambda at: abs(2 * at - len(text)), default=len(text) // 2)
        parts[kind].append((text[:cut], text[cut:]))
    return parts


def _crossed(
    heads: Mapping[str, Sequence[tuple[str, str]]], tails: Mapping[str, Sequence[tuple[str, str]]], rng: random.Random
) -> Iterator[str]:
    kinds = [kind for kind in KINDS if heads[kind] and tails[kind]] or []
    for _ in range(EACH):
        kind = rng.choice(kinds) if kinds else ""
        head = rng.choice(heads[kind] if kind else [half for own in heads.values() for half in own])
        tail = rng.choice(tails[kind] if kind else [half for own in tails.values() for half in own])
        yield head[0] + tail[1]
