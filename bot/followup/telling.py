"""From a thread to a reply: the card, its calculation, what has to be asked, and what is new in it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.figures import BOTH, HUNDRED, asked, contradiction, money, percent, request, told
from bot.followup.change import Figure
from bot.followup.thread import DERIVED, FRACTIONS, PROFILE, Said, Thread, is_rate, missing
from bot.followup.vocabulary import vocabulary
from bot.kind_request import KindReader, label
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import Action, ActionKind, Choice, Option, Outcome, Reply
from bot.season import UNASKED
from bot.wordbook import content
from calc.amounts import Question, read
from calc.errors import CalcError
from calc.labelled import LabelValue
from calc.labels import kinds

if TYPE_CHECKING:
    from bot.assistant import Assistant

MOST_RELATED = 5
_NO_FIGURES = frozenset({*PROFILE, "status", "tax_year"})


class Teller:
    """Words threads, each in its own language."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._words = assistant.words

    def tell(self, thread: Thread, *, private: bool = True) -> Reply:
        """The reply that a thread stands for; in public without any figure."""
        if private and thread.pending:
            return self._which_figure(thread, thread.pending)
        reply = self._answered(thread, private=private)
        update: dict[str, Any] = {"continues": self.continues(thread, private=private), "thread": thread}
        outdated = self._outdated(thread)
        if outdated and not reply.asks:
            update["asks"] = (outdated,)
        if _lacks_state(thread):
            states = [choice for choice in self._states(thread.language) if choice.entry != thread.entry]
            others = [choice for choice in reply.related if choice not in states]
            update["related"] = (*states, *others)[:MOST_RELATED]
        return reply.model_copy(update=update)

    def continues(self, thread: Thread, *, private: bool) -> str:
        """That the reply goes on from the last question, with what is new as it was read."""
        names = [name for name in thread.changed if private or name in _NO_FIGURES]
        new = self._told(thread, {name: thread.said[name] for name in names}) or self._account(thread)
        if thread.pending:
            new = _figure(thread.pending)
        if not private and (thread.pending or len(names) < len(thread.changed)):
            return self._words("card.continues-hidden", thread.language)
        if not new:
            return self._words("card.continues-only", thread.language)
        same = thread.same and not thread.choices
        key = "continues-no-state" if _lacks_state(thread) else "continues-same" if same else "continues"
        return self._words(f"card.{key}", thread.language, read=new)

    def _answered(self, thread: Thread, *, private: bool) -> Reply:
        """The card, with the figures that it is computed with or what has to be said first."""
        if thread.kind:
            return self._computed_kind(thread, thread.kind)
        figures = bool(thread.said.keys() - _NO_FIGURES)
        function = thread.function if private and figures else None
        shown_as = (self._told(thread, thread.said) or None) if private and figures else None
        asks = self._asks(thread) if function else ()
        if thread.entry or thread.choices:
            computing = (function, thread.inputs) if function and not asks else None
            reply, asks = self._on_card(thread, computing, asks)
            return reply.model_copy(update={"read": shown_as, "asks": asks, **(UNASKED if asks else {})})
        if asks or function is None:
            return self._assistant.asking(asks, shown_as, thread.language)
        reply = self._assistant.compute(function, thread.inputs, thread.language, self._explained(thread))
        return reply.model_copy(update={"read": shown_as})

    def _on_card(
        self, thread: Thread, computing: tuple[str, dict[str, Any]] | None, asks: tuple[str, ...]
    ) -> tuple[Reply, tuple[str, ...]]:
        try:
            year = int(thread.said.get("year", 0))
            reply = self._assistant.card(thread.language, thread.entry, thread.choices, computing, year)
        except CalcError as error:
            asks = (content(error.message["zh"], error.message["en"], thread.language),)
            reply = self._assistant.card(thread.language, thread.entry, thread.choices)
        entry = self._assistant.base.entries.get(thread.entry or "")
        # an entry that computes nothing asks for no figures
        return reply, () if entry and entry.calc != thread.function else asks

    def _computed_kind(self, thread: Thread, kind: str) -> Reply:
        text, rows = written(thread.said)
        reply = self._assistant.kinds.reply(kind, text, thread.language, rows)
        unclear = [self._asked(question, thread.language) for question in thread.questions]
        lacking = [
            self._words("kind.ask", thread.language, field=self._label(name, thread))
            for name in sorted(thread.open)
            if name not in reply.missing
        ]
        if not unclear and not lacking:
            return reply
        return reply.model_copy(update={"asks": (*unclear, *lacking, *reply.asks), "calculation": None})

    # --- what has to be said first

    def _asks(self, thread: Thread) -> tuple[str, ...]:
        if thread.questions:
            return tuple(self._asked(question, thread.language) for question in thread.questions)
        if thread.open:
            reading = read(thread.words, today=self._assistant.today())
            partial = self._assistant.speaks(reading)[1]
            return request(reading, self._words, thread.language, partial=partial).asks
        names = {*BOTH, *DERIVED}
        roles = {name: value for name, value in thread.said.items() if name in names}
        doubt = contradiction(roles, self._words, thread.language)
        if doubt:
            return (doubt,)
        lacking = missing(thread.function, thread.inputs) if thread.function else ()
        return tuple(self._lacking(name, thread.language) for name in lacking)

    def _asked(self, question: Question, language: Language) -> str:
        if question.role is None and question.code == "two_candidates":
            figures = " / ".join(money(one) for one in question.candidates)
            return self._words("calc.ask-which-is-which", language, amounts=figures)
        if question.role and f"calc.{question.role}" not in self._words:
            return self._words("calc.ask-vague", language, role=self._words(f"field.{question.role}", language))
        return asked(question, self._words, language)

    def _lacking(self, name: str, language: Language) -> str:
        key = f"calc.ask-{name}"
        if key in self._words:
            return self._words(key, language)
        message = CalcError("missing_input", name).message
        return content(message["zh"], message["en"], language)

    def _which_figure(self, thread: Thread, pending: Figure) -> Reply:
        """Ask which input a figure is."""
        language = thread.language
        options = tuple(
            Option(place=place, label=self._label(place, thread), differs=self._so_far(thread, place))
            for place in thread.places
        )
        switch = "card.action-language-en" if language.other is Language.EN else "card.action-language-zh"
        return Reply(
            outcome=Outcome.CLARIFY,
            language=language,
            title=self._words("calc.which-figure", language, figure=_figure(pending)),
            body=(self._words("calc.which-figure-named", language),),
            options=options,
            actions=(Action(kind=ActionKind.LANGUAGE, label=self._words(switch, language)),),
            continues=self.continues(thread, private=True),
            thread=thread,
        )

    def _so_far(self, thread: Thread, place: str) -> str:
        value = thread.inputs.get(place)
        if value is None:
            return self._words("calc.which-figure-new", thread.language)
        now = percent(Decimal(value) * HUNDRED) if is_rate(thread.function, place) else money(value)
        return self._words("calc.which-figure-now", thread.language, now=now)

    # --- words for what was said

    def _told(self, thread: Thread, given: Said) -> str:
        """What was said, in words."""
        if thread.kind is None:
            roles = {name: _as_read(name, value) for name, value in given.items()}
            return told(roles, self._words, thread.language)
        reader, kind = KindReader(self._words, thread.language, self._assistant.today()), KINDS[thread.kind]
        return " · ".join(reader.named(kind, name, reader.shown(name, value)) for name, value in given.items())

    def _label(self, name: str, thread: Thread) -> str:
        """What an input is called, in the kind of the thread or the one that does its calculation."""
        kind = KINDS.get(thread.kind or "") or next(
            (one for one in KINDS.values() if one.function == thread.function), None
        )
        return label(self._words, kind, name, thread.language) if kind else self._words(f"calc.{name}", thread.language)

    def _account(self, thread: Thread) -> str:
        key = f"calc.to-{thread.account}"
        return self._words(key, thread.language) if key in self._words else thread.account

    # --- entries

    def _explained(self, thread: Thread) -> str | None:
        """The entry that explains a conversion shown by itself."""
        inputs = thread.inputs
        if thread.function != "convert" or not inputs.keys() >= set(BOTH):
            return None
        at_loss = Decimal(inputs["value"]) < Decimal(inputs["basis"])
        return "loss-unrecovered-basis" if at_loss else "conversion-tax"

    def _outdated(self, thread: Thread) -> str | None:
        """That an entry was not checked for the year that was named."""
        entry = self._assistant.base.entries.get(thread.entry or "")
        year = thread.said.get("year")
        if entry is None or year is None or "year" not in thread.changed or int(year) in entry.tax_years:
            return None
        first, last = min(entry.tax_years), max(entry.tax_years)
        years = str(first) if first == last else f"{first}–{last}"
        return self._words("card.continues-year", thread.language, years=years, year=year)

    def _states(self, language: Language) -> list[Choice]:
        """The entries on state tax in general."""
        shown = (self._assistant.show(entry, language) for entry in dict.fromkeys(vocabulary().state_versions.values()))
        return [Choice(entry=str(reply.entry), title=reply.title) for reply in shown]


def written(said: Said) -> tuple[str, dict[str, str]]:
    """What was said for a kind of ``/calc``, one input a line, as its own reader reads it; and its rows as typed."""
    rows = {name: value for name, value in said.items() if kinds()[name] == "rows"}
    lines = (f"{name}: {_written(name, value)}" for name, value in said.items() if name not in rows)
    return "\n".join(lines), rows


def _written(name: str, value: LabelValue) -> str:
    what = kinds()[name]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal) and what in {"rate", "dollars"}:
        return f"{value * HUNDRED:f}%" if what == "rate" else f"${value:f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _as_read(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever was said
    """A rate in percent units, as the reader gives it."""
    return Decimal(value) * HUNDRED if name in FRACTIONS else value


def _figure(figure: Figure) -> str:
    return percent(figure.value) if figure.percent else money(figure.value)


def _lacks_state(thread: Thread) -> bool:
    """Whether a state was named to an entry that is not written by state."""
    families = vocabulary().state_versions.values()
    own = any(thread.entry == one or str(thread.entry).startswith(f"{one}-") for one in families)
    return "state" in thread.changed and thread.same and thread.entry is not None and not own
