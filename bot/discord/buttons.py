"""The buttons and selects under a card, as plain components: what they do stands in their custom_id alone.

Nothing here listens. The listening side is ``components.py``, which reads the custom_id again, after a restart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.ids import TOPICS, Do, Ref, is_calculation
from bot.discord.limits import BUTTON_LABEL, OPTION_TEXT, SELECT_OPTIONS, shorten
from bot.kinds import KINDS
from bot.reply import ActionKind, Choice, Citation, Outcome, Reply
from bot.wordbook import Wordbook

PRIMARY = discord.ButtonStyle.primary
SECONDARY = discord.ButtonStyle.secondary

Button = ui.Button[Any]
Select = ui.Select[Any]
Row = ui.ActionRow[Any]


def button(label: str, custom_id: str, style: discord.ButtonStyle = SECONDARY, row: int | None = None) -> Button:
    """A button that only carries its custom_id."""
    return ui.Button(label=shorten(label, BUTTON_LABEL), custom_id=custom_id, style=style, row=row)


def entries_select(placeholder: str, choices: Iterable[Choice], custom_id: str) -> Select:
    """A select of questions."""
    options = [
        discord.SelectOption(
            label=shorten(choice.title, OPTION_TEXT),
            description=shorten(choice.differs, OPTION_TEXT) or None,
            value=choice.entry,
        )
        for choice in list(choices)[:SELECT_OPTIONS]
    ]
    return ui.Select(placeholder=placeholder, options=options, custom_id=custom_id)


def sources_select(placeholder: str, citations: Iterable[Citation], custom_id: str) -> Select:
    """A select of the sources of a card, each once."""
    by_source = {citation.source: citation for citation in citations}
    options = [
        discord.SelectOption(
            label=shorten(citation.short, OPTION_TEXT), description=shorten(citation.title, OPTION_TEXT), value=source
        )
        for source, citation in list(by_source.items())[:SELECT_OPTIONS]
    ]
    return ui.Select(placeholder=placeholder, options=options, custom_id=custom_id)


class Buttons:
    """Builds the rows under cards."""

    def __init__(self, words: Wordbook) -> None:
        self._words = words

    def under_card(self, reply: Reply, ref: Ref, owner: int | None = None) -> list[Button]:
        """At most four buttons under an answer.

        Args:
            reply: what the card shows.
            ref: subject, language, page and token of the card.
            owner: who asked, on a card that everybody sees; there the way to remove it takes the place of sharing.
        """
        if is_calculation(ref.subject):
            return self._under_figures(reply, ref)
        possible = [self._action(action.kind, action.label, reply, ref) for action in reply.actions]
        found = [one for one in possible if one is not None]
        if owner is not None and reply.entry:
            found.append(button(self._say("remove", reply), ref.to(Do.REMOVE, note=str(owner))))
        elif owner is None and not reply.entry:
            found.append(button(self._say("browse", reply), ref.to(Do.TOPICS, subject=TOPICS, note="")))
        if reply.asks and not any(action.kind is ActionKind.COMPUTE for action in reply.actions):
            found.insert(0, button(self._words("card.action-compute", reply.language), ref.to(Do.FIGURES), PRIMARY))
        return self._public(found, owner)

    def following(self, reply: Reply, ref: Ref) -> list[Button]:
        """The way to go on from a card that only its asker sees: what is written beside it does not reach the bot."""
        answered = reply.outcome in {Outcome.ANSWER, Outcome.CLARIFY} and not reply.options
        table = reply.kind is not None and KINDS[reply.kind].table
        return [button(self._say("follow", reply), ref.to(Do.FOLLOW))] if answered and not table else []

    def options(self, reply: Reply, ref: Ref) -> list[Button]:
        """A button for each input that a figure may be."""
        return [
            button(one.label, ref.to(Do.MEAN, subject=one.place.replace("_", "-"), page=0), PRIMARY)
            for one in reply.options
        ]

    def turning(self, reply: Reply, ref: Ref, count: int) -> list[Button]:
        """Back and forth between the pages of an expanded card."""
        found = []
        if ref.page > 1:
            label = self._words("discord.page-back", reply.language, number=ref.page - 1, count=count)
            found.append(button(label, ref.to(Do.TURN, page=ref.page - 1)))
        if ref.page < count:
            label = self._words("discord.page-on", reply.language, number=ref.page + 1, count=count)
            found.append(button(label, ref.to(Do.TURN, page=ref.page + 1)))
        return found

    def back(self, reply: Reply, ref: Ref, topic: str) -> Button:
        """From a card that was reached by browsing to the questions of its topic."""
        return button(self._say("back", reply), ref.to(Do.TOPIC, subject=topic, page=1, note=""))

    def choices(self, reply: Reply, ref: Ref) -> list[Button]:
        """A button for each choice of "which one?", without its text."""
        label = self._say("choose", reply)
        return [button(label, ref.to(Do.OPEN, subject=c.entry, page=0), PRIMARY) for c in reply.choices]

    def selects(self, reply: Reply, ref: Ref) -> list[Select]:
        """Related questions and sources, for expanded cards and while browsing."""
        found: list[Select] = []
        if reply.related and ref.page:
            label = self._words("card.related", reply.language)
            found.append(entries_select(label, reply.related, ref.to(Do.PICK_ENTRY, page=0, note="")))
        if reply.citations and reply.entry and (ref.page or ref.browsing):
            label = self._say("sources", reply)
            found.append(sources_select(label, reply.citations, ref.to(Do.PICK_SOURCE, page=0, note="")))
        return found

    def _action(self, kind: ActionKind, label: str, reply: Reply, ref: Ref) -> Button | None:
        if kind is ActionKind.COMPUTE:
            return button(label, ref.to(Do.FIGURES), PRIMARY)
        if kind is ActionKind.EXPAND:
            if ref.page:
                collapse = self._words("card.action-collapse", reply.language)
                return button(collapse, ref.to(Do.TURN, page=0))
            return button(label, ref.to(Do.TURN, page=1))
        if kind is ActionKind.LANGUAGE:
            return button(label, ref.to(Do.LANGUAGE, language=reply.language.other))
        return button(label, ref.to(Do.SHARE)) if kind is ActionKind.SHARE else None

    def _under_figures(self, reply: Reply, ref: Ref) -> list[Button]:
        """Change the figures, why, the other language, a copy: the row under a calculation."""
        found = [button(self._say("change-figures", reply), ref.to(Do.FIGURES), PRIMARY)]
        if reply.calculation:
            found += [
                button(self._say("why", reply), ref.to(Do.OPEN, subject=choice.entry, page=0, note=""))
                for choice in reply.related[:1]
            ]
        switch = "card.action-language-en" if reply.language.other == "en" else "card.action-language-zh"
        label = self._words(switch, reply.language)
        found.append(button(label, ref.to(Do.LANGUAGE, language=reply.language.other)))
        if reply.calculation:
            found.append(button(self._say("copy", reply), ref.to(Do.SHARE)))
        return found

    def _public(self, found: Sequence[Button], owner: int | None) -> list[Button]:
        if owner is None:
            return list(found)
        return [one for one in found if f":{Do.SHARE}:" not in (one.custom_id or "")]

    def _say(self, key: str, reply: Reply) -> str:
        return self._words(f"discord.{key}", reply.language)
