"""The JSON interfaces: their exact shape."""

import json
import re
from datetime import date

import pytest

from bot import interfaces
from bot.assistant import Question
from bot.language import Language

ASK = {"question", "language", "decision", "entries", "reply", "amounts", "calculation"}
REPLY = {"title", "verdict", "text", "citations"}
CITATION = {"source", "locator", "title", "url", "status"}
CALCULATION = {"function", "inputs", "result", "readings"}
TEXT = "存了1万，转的时候只剩9500，亏的500能抵税吗？"
STATUSES = {"rule", "official", "practice", "disputed", "unknown", "superseded"}


def _ask(desk, text: str, language: Language | None = None) -> dict:
    row = interfaces.reply_json(text, interfaces.ask(desk.assistant, text, language), desk.plain)
    return json.loads(json.dumps(row, ensure_ascii=False))


def test_ask_with_figures(desk) -> None:
    """The issue's example has exactly the agreed keys and values."""
    row = _ask(desk, TEXT)
    assert row.keys() == ASK
    assert (row["question"], row["language"], row["decision"]) == (TEXT, "zh", "answer")
    assert row["entries"][0]["id"] == "loss-not-deductible"
    assert row["reply"].keys() == REPLY
    assert row["reply"]["verdict"] == "不能。"
    assert row["reply"]["citations"]
    assert all(citation.keys() == CITATION for citation in row["reply"]["citations"])
    assert {citation["status"] for citation in row["reply"]["citations"]} <= STATUSES
    assert row["amounts"].keys() == {"text", "amounts", "percents", "years", "roles"}
    assert row["amounts"]["amounts"] == [10000, 9500, 500]
    assert row["amounts"]["roles"] == {"basis": 10000, "value": 9500, "loss": 500}
    assert row["calculation"].keys() == CALCULATION
    assert row["calculation"]["function"] == "convert"
    assert row["calculation"]["result"]["taxable"] == "0.00"
    assert [reading["id"] for reading in row["calculation"]["readings"]] == ["plan_keeps_basis", "plan_drops_basis"]


@pytest.mark.parametrize("language", Language)
def test_every_number_in_the_text_leads_to_a_citation(desk, language: Language) -> None:
    """The n-th citation is the one that the text calls [n]."""
    questions = [TEXT, *(entry.question.zh for entry in desk.assistant.base.entries.values())]
    seen = 0
    for text in questions:
        row = _ask(desk, text, language)
        numbers = {int(number) for number in re.findall(r"\[(\d+)\]", row["reply"]["text"])}
        seen += len(numbers)
        assert numbers == set(range(1, len(row["reply"]["citations"]) + 1))
    assert seen > len(questions) / 2


@pytest.mark.parametrize(
    ("text", "decision"),
    [("tqqq适合长期持有吗", "redirect"), ("早上好", "none"), ("after-tax 401k亏了能抵税吗", "answer"), ("", "none")],
)
def test_ask_without_figures(desk, text: str, decision: str) -> None:
    """Every outcome has the same keys; what does not apply is null or empty."""
    row = _ask(desk, text)
    assert row.keys() == ASK
    assert row["reply"].keys() == REPLY
    assert (row["decision"], row["amounts"], row["calculation"]) == (decision, None, None)
    assert row["reply"]["title"]
    assert row["reply"]["text"]
    if decision == "none":
        assert (row["reply"]["verdict"], row["reply"]["citations"]) == (None, [])


@pytest.mark.parametrize("text", [TEXT, "basis", "Roth 401k 亏", "roth ira loss after-tax in-plan basis form"])
def test_entries_come_best_first(desk, text: str) -> None:
    """At most five entries, each with its score, the best first."""
    entries = _ask(desk, text)["entries"]
    scores = [entry["score"] for entry in entries]
    assert 1 <= len(entries) <= 5
    assert all(entry.keys() == {"id", "score"} for entry in entries)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_language_can_be_fixed(desk) -> None:
    """A fixed language wins over that of the question."""
    for language in Language:
        row = _ask(desk, TEXT, language)
        assert row["language"] == str(language)
        assert row["amounts"]["amounts"] == [10000, 9500, 500]


def test_read() -> None:
    """Reading gives plain numbers under the agreed keys."""
    row = interfaces.read_json("本金1万2，现值9500.50，税率24%，2026年", date(2026, 11, 25))
    assert json.loads(json.dumps(row)) == row
    assert row.keys() == {"text", "amounts", "percents", "years", "roles"}
    assert (row["amounts"], row["percents"], row["years"]) == ([12000, 9500.5], [24], [2026])
    assert row["roles"] == {"basis": 12000, "value": 9500.5, "rate": 24, "year": 2026}


@pytest.mark.parametrize(
    ("function", "payload", "code"),
    [
        ("convert", {"basis": 10000}, "missing_input"),
        ("convert", {"basis": -1, "value": 1}, "negative_amount"),
        ("convert", None, "not_an_object"),
        ("convert", [1], "not_an_object"),
        ("series", {"rows": []}, "empty_series"),
        ("divide", {}, "unknown_function"),
        ("divide", None, "unknown_function"),
    ],
)
def test_a_refused_calculation_is_an_answer(function: str, payload: object, code: str) -> None:
    """A refusal has a code and a message in both languages, and nothing else."""
    row = interfaces.compute(function, payload)
    assert row.keys() == {"error", "message"}
    assert row["error"] == code
    assert row["message"].keys() == {"zh", "en"}


def test_a_calculation_is_plain() -> None:
    """Dollars are texts with two decimals."""
    row = interfaces.compute("convert", {"basis": "10000", "value": 9500})
    assert (row["taxable"], row["nontaxable"]) == ("0.00", "9500.00")
    assert json.loads(json.dumps(row)) == row


def test_explain(desk) -> None:
    """Explaining shows concepts, candidates with their nearest wording, and the reason."""
    row = interfaces.explain_json(desk.assistant, TEXT)
    assert row.keys() == {"question", "normal", "concepts", "negated", "decision", "reason", "candidates"}
    assert row["candidates"][0].keys() == {"id", "score", "covered", "speaks_for", "shared", "missing"}
    assert json.loads(json.dumps(row)) == row
    assert row["decision"] == str(desk.assistant.ask(Question(TEXT)).outcome)
