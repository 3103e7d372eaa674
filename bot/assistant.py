"""Question in, reply out. Every surface goes through here; nothing here knows Discord or a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from bot import language as languages
from bot.calculation import Wording
from bot.cards import CardWriter, Compute
from bot.citing import Numbering
from bot.figures import echo, money, request
from bot.language import Language
from bot.reply import Calculation, Candidate, Choice, Outcome, Reply
from bot.wordbook import Wordbook
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
CITED_PARTS = ("statements", "next", "blocks", "calculation", "citations")


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
        today: Callable[[], date] = date.today,
        learned: Learned | None = None,
    ) -> None:
        self.base = base
        self.words = words
        self._today = today
        self._learned = learned
        self._cards = CardWriter(base, words, today)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher; built when the first question comes, since to look at cards alone none is needed."""
        return Matcher(self.base, mask_amounts, self._learned)

    def ask(self, question: Question) -> Reply:
        """Answer a question, ask which one is meant, point elsewhere, or say that there is no checked answer."""
        language = question.language or languages.choose(question.text, question.fallback)
        text = question.text.strip()
        if not text:
            return self._cards.empty(language)
        reading = read(text, today=self._today())
        decision = self.matcher.decide(text, _direction(reading))
        reply = self._reply(decision, language)
        reply = reply.model_copy(update={"candidates": _candidates(decision)})
        if question.private:
            return self._with_figures(reply, decision, reading, text)
        # the question stands above the reply for everybody to see; repeating it could only repeat figures and links
        return reply

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
        return reply.model_copy(update=self._figures_said(reply, read(text, today=self._today()))) if text else reply

    def compute(
        self, function: str, inputs: Mapping[str, Any], language: Language, entry_id: str | None = None
    ) -> Reply:
        """A calculation on its own card; a refused input is an answer too.

        Args:
            function: name of the calculation, such as ``convert``.
            inputs: its fields, as calc.md §5 names them.
            language: the language of the reply.
            entry_id: the entry that explains it.
        """
        title = self.words("calc.title", language)
        try:
            computed = self._computed(function, inputs, language, None)
        except CalcError as error:
            return self._cards.refusal(title, error.message, language)
        return self._cards.computed(title, computed["calculation"], computed["citations"], language, entry_id)

    def compute_text(self, text: str, language: Language) -> Reply:
        """``/convert`` from free text or typed options: the same reader, the same calculation."""
        reading = read(text, today=self._today())
        against, partial = self._said(reading)
        shown = echo(reading, self.words, language)
        if against:
            account = (self.words("calc.ask-account", language),)
            return self._cards.asking(account, shown, reading.to_json(), language)
        wanted = request(reading, self.words, language, partial=partial)
        if wanted.inputs is None:
            missing = (self.words("calc.ask-basis", language), self.words("calc.ask-value", language))
            return self._cards.asking(wanted.asks or missing, shown, reading.to_json(), language)
        at_loss = wanted.inputs["value"] < wanted.inputs["basis"]
        explained = "loss-unrecovered-basis" if at_loss else "conversion-tax"
        reply = self.compute("convert", wanted.inputs, language, explained)
        return reply.model_copy(update={"read": shown, "amounts": reading.to_json()})

    def again(self, reply: Reply, language: Language) -> Reply:
        """The same reply in another language: same entry or question, same figures."""
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
            fresh = self._cards.greeting(language) if reply.small_talk else self._cards.nothing(language)
        update: dict[str, Any] = {"candidates": reply.candidates, "amounts": reply.amounts, "echo": reply.echo}
        if reading and reply.read:
            update["read"] = echo(reading, self.words, language)
        if entry or reply.choices:
            update |= self._figures_again(reply, fresh, reading, entry)
        return fresh.model_copy(update=update)

    def _figures_again(
        self, reply: Reply, fresh: Reply, reading: Reading | None, entry: Entry | None
    ) -> dict[str, Any]:
        """What a question's figures added to its card, in the language of the fresh one."""
        if reply.calculation:
            calculation = reply.calculation
            return self._computed(calculation.function, calculation.inputs, fresh.language, entry)
        return self._figures_of(fresh, reading, entry) if reading and reply.asks else {}

    def as_role(self, role: str, text: str) -> str | None:
        """A typed figure as words that the reader takes for that role, ``basis`` or ``value``.

        ``None`` where no single figure is read.
        """
        bare = text.strip().isascii() and text.strip().replace(".", "", 1).isdigit()
        # the reader takes a small bare number for a count; where a figure is asked for it is dollars
        reading = read(f"${text.strip()}" if bare else text, today=self._today())
        if len(reading.amounts) != 1 or reading.questions:
            return None
        return f"{role} {money(reading.amounts[0])}"

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

    def suggestions(self, typed: str, language: Language, limit: int = 10) -> tuple[Choice, ...]:
        """Canonical questions for what was typed so far; the pinned ones for nothing."""
        if not typed.strip():
            ids = self.base.policy.pinned
        else:
            ids = tuple(match.entry for match in self.matcher.candidates(typed, 2 * limit))
        entries = [self.base.entries[entry_id] for entry_id in ids]
        answering = [entry for entry in entries if entry.type is not Kind.REDIRECT]
        return tuple(self._cards.choice(entry, language) for entry in answering[:limit])

    def explain(self, text: str) -> Decision:
        """Why a question is decided as it is."""
        return self.matcher.decide(text, _direction(read(text, today=self._today())))

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
        return self._cards.greeting(language) if decision.small_talk else self._cards.nothing(language)

    def _echo(self, reply: Reply, decision: Decision, text: str) -> str | None:
        if reply.outcome is Outcome.ANSWER and decision.exact:
            return None
        return text if len(text) <= ECHOED else f"{text[:ECHOED]}…"

    def _with_figures(self, reply: Reply, decision: Decision, reading: Reading, text: str) -> Reply:
        said = self._figures_said(reply, reading)
        return reply.model_copy(update={"echo": self._echo(reply, decision, text), **said})

    def _figures_said(self, reply: Reply, reading: Reading) -> dict[str, Any]:
        """What a question's figures add to its card: the reading, and the calculation or what it still needs.

        Nothing is computed where the question speaks of another account or step, or may mean an entry without figures.
        """
        if not (reading.amounts or reading.percents or reading.years):
            return {}
        said = {"amounts": reading.to_json(), "read": echo(reading, self.words, reply.language)}
        entry = self.base.entries[reply.entry] if reply.entry else None
        meant = [entry] if entry else [self.base.entries[choice.entry] for choice in reply.choices]
        computable = bool(meant) and all(one.calc == "convert" for one in meant)
        if computable:
            said |= self._figures_of(reply, reading, entry)
        return said

    def _said(self, reading: Reading) -> tuple[bool, bool]:
        """Whether a text speaks against computing it, and whether it says that only a part is converted.

        A destination that was read as one is no other account.
        """
        features = self.matcher.features(reading.text)
        against = set(self.matcher.obstacles(features)) - (DESTINATIONS if "to" in reading.roles else set())
        return bool(against), PARTIAL in features.concepts

    def _figures_of(self, reply: Reply, reading: Reading, entry: Entry | None) -> dict[str, Any]:
        """The calculation for the figures of a question, or what must be said first."""
        against, partial = self._said(reading)
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
            return Wording(self.words, language, numbering).calculation(function, inputs, result)

        return compute


def _direction(reading: Reading) -> frozenset[str]:
    """What basis and value say without words: that there is a loss, or a gain."""
    roles = reading.roles
    if "basis" not in roles or "value" not in roles or roles["basis"] == roles["value"]:
        return frozenset()
    return frozenset({"loss" if Decimal(roles["value"]) < Decimal(roles["basis"]) else "gain"})


def _candidates(decision: Decision) -> tuple[Candidate, ...]:
    return tuple(Candidate(id=match.entry, score=match.score) for match in decision.matches[:SHOWN_CANDIDATES])
