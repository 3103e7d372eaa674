"""The first card that somebody sees: what the desk does, and three buttons to start with."""

from __future__ import annotations

from discord import ui

from bot.discord.buttons import PRIMARY, Button, button
from bot.discord.ids import PANEL, TOPICS, Do, Ref
from bot.discord.render import notice
from bot.discord.services import Services
from bot.language import Language


def buttons(services: Services, language: Language) -> list[Button]:
    """Ask, use my figures, browse."""
    words = services.desk.words
    ref = Ref(Do.ASK, PANEL, language)
    return [
        button(words("discord.ask", language), str(ref), PRIMARY),
        button(words("discord.panel-figures", language), ref.to(Do.FIGURES)),
        button(words("discord.browse", language), ref.to(Do.TOPICS, subject=TOPICS)),
    ]


def panel(services: Services, language: Language) -> ui.LayoutView:
    """The card that an admin puts into a channel."""
    words = services.desk.words
    text = (
        f"### {words('discord.panel-title', language)}\n{words('discord.panel-text', language)}\n"
        f"-# {words('discord.disclaimer', language)}"
    )
    return notice(text, rows=[ui.ActionRow(*buttons(services, language))])


def guide(services: Services, language: Language) -> ui.LayoutView:
    """``/help``: how to use the desk, privacy, language."""
    words = services.desk.words
    parts = [f"### {words('discord.help-title', language)}", words("discord.help-text", language)]
    for name in ("privacy", "language"):
        parts += [f"**{words(f'discord.help-{name}-title', language)}**", words(f"discord.help-{name}", language)]
    parts.append(f"-# {words('discord.disclaimer', language)}")
    return notice("\n".join(parts), rows=[ui.ActionRow(*buttons(services, language))])


def mention_help(services: Services, language: Language) -> tuple[str, ui.View]:
    """Three lines for a mention without a question, and the same buttons."""
    view = ui.View(timeout=None)
    for one in buttons(services, language):
        view.add_item(one)
    view.stop()
    return services.desk.words("discord.mention-help", language), view
