"""Go on from an answer: from a reply to a thread, and with a message that changes something to the next reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import language as languages
from bot.deciding import kind_for, worded
from bot.figures import request, said
from bot.followup.change import Change, opens_as_change, read_change
from bot.followup.choosing import chosen, refused
from bot.followup.telling import Teller, written
from bot.followup.thread import PROFILE, Thread, as_fractions, merge, places_of, settle, under_names
from bot.followup.vocabulary import vocabulary
from bot.kinds import KINDS, CalcKind
from bot.language import Language
from bot.reply import Outcome, Reply
from calc.amounts import read
from calc.fold import fold
from calc.labelled import read_labelled
from calc.labels import kinds
from calc.typed import read_typed

if TYPE_CHECKING:
    from bot.assistant import Assistant


class FollowUps:
    """Goes on from answers; knows no surface and keeps nothing, that is for whoever holds the thread."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._teller = Teller(assistant)

    def after(self, reply: Reply, text: str = "", before: Thread | None = None) -> Thread | None:
        """What the next message may go on from.

        Args:
            reply: the last answer.
            text: the question, for its words and figures, which a reply for everybody does not hold.
            before: what the question itself might have gone on from.

        Returns:
            The thread; ``None`` where nothing was answered. A message that starts as a change and was not understood
            leaves the thread before it.
        """
        if reply.thread:
            return reply.thread
        if before and reply.outcome in {Outcome.NONE, Outcome.CLARIFY} and opens_as_change(text):
            return before
        if reply.outcome is Outcome.NONE or reply.outcome is Outcome.REDIRECT:
            return None
        said_text = str(reply.amounts["text"]) if reply.amounts else ""
        if reply.kind:
            return self._of_kind(reply, KINDS[str(reply.kind)], said_text)
        entry = self._assistant.base.entries.get(reply.entry or "")
        text = worded(text or said_text)
        kind = kind_for(entry, text, self._assistant.today()) if entry else None
        if kind and reply.calculation and text:
            return self._of_kind(reply, kind, text)
        choices = tuple(choice.entry for choice in reply.choices)
        thread = Thread(reply.language, reply.entry, choices, self._function(reply))
        return self._with_words(thread, text) if text else self._with_inputs(thread, reply)

    def follow(
        self, thread: Thread, text: str, language: Language | None = None, *, private: bool = True
    ) -> Reply | None:
        """The reply to a message that goes on from a thread.

        Args:
            thread: the last answer of the same user in the same place.
            text: the message.
            language: the language to answer in, where the user fixed one.
            private: whether only the asker sees the reply; in public no figure is shown.

        Returns:
            The reply; ``None`` for a message that is a question of its own.
        """
        of_choices = self._of_choices(thread, text, language or thread.language, private=private)
        if of_choices:
            return of_choices
        kind = KINDS.get(thread.kind or "")
        change = read_change(text, self._assistant.today(), kind.fields if kind else ())
        if change is None or (kind and not set(change.said) <= set(kind.fields)):
            return None
        language = language or languages.choose(change.speech, thread.language)
        if change.account:
            question = self._question(thread, change.account)
            return self._anew(thread, change.account, question, language, private=private)
        if "to" in change.said and not kind and not places_of(thread.function, "to"):
            question = f"{self._question(thread)} {text}"
            reply = self._anew(thread, str(change.said["to"]), question, language, private=private)
            if reply and thread.entry not in {choice.entry for choice in reply.choices}:
                return reply
        merged = merge(thread, change)
        if merged is None or (kind and not self._is_readable(merged)):
            return None
        return self.tell(self._placed(thread, merged, change, text), language, private=private)

    def settle(self, thread: Thread, place: str, language: Language | None = None) -> Reply | None:
        """The reply once it is told which input a figure is; ``None`` where that was not asked."""
        settled = settle(thread, place)
        return self.tell(settled, language or thread.language) if settled else None

    def in_year(self, thread: Thread, year: int, language: Language) -> Reply:
        """The same answer said for a tax year, seen by the asker alone."""
        merged = merge(thread, Change({"year": year})) or thread
        return self.tell(replace(merged, same=False), language)

    def tell(self, thread: Thread, language: Language, *, private: bool = True) -> Reply:
        """The reply that a thread stands for."""
        return self._teller.tell(replace(thread, language=language), private=private)

    def again(self, reply: Reply, language: Language) -> Reply:
        """The same reply in another language."""
        if reply.thread and reply.thread.follows:
            return self.tell(reply.thread, language)
        return self._assistant.again(reply, language)

    def pick(self, reply: Reply, entry_id: str, language: Language) -> Reply:
        """The card of one of the choices of a reply, with the figures that were said."""
        if reply.thread:
            return self.tell(replace(reply.thread, entry=entry_id, choices=()), language)
        return self._assistant.show(entry_id, language, str(reply.amounts["text"]) if reply.amounts else "")

    def _of_choices(self, thread: Thread, text: str, language: Language, *, private: bool) -> Reply | None:
        """The card of a choice that was named, or that there is no answer where none of them is meant."""
        if thread.choices and refused(text):
            reply = self._assistant.unanswered(language)
            return reply.model_copy(update={"echo": (thread.words or None) if private else None})
        number = chosen(text, len(thread.choices))
        if number is None or number > len(thread.choices) or not thread.choices:
            return None
        return self._picked(thread, thread.choices[number - 1], language, private=private)

    def _picked(self, thread: Thread, entry_id: str, language: Language, *, private: bool) -> Reply:
        """The card of a choice that was named by its number."""
        picked = replace(thread, entry=entry_id, choices=(), language=language)
        if thread.follows:
            return self.tell(picked, language, private=private)
        reply = self._assistant.show(entry_id, language, thread.words if private else "")
        return reply.model_copy(update={"thread": self.after(reply, thread.words) or picked})

    # --- from a reply to a thread

    def _function(self, reply: Reply) -> str | None:
        """The calculation that figures said next would go into."""
        if reply.calculation:
            return reply.calculation.function
        entries = self._assistant.base.entries
        shown = [reply.entry] if reply.entry else [choice.entry for choice in reply.choices]
        found = {entries[entry].calc for entry in shown}
        if len(found) == 1:
            return found.pop()
        return "convert" if not shown and reply.asks else None

    def _with_words(self, thread: Thread, text: str) -> Thread:
        """The thread of a question: its words, and its figures unless they are about another account or step."""
        reading = read(text, today=self._assistant.today())
        against, partial = self._assistant.speaks(reading)
        if against:
            return replace(thread, function=None, words=text)
        unclear = request(reading, self._assistant.words, thread.language, partial=partial).open
        given = under_names(thread.function, as_fractions(said(reading)))
        return replace(thread, words=text, said=given, open=unclear if thread.function == "convert" else frozenset())

    @staticmethod
    def _with_inputs(thread: Thread, reply: Reply) -> Thread:
        """The thread of a calculation that was asked for with its inputs."""
        if reply.calculation is None:
            return thread
        inputs = reply.calculation.inputs
        given = {name: value for name, value in inputs.items() if name != "amount" or value != inputs.get("value")}
        return replace(thread, said={name: value for name, value in given.items() if value is not None})

    def _of_kind(self, reply: Reply, kind: CalcKind, text: str) -> Thread | None:
        """The thread of a kind of ``/calc``, or of a card computed as one; a pasted table is not gone on with."""
        if kind.table:
            return None
        found = read_labelled(text, kind.fields, today=self._assistant.today())
        unclear = frozenset(question.field for question in found.questions if question.field)
        given: dict[str, Any] = dict(found.values)
        for name, typed in (reply.amounts or {}).get("typed", {}).items():  # rows stay as they were typed
            value = typed if kinds()[name] == "rows" else read_typed(name, typed)
            given |= {} if value is None else {name: value}
        used = set(reply.calculation.inputs) if reply.calculation else set()
        filled = {"year", *(("rate",) if kind.by_income else ())}
        if (used & set(kind.fields)) - given.keys() - filled:
            return None  # something was read that is not read from these words again
        return Thread(
            reply.language, function=kind.function, kind=kind.name, said=given, words=text, open=unclear - given.keys()
        )

    # --- from a thread and a change to a thread

    def _question(self, thread: Thread, account: str = "") -> str:
        """The words of the question, with another account in place of the one that it is about."""
        entry = self._assistant.base.entries.get(thread.entry or "")
        canonical = (entry.question.en if thread.language is Language.EN else entry.question.zh) if entry else ""
        text = thread.words or canonical
        if not account:
            return text
        found = list(vocabulary().accounts.finditer(fold(text)))
        for one in reversed(found):
            text = f"{text[: one.start()]}{account}{text[one.end() :]}"
        return text if found else f"{text} {account}"

    def _anew(self, thread: Thread, account: str, question: str, language: Language, *, private: bool) -> Reply | None:
        """The question asked again about another account; ``None`` where there is no answer to that."""
        from bot.assistant import Question  # noqa: PLC0415 - the assistant itself is handed in

        reply = self._assistant.ask(Question(question, language, private=private))
        if reply.outcome is Outcome.NONE:
            return None
        fresh = self.after(reply, question) or Thread(language, reply.entry)
        kept = {name: value for name, value in thread.said.items() if name in PROFILE and name != "to"}
        fresh = replace(fresh, language=language, said={**kept, **fresh.said}, words=question, account=account)
        continues = self._teller.continues(fresh, private=private)
        return reply.model_copy(update={"echo": None, "continues": continues, "thread": fresh})

    def _placed(self, before: Thread, merged: Thread, change: Change, text: str) -> Thread:
        """The merged thread on the entry of its state, and whether the answer is the same as before."""
        if "state" in change.said and not merged.kind:
            merged = self._of_state(before, merged, str(change.said["state"]), text)
        unchanged = merged.entry == before.entry and merged.inputs == before.inputs
        told = bool(merged.changed) and not merged.pending and not merged.kind
        return replace(merged, same=told and unchanged and not change.figures)

    def _of_state(self, before: Thread, merged: Thread, code: str, text: str) -> Thread:
        """On the entry for that state, where the question has one."""
        entries = self._assistant.base.entries
        versions = vocabulary().state_versions
        families = set(versions.values())
        base = versions.get(before.entry or "") or _family(before.entry, families)
        if base is None:
            offered = self._assistant.explain(f"{self._question(before)} {text}").offered
            base = _family(offered[0], families) if offered else None
        if base is None:
            return merged
        own = f"{base}-{code.lower()}"
        return replace(merged, entry=own if own in entries else base, choices=())

    def _is_readable(self, thread: Thread) -> bool:
        """Whether what was said for a kind of ``/calc`` is read as it is meant when it is written out."""
        text, rows = written(thread.said)
        again = read_labelled(text, KINDS[str(thread.kind)].fields, today=self._assistant.today())
        return {**again.values, **rows} == dict(thread.said)


def _family(entry: str | None, families: Iterable[str]) -> str | None:
    """The family of entries on states that an entry belongs to."""
    return next((one for one in families if entry and (entry == one or entry.startswith(f"{one}-"))), None)
