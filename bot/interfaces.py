"""The JSON interfaces, kept stable: what ``ask``, ``read``, ``calc`` and ``explain`` print."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.assistant import Assistant, Question
from bot.language import Language
from bot.plain import PlainText
from bot.reply import Reply
from calc.amounts import read
from calc.errors import CalcError
from calc.functions import run

EXPLAINED = 8  # candidates that `explain` shows


def ask(assistant: Assistant, text: str, language: Language | None) -> Reply:
    """Ask as a terminal or script does: only the asker sees the reply."""
    return assistant.ask(Question(text, language=language))


def reply_json(question: str, reply: Reply, plain: PlainText) -> dict[str, Any]:
    """A reply as the ``ask`` interface names its parts."""
    calculation = reply.calculation
    return {
        "question": question,
        "language": str(reply.language),
        "decision": str(reply.outcome),
        "entries": _entries(reply),
        "reply": {
            "title": reply.title,
            "verdict": reply.verdict,
            "text": plain.answer(reply),
            "citations": [
                {"source": c.source, "locator": c.locator, "title": c.title, "url": c.url, "status": str(c.status)}
                for c in reply.lead_citations()
            ],
        },
        "amounts": reply.amounts,
        "calculation": {
            "function": calculation.function,
            "inputs": calculation.inputs,
            "result": calculation.result,
            "readings": calculation.readings,
        }
        if calculation
        else None,
    }


def _entries(reply: Reply) -> list[dict[str, Any]]:
    return [{"id": candidate.id, "score": candidate.score} for candidate in reply.candidates]


def read_json(text: str, today: date) -> dict[str, Any]:
    """What is read from a text, as plain numbers."""
    return read(text, today=today).to_json()


def compute(function: str, payload: Any) -> dict[str, Any]:  # noqa: ANN401 - parsed JSON
    """Run a calculation; a refused input is an answer with a code and a message in both languages."""
    try:
        return run(function, payload).to_json()
    except CalcError as error:
        return error.to_json()


def explain_json(assistant: Assistant, text: str) -> dict[str, Any]:
    """Why a question is decided as it is."""
    decision = assistant.explain(text)
    features = assistant.features(text)
    return {
        "question": text,
        "normal": features.normal,
        "concepts": sorted(features.concepts),
        "negated": sorted(features.negated),
        "decision": str(decision.verdict),
        "reason": decision.reason,
        "candidates": [
            {
                "id": match.entry,
                "score": match.score,
                "covered": match.covered,
                "speaks_for": dict(assistant.why(features, match.entry)),
                "shared": list(match.shared),
                "missing": list(match.missing),
            }
            for match in decision.matches[:EXPLAINED]
        ],
    }
