"""The benchmark: exact figures on hand-made sets, broken files told by line, every matcher on a set that is easy."""

import io
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.bench import measuring, peers
from bot.bench.contender import Contender, Rows, Scored, UnfitError, top
from bot.bench.corpora import (
    EACH,
    CorpusError,
    Question,
    knowledge_of,
    of_size,
    packaged_wordings,
    read_questions,
    read_tsv,
    train_and_test,
)
from bot.bench.matcher import run_bench, whole_table
from bot.bench.ours import IndexContender, LearnedContender
from bot.cli import app
from knowledge.base import KnowledgeBase
from knowledge.learning import wordings
from knowledge.loader import load

TEXTS = {
    "fees": ["what does the plan charge", "plan fees each year", "fees of the fund", "管理费是多少", "费用怎么算"],
    "loans": ["borrow from my account", "loan against the balance", "pay the loan back", "可以借款吗", "贷款怎么还"],
    "match": ["employer match formula", "does the company match", "free money from work", "公司配多少", "雇主匹配"],
}
PEERS = ("rapidfuzz WRatio", "rapidfuzz token_set_ratio", "bm25s", "SQLite FTS5 trigram",
         "TF-IDF LogisticRegression", "TF-IDF LinearSVC")  # fmt: skip


class Told(Contender):
    """Answers what a test tells it to."""

    name = "told"

    def __init__(self, answers: Mapping[str, Scored]) -> None:
        self._answers = answers

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Learn nothing."""

    def rank(self, text: str) -> Scored:
        """What was told."""
        return self._answers[text]


class Missing(Told):
    """Cannot run."""

    name = "missing"

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Refuse."""
        del texts
        raise UnfitError("its library is missing")


QUESTIONS = [
    Question("first", frozenset({"a"})),
    Question("other label", frozenset({"a", "b"})),
    Question("third", frozenset({"c"})),
    Question("nowhere", frozenset({"d"})),
    Question("silent", frozenset({"a"})),
    Question("outside low", frozenset()),
    Question("outside high", frozenset()),
]
TOLD = Told(
    {
        "first": [("a", 0.9), ("b", 0.2)],
        "other label": [("b", 0.8), ("c", 0.1)],
        "third": [("a", 0.7), ("b", 0.6), ("c", 0.5)],
        "nowhere": [("a", 0.5), ("b", 0.4), ("c", 0.3)],
        "silent": [],
        "outside low": [],
        "outside high": [("a", 0.8)],
    }
)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """The packaged knowledge."""
    return load()


def test_quality_is_exact() -> None:
    """Two of five come first, three among three; a tie counts half and no answer is the lowest score."""
    found = measuring.quality(TOLD, QUESTIONS)
    assert (found.top1, found.top3) == (2 / 5, 3 / 5)
    # against silence: four win and one ties; against 0.8: one wins and one ties
    assert found.auroc == pytest.approx((4 + 0.5 + 1 + 0.5) / 10)


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [([2, 3], [1], 1.0), ([1], [2, 3], 0.0), ([1], [1], 0.5), ([3, 1], [2, -math.inf], 0.75)],
)
def test_auroc(inside, outside, expected: float) -> None:
    """The share of pairs in the right order."""
    assert measuring.auroc(inside, outside) == expected


def test_without_one_side_there_is_no_auroc() -> None:
    """Nothing is made up where all questions are of one kind."""
    found = measuring.quality(TOLD, [question for question in QUESTIONS if not question.right])
    assert all(math.isnan(value) for value in (found.top1, found.top3, found.auroc))


def test_the_best_text_stands_for_its_label() -> None:
    """Labels rank by their best text, each once, and what scores nothing is left out."""
    rows = Rows({"b": ["x", "y"], "a": ["z"], "c": ["v", "w"]})
    scores = measuring.np.array([5.0, 1.0, 7.0, 0.0, 0.0])  # z of a; x, y of b; v, w of c
    assert rows.best(scores, 0.0) == [("b", 7.0), ("a", 5.0)]
    assert top("pqrs", scores[:4]) == [("r", 7.0), ("p", 5.0), ("q", 1.0)]


