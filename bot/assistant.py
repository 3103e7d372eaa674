"""Question in, reply out. Every surface goes through here; nothing here knows Discord or a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bot import language as languages
from bot.cards import CardWriter, Compute
from bot.citing import Numbering
from bot.clock import us_today
from bot.deciding import CONVERT, FOREIGN, THANKS, by_figures, decide, is_conversion, is_no_conversion, kind_for, worded
from bot.figures import echo, money, plan_reporting, request
from bot.kind_replies import KindReplies
from bot.kinds import CalcKind
from bot.language import Language
from bot.named_year import NamedYear
from bot.reply import Calculation, Candidate, Choice, Outcome, Reply
from bot.season import UNASKED, Season, is_on, named_years
from bot.wordbook import Wordbook
from bot.wording import calculation
from bot.wording.writer import Writer
from calc.amounts import Reading, mask_amounts, read
from calc.errors import CalcError
from calc.functions import run
from knowledge.base import KnowledgeBase
from knowledge.decision import Decision, Matcher, Verdict
from knowledge.features import Features
from knowledge.learned import Learned
from knowledge.model import Entry, Kind

SHOWN_CANDIDATES = 5
ECHOED = 100  # characters of the question that are repeated
DESTINATIONS = frozenset({"roth-401k", "roth-ira"})
PARTIAL = "partial-distribution"  # the concept of converting only a part
# what a calculation changes on a card: the figures themselves, and the numbers of the sources
CITED_PARTS = ("statements", "next", "now", "blocks", "calculation", "citations")


@dataclass(frozen=True)
class Question:
    """What was asked, and where.

    Attributes:
        text: the words of the user.
        language: the language to answer in, where the user fixed one.
        fallback: the language of the user or place, for a text that carries none.
        private: whether only the asker sees the reply; in public no figures are shown or echoed.
    """

    text: str
    language: Language | None = None
    fallback: Language | None = None
    private: bool = True


class Assistant:
    """The answer desk without a surface."""

    def __init__(
        self,
        base: KnowledgeBase,
        words: Wordbook,
        today: Callable[[], date] = us_today,
        learned: Learned | None = None,
    ) -> None:
        self.base = base
        self.words = words
        self._today = today
        self._learned = learned
        self._cards = CardWriter(base, words, today)
        self._season = Season(base, words)
        self._named_year = NamedYear(base, words)
        self.kinds = KindReplies(words, self._cards, today, self.compute)

    def today(self) -> date:
        """The day from which 去年 and the age of an answer are told."""
        return self._today()

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher; built when the first question comes, since to look at cards alone none is needed."""
        return Matcher(self.base, mask_amounts, self._learned)

    def ask(self, question: Question) -> Reply:
        """Answer a question, ask which one is meant, point elsewhere, or say that there is no checked answer."""
        language = question.language or languages.choose(question.text, question.fallback)
        text = worded(question.text)
        if not text:
            return self._cards.empty(language)
        reading = read(text, today=self._today())
        decision = decide(self.matcher, question.text, reading)
        found = {"candidates": _candidates(decision)}
        calculation = by_figures(self.matcher, decision, reading, self._today()) if question.private else None
        if calculation:
            convert = calculation == CONVERT
            computed = self.compute_text(text, language) if convert else self.kinds.reply(calculation, text, language)
            explained = tuple(Candidate(id=one.entry, score=1) for one in computed.related[:1])
            return computed.model_copy(update={"candidates": (*explained, *found["candidates"])[:SHOWN_CANDIDATES]})
        reply = self._reply(decision, language).model_copy(update=found)
        if question.private and not reply.foreign:  # in another language figures may be written otherwise
            reply = self._with_figures(reply, decision, reading, question.text.strip())
        # in public the question stands above the reply for everybody to see; repeating it could only repeat figures
        return self._asked_for_year(reply, reading)

    def show(self, entry_id: str, language: Language, text: str = "") -> Reply:
        """The card of an entry, as picked from a list.

        Args:
            entry_id: the entry.
            language: the language of the reply.
            text: the question that led to the pick, for its figures; only where the asker alone sees the reply.

        Raises:
            KeyError: there is no such entry.
        """
        entry = self.base.entries[entry_id]
        redirected = entry.type is Kind.REDIRECT
        reply = self._cards.redirect(entry, language) if redirected else self._cards.card(entry, language)
        if not text:
            return self._season.asked(reply, self._today())
        reading = read(worded(text), today=self._today())
        return self._asked_for_year(reply.model_copy(update=self._figures_said(reply, reading)), reading)

    def _asked_for_year(self, reply: Reply, reading: Reading) -> Reply:
        """The reply for the year that was named; in the filing season, asked for where none was."""
        reply, today = self._named_year.told(reply, reading.years), self._today()
        if not is_on(today):
            return reply
        concepts = self.matcher.features(reading.text).concepts
        return self._season.asked(reply, today, concepts, named_years(reading.years, reading.text, today))

    def card(
        self,
        language: Language,
        entry_id: str | None,
        choices: Sequence[str] = (),
        computing: tuple[str, Mapping[str, Any]] | None = None,
        year: int | None = None,
    ) -> Reply:
        """The card of an entry, or of a question back, with a calculation on it.

        Args:
            language: the language of the reply.
            entry_id: the entry.
            choices: in its place, the entries to choose from.
            computing: name and inputs of the calculation.
            year: the tax year that it is said for, where one was told.

        Raises:
            KeyError: there is no such entry.
            CalcError: the calculation refuses its inputs.
        """
        entry = self.base.entries[entry_id] if entry_id else None
        offered = [self.base.entries[choice] for choice in choices]
        reply = self.show(entry.id, language) if entry else self._cards.which_one(offered, language)
        if computing:
            reply = reply.model_copy(update=self._computed(*computing, language, entry) | dict(UNASKED))
        return self._season.for_year(reply, year, self._today(), self._cards) if year else reply

    def asking(self, asks: tuple[str, ...], read: str | None, language: Language) -> Reply:
        """What has to be said before there is a calculation."""
        return self._cards.asking(self.words("calc.title", language), asks, read, None, language)

    def compute(
        self,
        function: str,
        inputs: Mapping[str, Any],
        language: Language,
        entry_id: str | None = None,
        title: str | None = None,
    ) -> Reply:
        """A calculation on its own card; a refused input is an answer too.

        Args:
            function: name of the calculation, such as ``convert``.
            inputs: its fields, as calc.md §5 names them.
            language: the language of the reply.
            entry_id: the entry that explains it.
            title: what stands above it; "your conversion" if none is given.
        """
        title = title or self.words("calc.title", language)
        try:
            computed = self._computed(function, inputs, language, None)
        except CalcError as error:
            return self._cards.refusal(title, error.message, language)
        return self._cards.computed(title, computed["calculation"], computed["citations"], language, entry_id)

    def compute_text(self, text: str, language: Language) -> Reply:
        """``/convert`` from free text or typed options: the same reader, the same calculation."""
        reading = read(text, today=self._today())
        against, partial = self.speaks(reading)
        shown = echo(reading, self.words, language)
        title = self.words("calc.title", language)
        if against:
            account = (self.words("calc.ask-account", language),)
            return self._cards.asking(title, account, shown, reading.to_json(), language)
        wanted = request(reading, self.words, language, partial=partial)
        if wanted.inputs is None:
            missing: tuple[str, ...] = (
                self.words("calc.ask-basis", language),
                self.words("calc.ask-value", language),
            )
            if len(reading.amounts) > 1 and not reading.roles.keys() & {"basis", "value"}:
                figures = language.join(map(money, reading.amounts))
                missing = (self.words("calc.ask-which", language, figures=figures),)
            return self._cards.asking(title, wanted.asks or missing, shown, reading.to_json(), language)
        reporting = plan_reporting(reading.text, wanted.inputs, self._today())
        if reporting is None:
            asks = (self.words("calc.ask-box-5", language),)
            return self._cards.asking(title, asks, shown, reading.to_json(), language)
        at_loss = wanted.inputs["value"] < wanted.inputs["basis"]
        explained = "loss-unrecovered-basis" if at_loss else "conversion-tax"
        reply = self.compute("convert", {**wanted.inputs, **reporting}, language, explained)
        if reporting:
            told = self.words(f"field.plan_reporting-{reporting['plan_reporting']}", language)
            shown = f"{shown} · {self.words('field.plan_reporting', language)} {told}"
        return reply.model_copy(update={"read": shown, "amounts": reading.to_json()})

    def unanswered(self, language: Language) -> Reply:
        """That there is no checked answer, with the ways on."""
        return self._cards.unanswered(language)

    def tells_conversion(self, text: str) -> bool:
        """Whether a text tells the figures of a conversion, by their names."""
        return not read(text, today=self._today()).roles.keys().isdisjoint({"basis", "value"})

    def again(self, reply: Reply, language: Language) -> Reply:
        """The same reply in another language: same entry or question, same figures."""
        if reply.kind and reply.amounts:
            return self.kinds.reply(reply.kind, str(reply.amounts["text"]), language, reply.amounts["typed"])
        entry = self.base.entries[reply.entry] if reply.entry else None
        reading = read(str(reply.amounts["text"]), today=self._today()) if reply.amounts else None
        if entry:
            redirected = reply.outcome is Outcome.REDIRECT
            fresh = self._cards.redirect(entry, language) if redirected else self._cards.card(entry, language)
        elif reply.choices:
            fresh = self._cards.which_one([self.base.entries[choice.entry] for choice in reply.choices], language)
        elif reply.calculation:
            related = reply.related[0].entry if reply.related else None
            fresh = self.compute(reply.calculation.function, reply.calculation.inputs, language, related)
        elif reading and reply.asks:
            return self.compute_text(reading.text, language)
        else:
            fresh = self._cards.unanswered(language, small_talk=reply.small_talk, foreign=reply.foreign)
        update: dict[str, Any] = {"candidates": reply.candidates, "amounts": reply.amounts, "echo": reply.echo}
        if reading and reply.read:
            update["read"] = echo(reading, self.words, language)
        if entry or reply.choices:
            update |= self._figures_again(reply, fresh, reading, entry)
        fresh = self._named_year.told(fresh.model_copy(update=update), reading.years if reading else ())
        return self._season.again(reply, fresh)

    def _figures_again(
        self, reply: Reply, fresh: Reply, reading: Reading | None, entry: Entry | None
    ) -> dict[str, Any]:
        """What a question's figures added to its card, in the language of the fresh one."""
        kind = kind_for(entry, reading.text, self._today()) if entry and reading else None
        if entry and kind and reading:
            return self._kind_figures(fresh, reading.text, entry, kind)
        if reply.calculation:
            calculation = reply.calculation
            return self._computed(calculation.function, calculation.inputs, fresh.language, entry)
        return self._figures_of(fresh, reading, entry) if reading and reply.asks else {}

    def topics(self, language: Language) -> tuple[tuple[str, str, int], ...]:
        """Topics to browse: id, title, number of entries; empty ones are left out."""
        rows = [
            (topic.id, self._cards.text(topic.title, language), len(self.base.in_topic(topic.id)))
            for topic in self.base.topics
        ]
        return tuple(row for row in rows if row[2])

    def questions(self, topic_id: str, language: Language) -> tuple[Choice, ...]:
        """The questions of a topic."""
        return tuple(self._cards.choice(entry, language) for entry in self.base.in_topic(topic_id))

    def resting_on(self, source_id: str, language: Language) -> tuple[Choice, ...]:
        """The questions whose answers rest on a source."""
        return tuple(self._cards.choice(entry, language) for entry in self.base.resting_on(source_id))

    def suggestions(self, typed: str, language: Language, limit: int = 10, least: float = 0) -> tuple[Choice, ...]:
        """Canonical questions that score ``least`` or more for what was typed so far; the pinned ones for nothing."""
        if not typed.strip():
            ids = self.base.policy.pinned
        else:
            ids = tuple(match.entry for match in self.matcher.candidates(typed, 2 * limit) if match.score >= least)
        entries = [self.base.entries[entry_id] for entry_id in ids]
        answering = [entry for entry in entries if entry.type is not Kind.REDIRECT]
        return tuple(self._cards.choice(entry, language) for entry in answering[:limit])

    def explain(self, text: str) -> Decision:
        """Why a question is decided as it is."""
        return decide(self.matcher, text, read(worded(text), today=self._today()))

    def features(self, text: str) -> Features:
        """What the matcher sees in a text."""
        return self.matcher.features(text)

    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """What of a question speaks most for an entry, or against it."""
        return self.matcher.why(features, entry)

    def _reply(self, decision: Decision, language: Language) -> Reply:
        offered = [self.base.entries[entry_id] for entry_id in decision.offered]
        if decision.verdict is Verdict.ANSWER:
            return self._cards.card(offered[0], language)
        if decision.verdict is Verdict.REDIRECT:
            return self._cards.redirect(offered[0], language)
        if decision.verdict is Verdict.CLARIFY:
            return self._cards.which_one(offered, language)
        if decision.reason == THANKS:
            return self._cards.welcome(language)
        foreign = decision.reason == FOREIGN
        return self._cards.unanswered(language, small_talk=decision.small_talk, foreign=foreign)

    def _echo(self, reply: Reply, decision: Decision, text: str) -> str | None:
        if reply.small_talk or (reply.outcome is Outcome.ANSWER and decision.exact):
            return None
        return text if len(text) <= ECHOED else f"{text[:ECHOED]}…"

    def _with_figures(self, reply: Reply, decision: Decision, reading: Reading, text: str) -> Reply:
        said = self._figures_said(reply, reading)
        return reply.model_copy(update={"echo": self._echo(reply, decision, text), **said})

    def _figures_said(self, reply: Reply, reading: Reading) -> dict[str, Any]:
        """What a question's figures add to its card: the reading, and the calculation or what it still needs.

        Nothing is computed where the question speaks of another account or step. Where it may also mean an entry
        without figures, it is computed only if it names after-tax money itself, or tells the whole of a conversion.
        """
        if not (reading.amounts or reading.percents or reading.years):
            return {}
        said = {"amounts": reading.to_json(), "read": echo(reading, self.words, reply.language)}
        entry = self.base.entries[reply.entry] if reply.entry else None
        kind = kind_for(entry, reading.text, self._today()) if entry else None
        if entry and kind:
            return said | self._kind_figures(reply, reading.text, entry, kind)
        meant = [entry] if entry else [self.base.entries[choice.entry] for choice in reply.choices]
        computing = [one.calc == "convert" for one in meant]
        if not any(computing) or (entry is None and is_no_conversion(reading.text, self._today())):
            return said
        found = self._figures_of(reply, reading, entry)
        concepts = self.matcher.features(reading.text).concepts
        sure = computing[0] and (all(computing) or bool(concepts & set(self.base.policy.own_accounts)))
        return said | found if sure or ("calculation" in found and is_conversion(reading, concepts)) else said

    def _kind_figures(self, reply: Reply, text: str, entry: Entry, kind: CalcKind) -> dict[str, Any]:
        """What a question's figures add to the card of an entry that explains another calculation than a conversion."""
        language = reply.language
        return self.kinds.on_card(
            kind, text, language, lambda name, inputs: self._computed(name, inputs, language, entry)
        )

    def speaks(self, reading: Reading) -> tuple[bool, bool]:
        """Whether a text speaks against computing it, and whether it says that only a part is converted.

        A destination that was read as one is no other account.
        """
        features = self.matcher.features(reading.text)
        against = set(self.matcher.obstacles(features)) - (DESTINATIONS if "to" in reading.roles else set())
        return bool(against), PARTIAL in features.concepts

    def _figures_of(self, reply: Reply, reading: Reading, entry: Entry | None) -> dict[str, Any]:
        """The calculation for the figures of a question, or what must be said first."""
        against, partial = self.speaks(reading)
        if against:
            return {}
        wanted = request(reading, self.words, reply.language, partial=partial)
        if wanted.inputs is None:
            return {"asks": wanted.asks}
        try:
            return self._computed("convert", wanted.inputs, reply.language, entry)
        except CalcError as error:
            return {"asks": (self._cards.message(error.message, reply.language),)}

    def _computed(
        self, function: str, inputs: Mapping[str, Any], language: Language, entry: Entry | None
    ) -> dict[str, Any]:
        """A calculation with the sources it cites; on an entry's card also the parts that are numbered anew with it."""
        compute = self._computing(function, inputs, language)
        if entry:
            card = self._cards.card(entry, language, compute)
            return {name: getattr(card, name) for name in CITED_PARTS}
        numbering = self._cards.numbering(language)
        return {"calculation": compute(numbering), "citations": numbering.citations()}

    def _computing(self, function: str, inputs: Mapping[str, Any], language: Language) -> Compute:
        def compute(numbering: Numbering) -> Calculation:
            result = run(function, inputs)
            return calculation(Writer(self.words, language, numbering), function, inputs, result)

        return compute


def _candidates(decision: Decision) -> tuple[Candidate, ...]:
    return tuple(Candidate(id=match.entry, score=match.score) for match in decision.matches[:SHOWN_CANDIDATES])
