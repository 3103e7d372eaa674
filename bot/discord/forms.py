"""The two forms: a question, and the figures of a conversion. Answers to both are seen by their sender alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.discord import answering
from bot.discord.figures import Figures
from bot.discord.ids import FIGURES, Ref
from bot.discord.limits import QUESTION, shorten
from bot.discord.services import Interaction, Services
from bot.discord.serving.errors import SafeModal
from bot.language import Language
from bot.wordbook import Wordbook

DESTINATIONS = ("roth401k", "roth_ira")
FIGURE_LENGTH = 40


class QuestionForm(SafeModal):
    """Ask without typing a command."""

    def __init__(self, services: Services, language: Language) -> None:
        words = services.desk.words
        super().__init__(words("discord.form-ask-title", language), services)
        self._text: ui.TextInput[Any] = ui.TextInput(
            custom_id="question",
            style=discord.TextStyle.paragraph,
            max_length=QUESTION,
            placeholder=words("discord.form-ask-example", language),
        )
        hint = words("discord.form-ask-hint", language)
        self.add_item(ui.Label(text=words("discord.form-ask-label", language), description=hint, component=self._text))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Answer what was written."""
        await answering.answer(interaction, self._text.value)


class FollowForm(SafeModal):
    """What the next message would say, for a card beside which no message reaches the bot."""

    def __init__(self, services: Services, ref: Ref) -> None:
        words, language = services.desk.words, ref.language
        super().__init__(words("discord.form-follow-title", language), services)
        self._ref = ref
        self._text: ui.TextInput[Any] = ui.TextInput(
            custom_id="follow", max_length=QUESTION, placeholder=words("discord.form-follow-example", language)
        )
        hint = words("discord.form-follow-hint", language)
        label = words("discord.form-follow-label", language)
        self.add_item(ui.Label(text=label, description=hint, component=self._text))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Go on from the card."""
        await answering.follow(interaction, self._ref, self._text.value)


class FiguresForm(SafeModal):
    """The figures of one conversion; opened again it holds what was typed before."""

    def __init__(self, services: Services, ref: Ref, known: Figures | None = None) -> None:
        words, language = services.desk.words, ref.language
        super().__init__(words("discord.form-title", language), services)
        self._ref = ref
        self._known = known or Figures()
        dollars = words("discord.form-dollars", language)
        percent = words("discord.form-percent", language)
        self._basis = _input("basis", self._known.basis, dollars)
        self._value = _input("value", self._known.value, dollars)
        self._rate = _input("rate", self._known.rate, percent, required=False)
        self._to: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="to", options=self._destinations(words, language))
        for name, control in (("basis", self._basis), ("value", self._value), ("to", self._to), ("rate", self._rate)):
            self.add_item(ui.Label(text=words(f"discord.form-{name}", language), component=control))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Compute; under a calculation the new one takes the place of the old one."""
        figures = replace(
            self._known,
            basis=self._basis.value,
            value=self._value.value,
            to=self._to.value or "",
            rate=self._rate.value,
        )
        again = self._ref.subject == FIGURES and interaction.message is not None
        await answering.compute(interaction, figures, self._ref.language, in_place=again)

    def _destinations(self, words: Wordbook, language: Language) -> list[discord.RadioGroupOption]:
        chosen = self._known.to or DESTINATIONS[0]
        return [
            discord.RadioGroupOption(label=words(f"discord.pick-{name}", language), value=name, default=name == chosen)
            for name in DESTINATIONS
        ]


def _input(name: str, known: str, placeholder: str, *, required: bool = True) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=name,
        default=shorten(known, FIGURE_LENGTH) or None,
        placeholder=placeholder,
        max_length=FIGURE_LENGTH,
        required=required,
    )
