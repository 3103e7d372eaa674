"""``/calc``: the other calculations, by kind; seen by the asker alone."""

from __future__ import annotations

from discord import app_commands

from bot import language as languages
from bot.discord import answering
from bot.discord.commands.everywhere import Command, everywhere
from bot.discord.ids import Do, Ref, of_kind
from bot.discord.kind_forms import KindForm
from bot.discord.limits import QUESTION
from bot.discord.services import Interaction, locale_of, of
from bot.discord.translator import text
from bot.kinds import KINDS
from bot.wordbook import Wordbook


def calc_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="calc", description=text(words, "cmd-calc"))
    @app_commands.describe(kind=text(words, "opt-kind"), figures=text(words, "opt-figures"))
    @app_commands.choices(kind=[app_commands.Choice(name=text(words, name, area="kind"), value=name) for name in KINDS])
    async def calc(
        interaction: Interaction, kind: str, figures: app_commands.Range[str, 1, QUESTION] | None = None
    ) -> None:
        await _calc(interaction, kind, figures or "")

    return everywhere(calc)


async def _calc(interaction: Interaction, name: str, figures: str) -> None:
    """Compute with what was written; without anything, ask for it in a form."""
    language = languages.choose(figures, locale_of(interaction))
    ref = Ref(Do.FIGURES, of_kind(name), language)
    if figures:
        await answering.compute_kind(interaction, ref, figures, {})
        return
    await interaction.response.send_modal(KindForm(of(interaction), ref, KINDS[name]))
