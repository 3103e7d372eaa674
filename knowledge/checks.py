"""The lints that keep the content true and readable; each finding says where it is and what to do.

``check`` looks at a loaded :class:`KnowledgeBase`: what does not even load is reported by the loader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from knowledge import wording
from knowledge.base import KnowledgeBase
from knowledge.loader import places
from knowledge.model import Entry, Kind, Seen, Status, Tier
from knowledge.reading import Place, Problem
from knowledge.text import has_han, to_traditional
from knowledge.whole import WHOLE_RULES

GRACE = timedelta(days=60)
LONGEST_REVIEW = timedelta(days=731)
SENTENCE = {"zh": 45, "en": 25}
LEAD = {"zh": 120, "en": 45}
LEAD_OPEN = {"zh": 150, "en": 60}  # an open answer shows both sides
SCOPE = {"zh": 40, "en": 18}
ROUND_FIGURES = 10_000  # up to here a figure of some year is also every second example's round figure
PHRASINGS = {"mixed": 12, "zh": 9, "en": 9}  # what an entry needs to be found however it is asked
BANNED = {
    "zh": ("一定能", "建议你", "建议您", "你应该", "您应该", "保证", "稳赚", "绝对"),
    "en": ("guarantee", "guaranteed", "you should", "we recommend", "we advise", "risk-free", "definitely"),
}
# what opencc or habit may leave in a Traditional text that readers from Taiwan would stumble over
NOT_TRADITIONAL = ("賬戶", "賬", "軟件", "信息", "默認", "視頻", "网", "税")
WAIVABLE = frozenset({"banned-words", "same-negation", "dated-figure"})
WEAK_FOR_RULE = frozenset({Tier.OFFICIAL, Tier.PLAN, Tier.FORUM})
WEAK_FOR_OFFICIAL = frozenset({Tier.PLAN, Tier.FORUM})


@dataclass
class Report:
    """What ``check`` found, and what it looked at (so that a check of nothing is seen as such)."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # worth knowing, but nothing that must be mended
    looked_at: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Context:
    """What the rules look at besides the entry itself."""

    base: KnowledgeBase
    today: date
    figures: Mapping[str, str]  # "limit.annual_additions@2026" → "72000": known year-bound figures

    def say(self, entry: Entry, place: Place, rule: str, what: str, fix: str) -> Problem:
        """A finding about an entry."""
        return self.base.problem(entry.id, place, rule, what, fix)


Rule = Callable[[Context, Entry], Iterator[Problem]]


def _waived(entry: Entry, rule: str, words: str) -> bool:
    return any(waiver.rule == rule and waiver.words == words for waiver in entry.waive)


def sources_carry_status(context: Context, entry: Entry) -> Iterator[Problem]:
    """A rule needs law or published guidance that somebody read; an official claim needs tier 3 or better."""
    for place, claim in places(entry):
        cited = [context.base.sources[cite.src] for cite in claim.cites]
        if claim.status is Status.RULE and not any(
            s.tier not in WEAK_FOR_RULE and s.seen is not Seen.NONE for s in cited
        ):
            what = f"claim `{claim.key}` is a rule but cites no law or published guidance that was read"
            fix = "cite the section, regulation or notice (tier 1-2), or lower the status"
            yield context.say(entry, (*place, "status"), "rule-needs-law", what, fix)
        if claim.status is Status.OFFICIAL and all(source.tier in WEAK_FOR_OFFICIAL for source in cited):
            what = f"claim `{claim.key}` is official but cites only practitioners or forums"
            fix = "cite the IRS text (tier 3 or better), or lower the status to practice"
            yield context.say(entry, (*place, "status"), "official-needs-irs", what, fix)


