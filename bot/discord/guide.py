"""``/help``: how to use the desk, what it rests on, privacy, language; each page short enough for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from discord import ui

from bot.discord import panel
from bot.discord.cards import markdown
from bot.discord.cards.buttons import Row, button, switch
from bot.discord.cards.render import notice
from bot.discord.ids import Do, Ref, of_help
from bot.discord.services import Services
from bot.language import Language
from bot.version import version
from knowledge.model import Kind, Status, Tier


class Topic(StrEnum):
    """The pages."""

    OVERVIEW = "overview"
    ABOUT = "about"
    PRIVACY = "privacy"
    LANGUAGE = "language"


def page(services: Services, topic: Topic, language: Language) -> ui.LayoutView:
    """A page of the guide, with the way to the others and to the other language."""
    title = services.desk.words(f"help.{topic}-title", language)
    text = "\n".join([f"### {title}", *_LINES[topic](services, language)])
    rows: list[Row] = [ui.ActionRow(*_ways(services, topic, language))]
    if topic is Topic.OVERVIEW:
        rows.append(ui.ActionRow(*panel.buttons(services, language)))
    return notice(text, rows=rows)


def _ways(services: Services, topic: Topic, language: Language) -> Iterator[ui.Button[ui.LayoutView]]:
    for other in Topic:
        if other is not topic:
            ref = Ref(Do.HELP, of_help(other), language)
            yield button(services.desk.words(f"help.go-{other}", language), str(ref))
    yield switch(services.desk.words, language, Ref(Do.HELP, of_help(topic), language))


def _overview(services: Services, language: Language) -> Iterator[str]:
    words = services.desk.words
    commands = services.slash.all("ask", "convert", "calc", "browse")
    items, rest = _apart(words("help.overview-text", language, **commands))
    yield from [*items, words("help.overview-admin", language), *rest]
    yield markdown.small(words("discord.disclaimer", language))


def _apart(text: str) -> tuple[list[str], list[str]]:
    """The items of a list, and the lines after it."""
    lines = text.split("\n")
    return [one for one in lines if one.startswith("- ")], [one for one in lines if not one.startswith("- ")]


def _about(services: Services, language: Language) -> Iterator[str]:
    words, base = services.desk.words, services.desk.assistant.base
    answers = sum(entry.type is not Kind.REDIRECT for entry in base.entries.values())
    counts = {"entries": answers, "sources": len(base.sources)}
    yield words("help.about-text", language, base=base.version, version=version(), **counts)
    yield _bold(words("help.tiers-title", language))
    for tier in Tier:
        rank = words(f"chat.source-tier-{tier}", language)
        yield f"- {rank}"  # a numbered list would swallow the line after it
    yield _bold(words("help.means-title", language))
    for status in Status:
        means = words(f"help.means-{status}", language)
        yield f"- {_bold(words(f'status.{status}', language))}{language.colon}{means}"
    yield _bold(words("help.disclaimer-title", language))
    yield words("help.disclaimer-text", language)


def _privacy(services: Services, language: Language) -> Iterator[str]:
    words, settings = services.desk.words, services.settings
    yield words("help.privacy-text", language)
    yield _bold(words("help.privacy-delete-title", language))
    contact = settings.operator_contact or words("help.privacy-operator", language)
    yield words("help.privacy-delete", language, contact=markdown.safe(contact))
    policy, terms = words("help.privacy-policy", language), words("help.privacy-terms", language)
    links = [f"[{name}](<{url}>)" for name, url in ((policy, settings.privacy_url), (terms, settings.terms_url)) if url]
    if links:
        yield " · ".join(links)


def _language(services: Services, language: Language) -> Iterator[str]:
    yield services.desk.words("help.language-text", language, **services.slash.all("ask"))


def _bold(text: str) -> str:
    return f"**{text}**"


_LINES: dict[Topic, Callable[[Services, Language], Iterator[str]]] = {
    Topic.OVERVIEW: _overview,
    Topic.ABOUT: _about,
    Topic.PRIVACY: _privacy,
    Topic.LANGUAGE: _language,
}
