"""Forms, panel, help and the lists of browsing fit Discord in all three renderings."""

from __future__ import annotations

import discord
import pytest
from discord import ui

from bot.desk import Desk
from bot.discord import guide, panel
from bot.discord.cards.render import components_of
from bot.discord.figures import Figures
from bot.discord.forms import FIGURE_LENGTH, FiguresForm, QuestionForm
from bot.discord.ids import Do, Ref
from bot.discord.limits import COMPONENTS_V2, CONTENT, LABEL_TARGET, check_message, check_modal, walk
from bot.discord.services import Services
from bot.language import Language

every_language = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def services(desk: Desk) -> Services:
    """What the handlers share."""
    return Services.around(desk)


def check(view: ui.LayoutView) -> None:
    """A card fits, and its buttons are short."""
    components = components_of(view)
    assert check_message({"components": components, "flags": COMPONENTS_V2}) == []
    labels = [c["label"] for c in walk(components) if c["type"] == discord.ComponentType.button.value]
    assert labels
    assert all(len(label) <= LABEL_TARGET for label in labels)


@every_language
def test_forms_fit(services: Services, language: Language) -> None:
    """Title, labels, hints, placeholders and prefilled values keep to the limits; nothing private is in the ids."""
    known = Figures("9" * 60, "8" * 60, "roth_ira", "24%")
    figures = FiguresForm(services, Ref(Do.FIGURES, "_calc", language), known).to_dict()
    for form in (
        QuestionForm(services, language).to_dict(),
        figures,
        FiguresForm(services, Ref(Do.ASK, "e", language)).to_dict(),
    ):
        assert check_modal(form) == []
        assert services.memory.is_open(form["custom_id"])
    values = [c["component"].get("value", "") for c in figures["components"]]
    assert all(len(value) <= FIGURE_LENGTH for value in values)
    assert not any("999" in c["component"]["custom_id"] for c in figures["components"])


@every_language
def test_panel_and_help_fit(services: Services, language: Language) -> None:
    """The first things that somebody sees."""
    check(panel.panel(services, language))
    for topic in guide.Topic:
        check(guide.page(services, topic, language))
    content, view = panel.mention_help(services, language)
    assert len(content) <= CONTENT
    assert len(content.split("\n")) == 3
    assert len(view.children) == 4