def test_a_slow_matcher_is_left_out(monkeypatch) -> None:
    """What takes longer than a user waits is told and not timed."""
    monkeypatch.setattr(measuring, "TOO_SLOW", -1.0)
    with pytest.raises(measuring.TooSlowError, match="one question takes"):
        measuring.latency(TOLD, ["first"])


def test_timing_stops_when_its_time_is_up(monkeypatch) -> None:
    """After the time given only the least number of questions is timed."""
    p50, p99, timed = measuring.latency(TOLD, ["first"] * 100, seconds=-1.0)
    assert timed == measuring.LEAST_TIMED
    assert 0 <= p50 <= p99


def _peer(name: str) -> Contender:
    if name == "bm25s":
        pytest.importorskip("bm25s", reason="bm25s is not installed: pip install 'rothdesk[bench]'")
    (peer,) = [peer for peer in peers.all_peers() if peer.name == name]
    return peer


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_finds_what_is_easy(name: str) -> None:
    """Questions made of an entry's own words find it, in English and Chinese, and three labels at most come back."""
    peer = _peer(name)
    peer.fit(TEXTS)
    asked = [Question("plan fees", frozenset({"fees"})), Question("pay back a loan", frozenset({"loans"})),
             Question("管理费多少", frozenset({"fees"})), Question("company match", frozenset({"match"}))]  # fmt: skip
    assert measuring.quality(peer, asked).top1 == 1.0
    ranked = peer.rank("plan fees")
    assert len(dict(ranked)) == len(ranked) <= 3
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    peer.answer("plan fees")


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("text", ["", "zz", "\"' OR *", "\0", "😀😀😀😀"])
def test_no_question_breaks_a_peer(name: str, text: str) -> None:
    """Whatever is asked, a matcher answers or stays silent."""
    peer = _peer(name)
    peer.fit(TEXTS)
    assert len(peer.rank(text)) <= 3


def test_a_linear_model_of_two_labels(monkeypatch) -> None:
    """Two labels have one plane; either side of it ranks its own label first."""
    peer = _peer("TF-IDF LinearSVC")
    peer.fit({label: TEXTS[label] for label in ("fees", "loans")})
    assert (peer.rank("fees")[0][0], peer.rank("loan")[0][0]) == ("fees", "loans")


def test_too_many_weights_are_refused(monkeypatch) -> None:
    """A linear model that would fill the memory says so instead of trying."""
    monkeypatch.setitem(peers.MOST_WEIGHTS, "LinearSVC", 10)
    with pytest.raises(UnfitError, match=r"3 labels x .* features are too many"):
        _peer("TF-IDF LinearSVC").fit(TEXTS)


@pytest.mark.parametrize("judged", [True, False])
def test_ours_learns_any_set(base: KnowledgeBase, judged: bool) -> None:
    """The learned ranking trains on the set itself, with the packaged lexicon, and finds what is easy."""
    ours = LearnedContender(base, 10, judged=judged)
    ours.fit(TEXTS)
    asked = [Question("plan fees", frozenset({"fees"})), Question("贷款要还吗", frozenset({"loans"}))]
    assert measuring.quality(ours, asked).top1 == 1.0
    ours.answer("plan fees")
    with pytest.raises(UnfitError, match="no model is learned for more than 2 entries"):
        LearnedContender(base, 2).fit(TEXTS)


def test_the_index_takes_any_set(base: KnowledgeBase) -> None:
    """So does the index, and a wording of the set scores 1."""
    ours = IndexContender(base)
    ours.fit(TEXTS)
    assert ours.rank("Does the company match?")[0] == ("match", 1.0)


def test_knowledge_of_a_size_is_made_of_the_packaged_one(base: KnowledgeBase) -> None:
    """Real entries come first and recombined ones after; ten wordings each, the same every time."""
    texts = packaged_wordings(base)
    made = of_size(texts, 2_000)
    assert {len(own) for own in made.values()} == {EACH}
    assert len(made) == 200
    assert set(made) & set(texts) == set(list(made)[: len(set(made) & set(texts))])
    assert of_size(texts, 2_000) == made
    assert set(of_size(texts, 100)) == set(list(made)[:10])
    assert sorted(wordings(knowledge_of(made, base))) == sorted((a, text) for a, own in made.items() for text in own)


