"""The first card that somebody sees: what the desk is, that answers are private, and four buttons to start with."""

from __future__ import annotations

from discord import ui

from bot.discord.cards.buttons import PRIMARY, Button, button, switch
from bot.discord.cards.render import notice
from bot.discord.ids import PANEL, TOPICS, Do, Ref, of_kind
from bot.discord.services import Services
from bot.kinds import FORM
from bot.language import Language


def buttons(services: Services, language: Language) -> list[Button]:
    """Ask, I have a 1099-R, use my figures, browse: none of them needs a command."""
    words = services.desk.words
    ref = Ref(Do.ASK, PANEL, language)
    return [
        button(words("discord.ask", language), str(ref), PRIMARY),
        button(words("help.panel-form", language), ref.to(Do.FIGURES, subject=of_kind(FORM))),
        button(words("help.panel-figures", language), ref.to(Do.FIGURES)),
        button(words("discord.browse", language), ref.to(Do.TOPICS, subject=TOPICS)),
    ]


def panel(services: Services, language: Language) -> ui.LayoutView:
    """The card that an admin puts into a channel; its last button shows it to the presser in the other language."""
    words = services.desk.words
    title, said = words("help.panel-title", language), words("help.panel-text", language)
    text = f"### {title}\n{said}\n-# {words('discord.disclaimer', language)}"
    other = switch(words, language, Ref(Do.PANEL, PANEL, language))
    return notice(text, rows=[ui.ActionRow(*buttons(services, language)), ui.ActionRow(other)])


def mention_help(services: Services, language: Language) -> tuple[str, ui.View]:
    """Three lines for a mention without a question, and the same buttons."""
    view = ui.View(timeout=None)
    for one in buttons(services, language):
        view.add_item(one)
    view.stop()
    commands = services.slash.all("ask", "convert", "calc", "browse", "help")
    return services.desk.words("help.mention", language, **commands), view
