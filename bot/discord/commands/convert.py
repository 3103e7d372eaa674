"""``/convert``: the arithmetic of one conversion, seen by the asker alone."""

from __future__ import annotations

from discord import app_commands

from bot.discord import answering
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.figures import Figures
from bot.discord.forms import DESTINATIONS, FIGURE_LENGTH, FiguresForm
from bot.discord.ids import FIGURES, Do, Ref
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.wordbook import Wordbook

OPTIONS = ("basis", "value", "destination", "rate", "year")
Typed = app_commands.Range[str, 1, FIGURE_LENGTH]


def convert_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="convert", description=text(words, "cmd-convert"))
    @app_commands.describe(**{name: text(words, f"opt-{name}") for name in OPTIONS})
    @app_commands.choices(
        destination=[app_commands.Choice(name=text(words, f"pick-{name}"), value=name) for name in DESTINATIONS]
    )
    async def convert(  # noqa: PLR0917 - Discord passes options by name
        interaction: Interaction,
        basis: Typed | None = None,
        value: Typed | None = None,
        destination: str | None = None,
        rate: Typed | None = None,
        year: Typed | None = None,
    ) -> None:
        typed = Figures(basis or "", value or "", destination or "", rate or "", year or "")
        await _convert(interaction, typed)

    return everywhere(convert)


async def _convert(interaction: Interaction, typed: Figures) -> None:
    """Compute with what was typed; ask for the rest in a form."""
    language = locale_of(interaction)
    if typed.basis and typed.value:
        await answering.compute(interaction, typed, language)
        return
    services = of(interaction)
    known = typed or services.memory.figures(interaction.user.id)
    await interaction.response.send_modal(FiguresForm(services, Ref(Do.FIGURES, FIGURES, language), known))
