"""Turn entries into replies: the claims in one language, numbered sources, stamp, and what can be done next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bot import season
from bot.citing import Numbering
from bot.figures import money
from bot.kinds import kind_on
from bot.language import Language
from bot.reply import (
    Action,
    ActionKind,
    Block,
    Calculation,
    Choice,
    Citation,
    Outcome,
    Reply,
    Stamp,
    Statement,
    Tone,
)  # fmt: skip
from bot.wordbook import Wordbook, content
from calc.parameters import value as parameter
from knowledge.base import KnowledgeBase
from knowledge.model import Bilingual, Claim, Entry, Kind, Status

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)@(\d{4})\}")
Compute = Callable[[Numbering], Calculation]
_SETTLED = frozenset({Status.RULE, Status.OFFICIAL})


class CardWriter:
    """Writes the replies that need no calculation."""

    def __init__(self, base: KnowledgeBase, words: Wordbook, today: Callable[[], date]) -> None:
        self._base = base
        self._words = words
        self._today = today

    def text(self, both: Bilingual, language: Language) -> str:
        """A content text in the asked language, its year-bound figures filled in."""
        return _filled(content(both.zh, both.en, language))

    def message(self, both: Mapping[str, str], language: Language) -> str:
        """A refusal of the calculator in the asked language."""
        return content(both["zh"], both["en"], language)

    def choice(self, entry: Entry, language: Language) -> Choice:
        """An entry as something to pick."""
        return Choice(
            entry=entry.id, title=self.text(entry.question, language), differs=self.text(entry.scope, language)
        )

    def card(self, entry: Entry, language: Language, compute: Compute | None = None) -> Reply:
        """The answer of an entry.

        Args:
            entry: the entry.
            language: the language of the reply.
            compute: computes what belongs on the card. Sources are numbered in the order in which they are met:
                what to do first in the filing season, the answer, the next step, the figures, the details.
        """
        numbering = self.numbering(language)
        first = season.first_step(entry, self._today())
        now = self._statement(first, numbering, language) if first else None
        lead = tuple(claim for claim in entry.claims if claim is not first)
        statements = tuple(self._statement(claim, numbering, language) for claim in lead)
        later = entry.next if entry.next is not first else None
        following = self._statement(later, numbering, language) if later else None
        calculation = compute(numbering) if compute else None
        blocks = tuple(
            Block(
                heading=self._words(f"card.head-{block.head}", language),
                statements=tuple(self._statement(claim, numbering, language) for claim in claims),
            )
            for block in entry.details
            if (claims := [claim for claim in block.claims if claim is not first])
        )
        return Reply(
            outcome=Outcome.REDIRECT if entry.type is Kind.REDIRECT else Outcome.ANSWER,
            language=language,
            title=self.text(entry.question, language),
            entry=entry.id,
            version=entry.version,
            verdict=self.text(entry.verdict, language) if entry.verdict else None,
            statements=statements,
            next=following,
            now=now,
            blocks=blocks,
            calculation=calculation,
            citations=numbering.citations(),
            stamp=self.stamp(entry, language),
            related=tuple(self.choice(self._base.entries[other], language) for other in entry.related),
            actions=self._actions(entry, language),
        )

    def numbering(self, language: Language) -> Numbering:
        """A fresh numbering of sources."""
        return Numbering(self._base.sources, self._words, language)

    def redirect(self, entry: Entry, language: Language) -> Reply:
        """What was understood, that it is not covered, and where to go instead."""
        card = self.card(entry, language)
        understood = self._words("desk.understood", language, topic=card.title)
        body = (self._words("desk.not-covered", language),)
        return card.model_copy(update={"title": understood, "body": body})

    def which_one(self, entries: Sequence[Entry], language: Language) -> Reply:
        """Ask which of a few questions is meant."""
        return Reply(
            outcome=Outcome.CLARIFY,
            language=language,
            title=self._words("desk.which-one", language),
            body=(self._words("desk.none-of-these", language),),
            choices=tuple(self.choice(entry, language) for entry in entries),
            actions=(self._switch(language),),
        )

    def unanswered(self, language: Language, *, small_talk: bool = False, foreign: bool = False) -> Reply:
        """What is said where there is no answer: to a greeting, to a language the desk does not read, to all else."""
        if foreign:
            return self._foreign(language)
        return self._greeting(language) if small_talk else self._nothing(language)

    def _nothing(self, language: Language) -> Reply:
        """There is no checked answer; three ways on."""
        keys = ("none-honest", "none-rephrase", "none-official", "none-people")
        return Reply(
            outcome=Outcome.NONE,
            language=language,
            title=self._words("desk.none-title", language),
            body=tuple(self._words(f"desk.{key}", language) for key in keys),
            actions=(self._switch(language),),
        )

    def _foreign(self, language: Language) -> Reply:
        """The desk reads two languages; said in both, since the asker's own language is neither."""
        first, second = (self._words("listen.foreign", one) for one in (language, language.other))
        return Reply(outcome=Outcome.NONE, language=language, title=first, body=(second,), foreign=True)

    def _greeting(self, language: Language) -> Reply:
        """A greeting or chat: say what can be asked here."""
        body = tuple(self._words(f"desk.{key}", language) for key in ("greeting-try", "greeting-browse"))
        title = self._words("desk.greeting-title", language)
        return Reply(outcome=Outcome.NONE, language=language, title=title, body=body, small_talk=True)

    def welcome(self, language: Language) -> Reply:
        """To thanks."""
        title = self._words("desk.welcome-title", language)
        return Reply(outcome=Outcome.NONE, language=language, title=title, small_talk=True)

    def empty(self, language: Language) -> Reply:
        """Nothing was asked: say what can be."""
        body = (self._words("desk.greeting-try", language),)
        return Reply(
            outcome=Outcome.NONE, language=language, title=self._words("desk.empty-title", language), body=body
        )

    def asking(
        self, title: str, asks: tuple[str, ...], read: str | None, amounts: dict[str, Any] | None, language: Language
    ) -> Reply:
        """Figures are missing or unclear: say which."""
        return Reply(outcome=Outcome.CLARIFY, language=language, title=title, read=read, asks=asks, amounts=amounts)

    def refusal(self, title: str, message: Mapping[str, str], language: Language) -> Reply:
        """The calculator refuses an input: its reason, in the asker's language."""
        return Reply(outcome=Outcome.CLARIFY, language=language, title=title, asks=(self.message(message, language),))

    def computed(
        self,
        title: str,
        calculation: Calculation,
        citations: Iterable[Citation],
        language: Language,
        entry_id: str | None,
    ) -> Reply:
        """A calculation as a card of its own."""
        related = (self.choice(self._base.entries[entry_id], language),) if entry_id else ()
        return Reply(
            outcome=Outcome.ANSWER,
            language=language,
            title=title,
            calculation=calculation,
            citations=tuple(citations),
            related=related,
            actions=(self._switch(language),),
        )

    def _statement(self, claim: Claim, numbering: Numbering, language: Language) -> Statement:
        label = None
        if claim.side:
            label = self._words(f"status.side-{claim.side.lower()}", language)
        elif claim.status is Status.SUPERSEDED:
            label = self._words("status.old-claim", language)
        text = _filled(content(claim.zh, claim.en, language))
        if label and text.startswith(label):
            label = None  # the claim names its side itself, with who takes it
        return Statement(
            key=claim.key,
            text=text,
            status=claim.status,
            status_word=self._words(f"status.{claim.status}", language),
            marks=numbering.marks(((cite.src, cite.at) for cite in claim.cites), claim.status),
            label=label,
            side=claim.side,
            checked=self._words(
                "card.checked",
                language,
                on=claim.checked.on,
                by=self._words(f"card.by-{claim.checked.by}", language),
                how=claim.checked.how,
            ),
        )

    def stamp(self, entry: Entry, language: Language, year: int | None = None) -> Stamp:
        """The line under the card of an entry.

        Args:
            entry: the entry.
            language: the language of the reply.
            year: the one tax year that the card is said for, if it was checked for that.
        """
        status = _standing(entry)
        first, last = (year, year) if year in entry.tax_years else (min(entry.tax_years), max(entry.tax_years))
        years = str(first) if first == last else f"{first}–{last}"
        overdue = self._today() > entry.review_by
        settled = status in _SETTLED and entry.type is not Kind.REDIRECT
        tone = Tone.OVERDUE if overdue else Tone.SETTLED if settled else Tone.OPEN
        return Stamp(
            tone=tone,
            text=self._words(
                "card.stamp-one-year" if first == last else "card.stamp",
                language,
                status=self._words(f"status.{status}", language),
                years=years,
                reviewed=entry.reviewed_on,
            ),
            warning=self._words("card.overdue", language, date=entry.review_by) if overdue else None,
            footer=self._words("card.footer", language, entry=entry.id, version=entry.version, base=self._base.version),
        )

    def _actions(self, entry: Entry, language: Language) -> tuple[Action, ...]:
        actions = (
            [Action(kind=ActionKind.COMPUTE, label=self._words("card.action-compute", language))]
            if entry.calc or kind_on(entry)
            else []
        )
        if entry.details:
            actions.append(Action(kind=ActionKind.EXPAND, label=self._words("card.action-expand", language)))
        actions.append(self._switch(language))
        actions.append(Action(kind=ActionKind.SHARE, label=self._words("card.action-share", language)))
        return tuple(actions)

    def _switch(self, language: Language) -> Action:
        key = "card.action-language-en" if language.other is Language.EN else "card.action-language-zh"
        return Action(kind=ActionKind.LANGUAGE, label=self._words(key, language))


def _standing(entry: Entry) -> Status:
    """How far the short card as a whole may be relied on: what is open in any of its claims is open."""
    if entry.type is Kind.DISPUTED:
        return Status.DISPUTED
    lead = {claim.status for claim in entry.claims}
    return next((status for status in (Status.DISPUTED, Status.UNKNOWN) if status in lead), entry.claims[0].status)


def _filled(text: str) -> str:
    """Fill ``{limit.annual_additions@2026}`` with its value in dollars."""
    return _PLACEHOLDER.sub(lambda match: money(parameter(match[1], int(match[2]))), text)