def open_answers_show_sides(context: Context, entry: Entry) -> Iterator[Problem]:
    """A disputed entry shows both sides; whatever is open ends with a next step; the old names what replaced it."""
    claims = entry.all_claims()
    keys = {claim.key for claim in claims}
    if entry.type is Kind.DISPUTED and not {claim.side for claim in claims} >= {"A", "B"}:
        fix = "give one claim `side: A` and another `side: B`, each with its source"
        yield context.say(entry, ("claims",), "both-sides", "a disputed entry does not show both sides", fix)
    is_open = any(claim.status in {Status.DISPUTED, Status.UNKNOWN} for claim in entry.claims)
    if (is_open or entry.type is Kind.DISPUTED) and entry.next is None:
        fix = "add `next`: what to do whichever side is right"
        yield context.say(entry, ("claims",), "next-step", "an open answer ends without a next step", fix)
    for place, claim in places(entry):
        if claim.status is Status.SUPERSEDED and claim.replaced_by not in keys - {claim.key}:
            what = f"claim `{claim.key}` is superseded but does not say by which claim"
            yield context.say(
                entry, place, "replaced-by", what, "add `replaced_by` with the key of the claim that replaces it"
            )


def languages_agree(context: Context, entry: Entry) -> Iterator[Problem]:
    """Both languages carry the same figures, placeholders and denial."""
    for place, claim in places(entry):
        zh, en = wording.figures(claim.zh), wording.figures(claim.en)
        if zh != en:
            what = f"claim `{claim.key}` has different figures: only zh {sorted(zh - en)}, only en {sorted(en - zh)}"
            yield context.say(
                entry, (*place, "en"), "same-figures", what, "write the same figures in both languages, in digits"
            )
        if wording.placeholders(claim.zh) != wording.placeholders(claim.en):
            what = f"claim `{claim.key}` has different placeholders in the two languages"
            yield context.say(entry, (*place, "en"), "same-figures", what, "use the same placeholders in both")
        if wording.negates(claim.zh, "zh") != wording.negates(claim.en, "en") and not _waived(
            entry, "same-negation", claim.key
        ):
            which = "Chinese" if wording.negates(claim.zh, "zh") else "English"
            what = f"claim `{claim.key}` denies something in {which} only"
            fix = "word both alike; if they do mean the same, add a waiver for `same-negation` with the reason"
            yield context.say(entry, (*place, "en"), "same-negation", what, fix)


def figures_are_dated(context: Context, entry: Entry) -> Iterator[Problem]:
    """A figure that changes with the year is a placeholder, and each placeholder has a value."""
    known = {value: name for name, value in context.figures.items() if Decimal(value) > ROUND_FIGURES}
    for place, text, _ in _texts(entry):
        for name, year in wording.placeholders(text):
            if f"{name}@{year}" not in context.figures:
                what = f"no value is known for {{{name}@{year}}}"
                yield context.say(
                    entry, place, "placeholder", what, "mend the name or year, or add the parameter in calc/parameters"
                )
        for amount in re.findall(r"\$(\d[\d,]*\d)", text):
            bare = amount.replace(",", "")
            if bare in known and not _waived(entry, "dated-figure", f"${amount}"):
                what = f"${amount} is a figure of one year"
                fix = f"write {{{known[bare]}}} instead; a round figure of an example needs a waiver with its reason"
                yield context.say(entry, place, "dated-figure", what, fix)
        leftover = re.search(r"[{}]", wording.without_placeholders(text))
        if leftover:
            fix = "write {name@year}, such as {limit.annual_additions@2026}; a brace stands nowhere else"
            yield context.say(entry, place, "placeholder", "a brace that belongs to no placeholder", fix)


def texts_are_short(context: Context, entry: Entry) -> Iterator[Problem]:
    """Sentences, the collapsed answer and the scope line keep to their lengths."""
    measure = {"zh": wording.han_count, "en": wording.word_count}
    for place, text, language in _texts(entry):
        for sentence in wording.sentences(text, language):
            if measure[language](sentence) > SENTENCE[language]:
                what = f"a sentence of {measure[language](sentence)} (at most {SENTENCE[language]}): {sentence[:40]}…"
                yield context.say(
                    entry, place, "sentence-length", what, "make it two sentences, or leave something out"
                )
    is_open = entry.type is Kind.DISPUTED
    for language, most in (LEAD_OPEN if is_open else LEAD).items():
        parts = [getattr(claim, language) for claim in entry.claims]
        parts += [getattr(entry.verdict, language)] if entry.verdict else []
        length = sum(measure[language](part) for part in parts)
        if length > most:
            what = f"the collapsed answer has {length} {'汉字' if language == 'zh' else 'words'} (at most {most})"
            yield context.say(entry, ("claims",), "answer-length", what, "move a claim into `details`, or shorten")
        if measure[language](getattr(entry.scope, language)) > SCOPE[language]:
            what = f"the {language} scope line is longer than {SCOPE[language]}"
            yield context.say(entry, ("scope",), "answer-length", what, "shorten it: it stands under a button")


