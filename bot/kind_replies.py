"""Replies of ``/calc``: a kind on its own card, and what a question's figures add to the card of an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.cards import CardWriter
from bot.kind_request import KindReader, Said
from bot.kinds import KINDS, CalcKind
from bot.language import Language
from bot.reply import Reply
from bot.wordbook import Wordbook
from calc.errors import CalcError

# function, inputs, language, the entry that explains it, title → the reply
Compute = Callable[[str, Mapping[str, Any], Language, str | None, str | None], Reply]


class KindReplies:
    """Answers for kinds of calculation; what is missing is asked for by name."""

    def __init__(self, words: Wordbook, cards: CardWriter, today: Callable[[], date], compute: Compute) -> None:
        """Keep what replies are made with.

        Args:
            words: the interface texts.
            cards: writes the replies.
            today: the day, for this year and for paychecks that are left.
            compute: makes the card of a calculation.
        """
        self._words = words
        self._cards = cards
        self._today = today
        self._compute = compute

    def reply(
        self,
        name: str,
        text: str,
        language: Language,
        typed: Mapping[str, str] = MappingProxyType({}),
        first: Sequence[str] = (),
    ) -> Reply:
        """The reply to what was written for a kind.

        Args:
            name: a key of `bot.kinds.KINDS`.
            text: figures with their names in any order, or the rows of a table.
            language: the language of the reply.
            typed: what stands in the fields of a form, by input.
            first: inputs that are asked for before anything is computed, beside those that are needed.

        Raises:
            KeyError: there is no such kind.
        """
        kind = KINDS[name]
        title = self._words(f"kind.{name}", language)
        typed = self._with_subject(kind, text, language, typed)
        try:
            wanted = self._reader(language).read(kind, text, typed, first)
        except CalcError as error:
            reply = self._cards.refusal(title, error.message, language)
        else:
            if wanted.inputs is None:
                reply = self._cards.asking(title, wanted.asks, wanted.read, None, language)
            else:
                reply = self._compute(wanted.function or kind.function, wanted.inputs, language, kind.entry, title)
            reply = reply.model_copy(update={"read": wanted.read, "missing": wanted.missing})
        return reply.model_copy(update={"kind": name, "amounts": {"text": text, "typed": dict(typed), "roles": {}}})

    def missing(self, name: str, text: str, language: Language, typed: Mapping[str, str]) -> tuple[str, ...]:
        """The inputs that are still asked for; the arguments are those of `reply`."""
        kind = KINDS[name]
        try:
            return self._reader(language).read(kind, text, self._with_subject(kind, text, language, typed)).missing
        except CalcError:
            return ()

    def _with_subject(self, kind: CalcKind, text: str, language: Language, typed: Mapping[str, str]) -> dict[str, str]:
        """What was typed, and the sum that stands without a name for what the kind is about."""
        return {**self._reader(language).alone(kind, text), **typed}

    def said(self, name: str, text: str, language: Language) -> Said:
        """What a text says for a kind, input by input."""
        return self._reader(language).said(KINDS[name], text)

    def on_card(
        self,
        kind: CalcKind,
        text: str,
        language: Language,
        computed: Callable[[str, Mapping[str, Any]], dict[str, Any]],
    ) -> dict[str, Any]:
        """What a question's figures add to the card of the entry that explains a kind.

        Args:
            kind: the kind.
            text: the question.
            language: the language of the card.
            computed: the parts of the card that are numbered anew with a calculation.
        """
        try:
            wanted = self._reader(language).read(kind, text, {})
            if wanted.inputs is not None:
                return {**computed(wanted.function or kind.function, wanted.inputs), "read": wanted.read}
        except CalcError as error:
            return {"asks": (self._cards.message(error.message, language),)}
        return {"asks": wanted.asks, "read": wanted.read, "missing": wanted.missing} if wanted.begun else {}

    def _reader(self, language: Language) -> KindReader:
        return KindReader(self._words, language, self._today())
