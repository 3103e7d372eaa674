"""The buttons and selects under a card, as plain components: what they do stands in their custom_id alone.

Nothing here listens. The listening side is ``components.py``, which reads the custom_id again, after a restart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot import season
from bot.discord.cards import markdown
from bot.discord.ids import TOPICS, WHICH, Do, Ref, is_calculation
from bot.discord.limits import BUTTON_LABEL, CARD_BUTTONS, OPTION_TEXT, SELECT_OPTIONS, shorten
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import ActionKind, Choice, Citation, Outcome, Reply
from bot.wordbook import Wordbook

PRIMARY = discord.ButtonStyle.primary
SECONDARY = discord.ButtonStyle.secondary

CHINESE = "中文"  # as the switch of an English page names it, in its own writing

Button = ui.Button[Any]
Select = ui.Select[Any]
Row = ui.ActionRow[Any]


def button(label: str, custom_id: str, style: discord.ButtonStyle = SECONDARY, row: int | None = None) -> Button:
    """A button that only carries its custom_id."""
    return ui.Button(label=shorten(label, BUTTON_LABEL), custom_id=custom_id, style=style, row=row)


def switch(words: Wordbook, language: Language, ref: Ref) -> Button:
    """The way to the same page in the other language; a reader of Traditional gets it on the press."""
    key = "card.action-language-en" if language.other is Language.EN else "card.action-language-zh"
    return button(words(key, language), str(replace(ref, language=language.other)))


def is_switch_to_chinese(item: ui.Item[Any]) -> bool:
    """Whether a pressed control is the switch of an English page; all others keep the script they stand in."""
    return isinstance(item, ui.Button) and item.label == CHINESE


def turns(words: Wordbook, language: Language, ref: Ref, count: int) -> list[Button]:
    """Back and forth between the pages of what a custom_id stands for."""
    found = []
    if ref.page > 1:
        label = words("discord.page-back", language, number=ref.page - 1, count=count)
        found.append(button(label, str(replace(ref, page=ref.page - 1))))
    if ref.page < count:
        label = words("discord.page-on", language, number=ref.page + 1, count=count)
        found.append(button(label, str(replace(ref, page=ref.page + 1))))
    return found


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
        if reply.choices:
            found.insert(0, button(self._say("neither", reply), ref.to(Do.NEITHER)))
        if owner is not None and reply.entry:
            found.append(button(self._say("remove", reply), ref.to(Do.REMOVE, note=str(owner))))
        elif owner is None and (not reply.entry or (reply.outcome is Outcome.REDIRECT and len(found) < CARD_BUTTONS)):
            found.append(button(self._say("browse", reply), ref.to(Do.TOPICS, subject=TOPICS, note="")))
        if markdown.computed_first(reply):
            found.insert(0, button(self._say("change-figures", reply), ref.to(Do.FIGURES), PRIMARY))
        elif reply.asks and not any(action.kind is ActionKind.COMPUTE for action in reply.actions):
            found.insert(0, button(self._words("card.action-compute", reply.language), ref.to(Do.FIGURES), PRIMARY))
        found = self._public(found, owner)
        return self.with_sides(found, reply, ref) if owner is not None else found

    def below(self, reply: Reply, ref: Ref, count: int, owner: int | None, back: Ref | None) -> list[Button]:
        """The second row, of at most four: pages, sources or both sides, the tax years, and the way on or back.

        The tax years stand on the collapsed card alone, where they are asked for, and there where there is room.

        Args:
            reply: what the card shows.
            ref: subject, language, page and token of the card.
            count: how many pages it has.
            owner: who asked, on a card that everybody sees; there nothing goes on, since presses open copies.
            back: where the card was reached from by browsing.
        """
        found = turns(self._words, reply.language, ref.at(Do.TURN), count) if ref.page else []
        if owner is None:
            detailed = ref.page or is_calculation(ref.subject)
            found += self.origin(reply, ref) if detailed else self.with_sides([], reply, ref)
        last = [button(self._say("back", reply), str(back))] if back else []
        following = self.following(reply, ref) if owner is None else []
        if not back or (back.subject == WHICH and len(found + last + following) <= CARD_BUTTONS):
            last += following
        years = [] if ref.page else self.years(reply, ref)
        return [*found, *(years if len(found + years + last) <= CARD_BUTTONS else []), *last]

    def origin(self, reply: Reply, ref: Ref) -> list[Button]:
        """The way to the sources of an answer, sentence by sentence, or of a calculation, figure by figure."""
        if not (reply.entry or reply.calculation) or not reply.citations:
            return []
        label = self._words("browse.origin", reply.language)
        return [button(label, ref.to(Do.ORIGIN, page=1))]

    def with_sides(self, found: list[Button], reply: Reply, ref: Ref) -> list[Button]:
        """The buttons with the way to both sides of what is disputed, where there are two and there is room."""
        if not (reply.entry and reply.has_sides) or len(found) >= CARD_BUTTONS:
            return found
        return [*found, button(self._words("browse.sides", reply.language), ref.to(Do.SIDES, page=0))]

    def following(self, reply: Reply, ref: Ref) -> list[Button]:
        """The way to go on from a card that only its asker sees: what is written beside it does not reach the bot."""
        answered = reply.outcome in {Outcome.ANSWER, Outcome.CLARIFY} and not reply.options
        table = reply.kind is not None and KINDS[reply.kind].table
        return [button(self._say("follow", reply), ref.to(Do.FOLLOW))] if answered and not table else []

    def years(self, reply: Reply, ref: Ref) -> list[Button]:
        """A button for each tax year that the card may be said for; below the question the bare year is enough."""
        asked = reply.which_year is not None
        return [
            button(
                str(year) if asked else season.label(self._words, year, reply.language),
                ref.to(Do.YEAR, page=year % 100),
            )
            for year in reply.years
        ]

    def options(self, reply: Reply, ref: Ref) -> list[Button]:
        """A button for each input that a figure may be."""
        return [
            button(one.label, ref.to(Do.MEAN, subject=one.place.replace("_", "-"), page=0), PRIMARY)
            for one in reply.options
        ]

    def choices(self, reply: Reply, ref: Ref) -> list[Button]:
        """A button for each choice of "which one?", without its text."""
        label = self._say("choose", reply)
        return [button(label, ref.to(Do.OPEN, subject=c.entry, page=0), PRIMARY) for c in reply.choices]

    def related(self, reply: Reply, ref: Ref) -> list[Select]:
        """The related questions of an expanded card."""
        if not (reply.related and ref.page):
            return []
        label = self._words("card.related", reply.language)
        return [entries_select(label, reply.related, ref.to(Do.PICK_ENTRY, page=0, note=""))]

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
        found.append(switch(self._words, reply.language, ref.at(Do.LANGUAGE)))
        if reply.calculation:
            found.append(button(self._words("card.action-share", reply.language), ref.to(Do.SHARE)))
        return found

    def _public(self, found: Sequence[Button], owner: int | None) -> list[Button]:
        if owner is None:
            return list(found)
        return [one for one in found if f":{Do.SHARE}:" not in (one.custom_id or "")]

    def _say(self, key: str, reply: Reply) -> str:
        return self._words(f"discord.{key}", reply.language)
