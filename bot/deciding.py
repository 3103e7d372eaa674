"""What to do with a question, beyond its words: its figures may show a loss, its language may be neither of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.courtesy import asks_for_help, is_thanks
from bot.figures import BOTH, direction
from bot.foreign import is_foreign
from bot.kinds import KINDS
from calc.amounts import Reading
from calc.labelled import read_labelled
from knowledge.decision import Decision, Matcher, Verdict

FOREIGN = "in neither English nor Chinese"
THANKS = "thanks"
CONVERT = "convert"
FORM = "1099r"
_BOXES = ("box1", "box2a", "box5")
_OF_BOXES = frozenset({"form-1099r", "box-1", "box-2a", "box-5", "box-7", "code-g", "code-h", "code-other"})
# concepts that say no more than what the figures of a conversion are
_OF_FIGURES = frozenset(
    {"after-tax", "after-tax-401k", "basis", "contribute", "convert", "gain", "in-plan-conversion", "loss"}
    | {"market-value", "mega-backdoor", "move-generic", "principal", "roth", "roth-401k", "roth-ira", "tax-bracket"}
)


def decide(matcher: Matcher, text: str, reading: Reading) -> Decision:
    """The decision on a question; none on thanks, nor in a language that the desk does not read, whatever terms it has.

    Args:
        matcher: what decides by words.
        text: the question.
        reading: its figures.
    """
    decision = matcher.decide(text, direction(reading))
    if is_thanks(text) or asks_for_help(text):
        reason = THANKS if is_thanks(text) else "asks what can be asked"
        return replace(decision, verdict=Verdict.NONE, offered=(), reason=reason, small_talk=True)
    if decision.exact or not is_foreign(text):
        return decision
    return replace(decision, verdict=Verdict.NONE, offered=(), reason=FOREIGN, small_talk=False)


def by_figures(matcher: Matcher, decision: Decision, reading: Reading, today: date) -> str | None:
    """The calculation for a text that no entry answers and that is made of its figures: a conversion, or a 1099-R.

    Args:
        matcher: what tells what it speaks of.
        decision: what its words lead to.
        reading: its figures.
        today: the day from which years are told.

    Returns:
        ``convert``, or the kind of ``/calc``; ``None`` where figures are missing, or more is asked.
    """
    if decision.verdict not in {Verdict.CLARIFY, Verdict.NONE} or decision.reason == FOREIGN:
        return None
    concepts = matcher.features(reading.text).concepts
    boxes = read_labelled(reading.text, KINDS[FORM].fields, today=today).values.keys() & set(_BOXES)
    if boxes == set(_BOXES) and concepts <= _OF_FIGURES | _OF_BOXES:
        return FORM
    return CONVERT if reading.roles.keys() >= set(BOTH) and concepts <= _OF_FIGURES else None
