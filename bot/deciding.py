"""What to do with a question, beyond its words: its figures may show a loss, its language may be neither of ours."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.courtesy import asks_for_help, is_greeting, is_thanks, without_courtesy
from bot.figures import BOTH, basis_and_value, direction
from bot.foreign import is_foreign
from bot.kinds import FORM, KINDS, CalcKind, kind_on
from calc.amounts import Reading
from calc.fold import fold
from calc.labelled import read_labelled
from knowledge.decision import Decision, Matcher, Verdict
from knowledge.model import Entry

FOREIGN = "in neither English nor Chinese"
THANKS = "thanks"
CONVERT = "convert"
_RECURRING = re.compile(
    r"每[年月个]|年年|per (?:year|month|check|paycheck)|(?:a|each|every) (?:year|month)|yearly|annually|monthly|"
    r"(?:bi-?)?weekly"
)
_SUM = r"(?:\$\s?\d[\d,]*(?:\.\d+)?\s?k?|\d[\d,]*(?:\.\d+)?\s?k|\d{1,3}(?:,\d{3})+|\d{4,})(?![\w%])"
_PART = re.compile(
    r"(?P<lead>\b(?:convert(?:ed|ing|s)?|conversion|partial)(?: (?:only|just|of))*) "
    rf"(?P<part>{_SUM}) (?:out )?of (?:an? |the |my )?(?!20\d\d\b)(?P<whole>{_SUM})",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？吗嗎呢]")
_MARKET = re.compile(
    r"(?<![-\w])market(?=\s*[:=]?\s*(?!20\d\d\b)(?:\$\s?\d|\d[\d,.]*\s?k\b|\d{1,3},\d{3}|\d{4,}))", re.IGNORECASE
)
_FORM_ENTRIES = ("form-1099r", "loss-1099r")  # how the ids of entries about that form begin
_BOXES = ("box1", "box2a", "box5")
_OF_BOXES = frozenset({"form-1099r", "box-1", "box-2a", "box-5", "box-7", "code-g", "code-h", "code-other"})
# concepts that say no more than what the figures of a conversion are
_OF_FIGURES = frozenset(
    {"after-tax", "after-tax-401k", "basis", "contribute", "convert", "gain", "in-plan-conversion", "loss"}
    | {"market-value", "mega-backdoor", "move-generic", "principal", "roth", "roth-401k", "roth-ira", "tax-bracket"}
)
_OWN = frozenset({"after-tax", "after-tax-401k", "in-plan-conversion", "mega-backdoor"})
_ROTH = frozenset({"roth", "roth-401k", "roth-ira"})
# what says that money goes to Roth; without it what is said of Roth is about money that is there already
_MOVES = frozenset(
    {"after-tax", "after-tax-401k", "automatic-conversion", "basis", "convert", "in-plan-conversion"}
    | {"mega-backdoor", "move-generic", "principal", "rollover"}
)
# what may stand beside the basis or the value alone: no destination, which might be what was paid into
_OF_HALF = frozenset(
    {"after-tax", "after-tax-401k", "basis", "contribute", "in-plan-conversion", "market-value", "mega-backdoor"}
    | {"principal"}
)
_LONGEST_HALF = 40  # characters; who writes more asks something
# concepts of asking whether a form is right, and of where it comes from
_OF_CHECKING = frozenset(
    {"ask-how-much", "ask-please", "ask-same", "ask-yes-no", "bot-talk", "box-equal", "box-show", "decide-for-me"}
    | {"destination", "form-wrong", "provider", "provider-empower", "provider-fidelity", "provider-other"}
    | {"provider-schwab", "provider-vanguard", "tax-year", "taxed", "to-roth-ira", "year-word", "zero-taxable"}
)
# concepts of money and forms that no conversion of after-tax money is about, beside the accounts of the policy
_OF_OTHERS = frozenset(
    {"crypto", "equity-comp", "form-8606", "home", "ira", "line-14", "other-ira-person", "other-money"}
    | {"out-stock-pick", "real-estate", "refund-returned", "stocks", "wash-sale", "withdraw"}
)


def worded(text: str) -> str:
    """A question as its figures are read: without the courtesy before it, and with a part of an account said in full.

    "Conversion of 5k out of 20k" says what is converted and what the account is worth.
    """
    return _PART.sub(r"\g<lead> amount converted \g<part>, value \g<whole>", _plain(text))


def decide(matcher: Matcher, text: str, reading: Reading) -> Decision:
    """The decision on a question; none on thanks, nor in a language that the desk does not read, whatever terms it has.

    Args:
        matcher: what decides by words.
        text: the question; a greeting or thanks before it says nothing of what is asked.
        reading: its figures.
    """
    whole, text = text.strip(), _plain(text)
    decision = matcher.decide(text, direction(reading))
    if text != whole:
        written = matcher.decide(whole, direction(reading))
        # a wording of an entry is one as it stands, and what follows thanks may be chat too
        decision = written if written.exact or decision.verdict is Verdict.NONE else decision
    if is_thanks(text) or is_greeting(text) or asks_for_help(text):
        reason = THANKS if is_thanks(text) else "greets or asks what can be asked"
        return replace(decision, verdict=Verdict.NONE, offered=(), reason=reason, small_talk=True)
    if decision.exact or not is_foreign(text):
        return decision
    return replace(decision, verdict=Verdict.NONE, offered=(), reason=FOREIGN, small_talk=False)


def by_figures(matcher: Matcher, decision: Decision, reading: Reading, today: date) -> str | None:
    """The calculation for a text that is made of its figures: a conversion that no entry answers, or a 1099-R.

    Whether a 1099-R is right is told by reading it, whatever entry explains such forms.

    Args:
        matcher: what tells what it speaks of.
        decision: what its words lead to.
        reading: its figures.
        today: the day from which years are told.

    Returns:
        ``convert``, also where only basis or value is told and the other is asked for, or the kind of ``/calc``;
        ``None`` where there are no such figures, or more is asked.
    """
    if decision.verdict is Verdict.REDIRECT or decision.reason == FOREIGN:
        return None
    concepts = matcher.features(reading.text).concepts
    if concepts <= _OF_FIGURES | _OF_BOXES | _OF_CHECKING and shows_form(reading.text, today):
        return FORM
    if decision.verdict is Verdict.ANSWER or not concepts <= _OF_FIGURES:
        return None
    if concepts <= _OF_HALF and _tells_half(reading):
        return CONVERT
    bare = reading.roles.keys() >= set(BOTH) or not _ASKS.search(reading.text)  # a gain may be told beside a question
    return CONVERT if bare and is_conversion(reading, concepts) else None


def shows_form(text: str, today: date) -> bool:
    """Whether boxes 1, 2a and 5 of a 1099-R are all told."""
    return set(_BOXES) <= read_labelled(text, KINDS[FORM].fields, today=today).values.keys()


def is_no_conversion(text: str, today: date) -> bool:
    """Whether the figures of a text are the boxes of a form, or what is put in again and again."""
    return shows_form(text, today) or _RECURRING.search(fold(text).lower()) is not None


def is_conversion(reading: Reading, concepts: Collection[str]) -> bool:
    """Whether the figures of a text are those of one conversion, whatever it asks: of after-tax money, at one time."""
    said = set(concepts)
    settled = said & _ROTH and not said & _MOVES  # in Roth already
    from_roth = "roth-401k" in said and reading.roles.get("to") != "roth401k" and not said & _OWN
    if said & _OF_OTHERS or settled or from_roth or _RECURRING.search(fold(reading.text).lower()):
        return False
    return None not in basis_and_value(reading.roles)


def _tells_half(reading: Reading) -> bool:
    """Whether a short text says just the basis or just the value of one conversion."""
    told = reading.roles.keys() & {"basis", "value"}
    alone = len(told) == len(reading.amounts) == 1 and not (reading.questions or reading.percents or reading.years)
    return alone and len(reading.text) <= _LONGEST_HALF and not _RECURRING.search(fold(reading.text).lower())


def kind_for(entry: Entry, text: str, today: date) -> CalcKind | None:
    """The kind that a question's figures are computed as on a card; all the boxes of a 1099-R are read as the form."""
    return KINDS[FORM] if entry.id.startswith(_FORM_ENTRIES) and shows_form(text, today) else kind_on(entry)


def _plain(text: str) -> str:
    """A question without the courtesy before it; beside a figure, market is no place where stocks are traded."""
    return _MARKET.sub("market value", without_courtesy(text.strip()))
