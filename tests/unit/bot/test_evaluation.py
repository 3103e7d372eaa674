"""Measuring the answers: how one question is judged, how shares are counted, and that floors hold."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.evaluation import run_eval
from bot.evaluation_report import agreement, report, store, stored
from bot.judged import Judged, judge, rates
from bot.settings import Settings
from knowledge.decision import Decision, Verdict
from knowledge.model import Kind
from knowledge.ranking import Match


def _assistant(verdict: Verdict, *ranked: str, offered: tuple[str, ...] = ()) -> SimpleNamespace:
    """An assistant that always decides the same."""
    matches = tuple(Match(entry, 0.9, 1.0, (), ()) for entry in ranked)
    decision = Decision(verdict, matches, offered or ranked[:1], "")
    kinds = {"out": Kind.REDIRECT}
    entries = {entry: SimpleNamespace(type=kinds.get(entry, Kind.VERDICT)) for entry in ("a", "b", "c", "d", "out")}
    return SimpleNamespace(explain=lambda _: decision, base=SimpleNamespace(entries=entries))


@pytest.mark.parametrize(
    ("label", "also", "assistant", "marks"),
    [
        ("a", [], _assistant(Verdict.ANSWER, "a", "b"), {"top1", "top3", "right"}),
        ("a", [], _assistant(Verdict.ANSWER, "b", "a"), {"top3", "wrong"}),
        ("a", ["b"], _assistant(Verdict.ANSWER, "b", "c"), {"top1", "top3", "right"}),
        ("a", [], _assistant(Verdict.CLARIFY, "b", "a", offered=("b", "a")), {"top3", "choice"}),
        ("a", [], _assistant(Verdict.CLARIFY, "b", "c", "d", "a", offered=("b", "c", "d")), {"missed"}),
        ("a", [], _assistant(Verdict.NONE, "a"), {"top1", "top3", "missed"}),
        ("a", [], _assistant(Verdict.NONE), {"missed"}),
        ("out", [], _assistant(Verdict.REDIRECT, "out"), {"top1", "top3", "right"}),
        (None, [], _assistant(Verdict.NONE), {"refused"}),
        (None, [], _assistant(Verdict.CLARIFY, "a"), {"refused"}),
        (None, [], _assistant(Verdict.REDIRECT, "out"), {"refused"}),
        (None, [], _assistant(Verdict.ANSWER, "a"), {"leaked"}),
        (None, ["a"], _assistant(Verdict.ANSWER, "a"), {"refused"}),
    ],
)
def test_one_question_is_judged(label, also, assistant, marks: set[str]) -> None:
    """A card is right, wrong, a choice or missed; without a label it is refused or leaked."""
    assert judge(assistant, {"text": "x", "lang": "en", "label": label, "also": also}).marks == marks


def test_shares_are_of_the_questions_to_which_they_apply() -> None:
    """Right and wrong are shares of labelled questions, refused and leaked of the others."""
    answer = _assistant(Verdict.ANSWER, "a")
    rows = [("a", []), ("b", []), ("a", []), ("c", []), (None, [])]
    judged = [judge(answer, {"text": "x", "lang": "en", "label": label, "also": also}) for label, also in rows]
    shares = rates(judged)
    assert (shares["right"], shares["wrong"], shares["leaked"], shares["refused"]) == (0.5, 0.5, 1.0, 0.0)
    assert set(rates([]).values()) == {0.0}


def test_floors_are_held(tmp_path: Path) -> None:
    """A set is measured, printed by language, and compared with the limits stored beside it."""
    row = {"text": "tqqq适合长期持有吗", "lang": "mixed", "label": "out-stock-pick", "also": []}
    file = tmp_path / "small.jsonl"
    file.write_text(json.dumps(row) + "\n\n", "utf-8")
    floors = tmp_path / "floors.json"
    for limits, findings in (({"right": 1.0, "wrong": 0.0}, 0), ({"right": 1.1}, 1), ({"wrong": -0.1, "top1": 1.2}, 2)):
        floors.write_text(json.dumps({"small": limits}), "utf-8")
        out = io.StringIO()
        assert run_eval(Settings(), [file], out, misses=True, quick=True) == findings
    assert "small" in out.getvalue()
    assert "wrong is 0.0%" in out.getvalue()


def test_without_sets_there_is_nothing_to_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measuring nothing is a finding, not a success."""
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    assert run_eval(Settings(), [], out, misses=False, quick=True) == 1
    assert "no evaluation sets" in out.getvalue()


def _judged(label: str | None, top: str, shown: str | None = None, family: str = "f", score: float = 0.7) -> Judged:
    """A question with its best entry; right where that is the label."""
    marks = {"top1", "top3"} if label == top else set()
    return Judged("x", "en", label, shown, Verdict.CLARIFY, (top,), frozenset(marks), score, "contrast", family)


def test_a_report_names_confusions_and_what_is_never_found() -> None:
    """Pairs confused more than once, entries never first, calibration by score, and contrast pairs kept apart."""
    rows = [
        _judged("a", "b", "b", "p"),
        _judged("b", "b", "b", "p"),
        _judged("a", "b", None, "q"),
        _judged("c", "c", "c", "q"),
    ]
    lines = list(report(rows, None))
    assert "0.60-0.80: 50% of 4" in lines[0]
    assert "a → b (2)" in lines[1]
    assert lines[2] == "never ranked first: a"
    assert "contrast pairs: 2, of which 50.0% are kept apart" in lines[3]
    assert "0.0% ranked right in both halves" in lines[3]


def test_a_baseline_is_kept_and_compared_with(tmp_path: Path) -> None:
    """The stored shares are compared with the new ones, set by set."""
    store(tmp_path, "dev", [_judged("a", "a"), _judged("a", "b")])
    store(tmp_path, "heldout", [_judged("a", "a")])
    assert stored(tmp_path, "dev")["top1"] == 0.5
    assert stored(tmp_path, "nothing") is None
    assert "top1 +50.0%" in list(report([_judged("a", "a")], stored(tmp_path, "dev")))[-1]


def test_a_second_reader_is_compared(tmp_path: Path) -> None:
    """Only questions with an entry that both have read count; without a second reader nothing is said."""
    rows = [
        {"id": "a", "label": "x", "expect": "answer"},
        {"id": "b", "label": "y", "expect": "answer"},
        {"id": "c", "label": None, "expect": "none"},
        {"id": "d", "label": "z", "expect": "clarify"},
        {"id": "e", "label": "z", "expect": "answer"},
    ]
    assert list(agreement(rows, tmp_path)) == []
    (tmp_path / "second").mkdir()
    second = [{"id": name, "best": "x"} for name in "abcd"]
    (tmp_path / "second/labels.jsonl").write_text("\n".join(map(json.dumps, second)), "utf-8")
    assert list(agreement(rows, tmp_path)) == ["a second reader took the same best entry for 50.0% of 2 questions"]
