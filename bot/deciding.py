"""What to do with a question, beyond its words: its figures may show a loss, its language may be neither of ours."""

from __future__ import annotations

from dataclasses import replace

from bot.figures import direction
from bot.foreign import is_foreign
from calc.amounts import Reading
from knowledge.decision import Decision, Matcher, Verdict

FOREIGN = "in neither English nor Chinese"


def decide(matcher: Matcher, text: str, reading: Reading) -> Decision:
    """The decision on a question; none in a language that the desk does not read, whatever terms stand in it.

    Args:
        matcher: what decides by words.
        text: the question.
        reading: its figures.
    """
    decision = matcher.decide(text, direction(reading))
    if decision.exact or not is_foreign(text):
        return decision
    return replace(decision, verdict=Verdict.NONE, offered=(), reason=FOREIGN, small_talk=False)