def test_questions_that_may_be_either_are_left_out(tmp_path: Path) -> None:
    """A question with a label counts its other labels too; one without, for which an entry may stand, is dropped."""
    rows = [{"text": "x", "label": "a", "also": ["b"]}, {"text": "y", "label": None, "also": ["a"]},
            {"text": "z", "label": None, "also": []}]  # fmt: skip
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert read_questions(path) == [Question("x", frozenset({"a", "b"})), Question("z", frozenset())]
    path.write_text('{"text": "x", "label": null, "also": []}\n{"text": "y"}\n', "utf-8")
    with pytest.raises(CorpusError, match=r"set\.jsonl:2: this is no question"):
        read_questions(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tx\nno tab\n", "set.tsv:2: write a text, one tab and a label"),
        ("a\tx\n\nb\ty\tz\n", "set.tsv:3: write a text, one tab and a label"),
        ("a\tx\n \ty\n", "set.tsv:2: write a text, one tab and a label"),
        ("\n\n", "set.tsv:1: the file holds no lines"),
    ],
)
def test_a_broken_tsv_is_told_by_line(tmp_path: Path, text: str, message: str) -> None:
    """File, line and what to write instead."""
    path = tmp_path / "set.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(CorpusError) as caught:
        read_tsv(path)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("train", "test", "message"),
    [
        ("a\tx\n\nb\t\n", "c\tx\n", "train.tsv:3: a text to learn from needs a label"),
        ("a\tx\nb\tx\n", "c\tx\n", "train.tsv:1: there must be two labels at least"),
        ("a\tx\nb\ty\n", "c\tx\n\nd\tz\n", "test.tsv:3: the label 'z' has no text in"),
    ],
)
def test_train_and_test_must_fit_together(tmp_path: Path, train: str, test: str, message: str) -> None:
    """What cannot be learned, or could never be answered, is told by file and line."""
    (tmp_path / "train.tsv").write_text(train, "utf-8")
    (tmp_path / "test.tsv").write_text(test, "utf-8")
    with pytest.raises(CorpusError) as caught:
        train_and_test(tmp_path / "train.tsv", tmp_path / "test.tsv")
    assert message in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """So is a file that is not there."""
    with pytest.raises(CorpusError, match="the file cannot be read"):
        read_tsv(tmp_path / "none.tsv")


def test_the_table_compares_with_the_first_line() -> None:
    """Each line has its figures over the first one's, and what cannot run says why."""
    out = io.StringIO()
    whole_table([TOLD, Missing({}), TOLD], {"a": ["x", "y"]}, QUESTIONS, out)
    lines = out.getvalue().splitlines()
    assert lines[1] == "2 wordings of 1 entries; 5 questions with an entry, 2 without"
    assert lines[3].split()[:7] == ["told", "0.400", "x1", "0.600", "x1", "0.600", "x1"]
    assert lines[4].split(maxsplit=1) == ["missing", "left out: its library is missing"]
    assert lines[5].split()[:3] == ["told", "0.400", "x1"]


def test_a_whole_run_on_other_sets(base: KnowledgeBase, tmp_path: Path) -> None:
    """Two TSV files run through every matcher."""
    pytest.importorskip("bm25s", reason="bm25s is not installed: pip install 'rothdesk[bench]'")
    train, test = tmp_path / "train.tsv", tmp_path / "test.tsv"
    train.write_text("".join(f"{text}\t{label}\n" for label, own in TEXTS.items() for text in own), "utf-8")
    test.write_text("\ufeffplan fees\tfees\r\n贷款怎么还呢\tloans\nthe weather today\t\n", "utf-8")
    out = io.StringIO()
    run_bench(base, out, train=train, test=test)
    lines = out.getvalue().splitlines()
    assert "15 wordings of 3 entries; 2 questions with an entry, 1 without" in lines
    assert [line[:28].strip() for line in lines[-8:]] == ["rothdesk", "rothdesk index", *PEERS]
    assert all(line[28:].split()[0] == "1.00" for line in lines[-8:-6])


def test_the_command_wants_both_files(tmp_path: Path) -> None:
    """A set to learn from without one to ask is bad usage."""
    done = CliRunner().invoke(app, ["bench", "matcher", "--train", str(tmp_path / "a.tsv")])
    assert done.exit_code == 2
    assert "name both files" in done.output