def words_are_allowed(context: Context, entry: Entry) -> Iterator[Problem]:
    """No promise and no personal advice, unless a waiver gives the reason."""
    for place, text, language in _texts(entry):
        for phrase in BANNED[language]:
            pattern = re.escape(phrase) if language == "zh" else rf"\b{re.escape(phrase)}\b"
            if re.search(pattern, text, re.IGNORECASE) and not _waived(entry, "banned-words", phrase):
                fix = "state the rule or the practice instead; a quotation needs a waiver with its reason"
                yield context.say(entry, place, "banned-words", f"“{phrase}” promises or advises", fix)


def typography_is_right(context: Context, entry: Entry) -> Iterator[Problem]:
    """Chinese follows the typography rules, English holds no full-width marks, Traditional reads as Traditional."""
    for place, text, language in _texts(entry):
        if language == "en":
            mark = wording.full_width(text)
            if mark:
                yield context.say(
                    entry, place, "typography", f"“{mark}” in an English text", "use the English mark or word"
                )
            continue
        for piece, rule in wording.typography(text):
            yield context.say(entry, place, "typography", f"…{piece}…", rule)
        traditional = to_traditional(text)
        for word in NOT_TRADITIONAL:
            if word in traditional:
                fix = "add an override in knowledge/lexicon/traditional.yaml"
                yield context.say(entry, place, "traditional", f"“{word}” in the Traditional rendering", fix)


def review_is_due(context: Context, entry: Entry) -> Iterator[Problem]:
    """Nobody can promise a review further off than two years, and a review past its grace is a finding."""
    if entry.review_by - entry.reviewed_on > LONGEST_REVIEW:
        what = f"review_by {entry.review_by} is more than 24 months after {entry.reviewed_on}"
        yield context.say(
            entry, ("review_by",), "review-date", what, "statute 24 months, practice 12, forms January, limits November"
        )
    if context.today > entry.review_by + GRACE:
        what = f"the review was due on {entry.review_by}"
        yield context.say(
            entry, ("review_by",), "review-date", what, "open the sources again, then set reviewed_on and review_by"
        )
    if entry.reviewed_on > context.today:
        what = f"reviewed_on {entry.reviewed_on} lies in the future"
        yield context.say(entry, ("reviewed_on",), "review-date", what, "write the day on which it was reviewed")


def thin_phrasings(context: Context, entry: Entry) -> Iterator[Problem]:
    """A note, no fault: which kinds of wordings an entry is short of, and what that means for readers."""
    kinds = Counter(script(phrasing.text) for phrasing in entry.ask)
    short = [f"{least - kinds[kind]} more {kind}" for kind, least in PHRASINGS.items() if kinds[kind] < least]
    if short:
        what = f"{len(entry.ask)} phrasings; {', '.join(short)} would make it easier to find"
        if entry.is_thin:
            what = f"{len(entry.ask)} phrasings: it is only offered as a choice, never shown as the answer"
        yield context.say(entry, ("ask",), "phrasings", what, "add wordings that differ as the people do who ask")


def waivers_are_needed(context: Context, entry: Entry) -> Iterator[Problem]:
    """A waiver names a rule that exists and words that the entry still has."""
    text = "\n".join(text for _, text, _ in _texts(entry))
    keys = {claim.key for claim in entry.all_claims()}
    for index, waiver in enumerate(entry.waive):
        if waiver.rule not in WAIVABLE:
            what, fix = f"`{waiver.rule}` cannot be waived", f"only {', '.join(sorted(WAIVABLE))} can"
        elif waiver.words.lower() not in text.lower() and waiver.words not in keys:
            what, fix = f"nothing of the entry is “{waiver.words}” any more", "take the waiver out"
        else:
            continue
        yield context.say(entry, ("waive", index), "waiver", what, fix)


def season_leads_stand(context: Context, entry: Entry) -> Iterator[Problem]:
    """What leads the card in the filing season is a claim of the entry that still holds."""
    named = [claim for claim in entry.all_claims() if claim.key == entry.season.first]
    if entry.season.first and not named:
        what = f"`season.first` names `{entry.season.first}`, which is no claim of this entry"
        fix = "name the key of one of its own claims, or leave it out"
    elif any(claim.status is Status.SUPERSEDED for claim in named):
        what, fix = f"`season.first` names the superseded claim `{entry.season.first}`", "name one that holds"
    else:
        return
    yield context.say(entry, ("season",), "season-first", what, fix)


def script(text: str) -> str:
    """``zh``, ``en`` or ``mixed``; names that everybody leaves in Latin letters, such as 401(k), mix nothing."""
    without_names = re.sub(r"(?i)401\s?\(?k\)?|1099-?r?|roth|ira", "", text)
    latin = re.search(r"[A-Za-z]{3,}", without_names) is not None
    if not has_han(text):
        return "en"
    return "mixed" if latin else "zh"


def _texts(entry: Entry) -> Iterator[tuple[Place, str, str]]:
    """Every text that a reader sees: place, text, language."""
    for language in ("zh", "en"):
        yield ("question", language), getattr(entry.question, language), language
        yield ("scope", language), getattr(entry.scope, language), language
        if entry.verdict:
            yield ("verdict", language), getattr(entry.verdict, language), language
        for place, claim in places(entry):
            yield (*place, language), getattr(claim, language), language


ENTRY_RULES: tuple[Rule, ...] = (
    sources_carry_status, open_answers_show_sides, languages_agree, figures_are_dated, texts_are_short,
    words_are_allowed, typography_is_right, review_is_due, waivers_are_needed,
    season_leads_stand,
)  # fmt: skip


def check(
    base: KnowledgeBase, today: date, figures: Mapping[str, str], elsewhere: frozenset[str] = frozenset()
) -> Report:
    """Apply every rule.

    Args:
        base: the loaded knowledge.
        today: the day against which reviews are due.
        figures: known year-bound figures, ``"name@year" → value``, handed in because knowledge does not know calc.
        elsewhere: ids of sources that the calculator cites; each must be registered.
    """
    context, report = Context(base, today, figures), Report()
    for entry in base.entries.values():
        for rule in ENTRY_RULES:
            report.problems += rule(context, entry)
        report.notes += thin_phrasings(context, entry)
        report.looked_at += _counts(base, entry)
    for whole_rule in WHOLE_RULES:
        report.problems += whole_rule(base, today, elsewhere)
    report.looked_at["sources"] = len(base.sources)
    report.looked_at["terms"] = len(base.glossary.terms)
    report.looked_at["rules"] = len(ENTRY_RULES) + len(WHOLE_RULES)
    report.problems.sort(key=lambda problem: (problem.file, problem.line, problem.rule))
    return report


def _counts(base: KnowledgeBase, entry: Entry) -> Counter[str]:
    """What there is to look at in an entry, with its citations by tier and its phrasings by language."""
    cites = [cite for claim in entry.all_claims() for cite in claim.cites]
    counts = Counter(
        entries=1, claims=len(entry.all_claims()), citations=len(cites), phrasings=len(entry.ask),
        texts=sum(1 for _ in _texts(entry)),
    )  # fmt: skip
    counts.update(f"citations of tier {base.sources[cite.src].tier}" for cite in cites)
    counts.update(f"phrasings {script(phrasing.text)}" for phrasing in entry.ask)
    return counts
