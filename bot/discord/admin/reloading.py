"""``/faq-admin reload``: look at the files anew, show what differs, and serve them once they are learned.

Whatever is wrong with them, what is being served goes on. The knowledge is that of the whole bot, so only its owners
may. Reading, checking and learning happen in a thread and a child process; meanwhile questions are answered as ever.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator, Sequence
from datetime import date

import discord
from discord import ui

from bot import log
from bot.checking import findings
from bot.desk import Desk, open_desk
from bot.discord.admin.differing import Difference, difference
from bot.discord.admin.guard import may_reload, tell
from bot.discord.cards import markdown
from bot.discord.cards.buttons import PRIMARY, button
from bot.discord.cards.render import notice
from bot.discord.ids import RELOAD, Do, Ref
from bot.discord.services import Interaction, Services, locale_of, of
from bot.discord.serving.errors import report_event
from bot.discord.serving.warming import warm
from bot.language import Language
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.loader import KnowledgeError, load
from knowledge.reading import Problem

_PROBLEMS = 5  # that are spelled out
_NAMES = 8  # of entries, for each thing that happened to them
_LINE = 300
_NO_OBSTACLE = frozenset({"review-date"})  # an overdue card says so itself, and must not keep other mends away
_log = log.get("rothdesk.discord")


async def propose(interaction: Interaction) -> None:
    """Show what a reload would change, with the button that does it."""
    if not await may_reload(interaction):
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = of(interaction)
    view = await _proposal(services, locale_of(interaction))
    await interaction.followup.send(view=view, ephemeral=True)


async def apply(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """Serve what was shown; where the files have changed since, show that instead."""
    del values
    if not await may_reload(interaction):
        return
    services = of(interaction)
    if services.reloading.locked():
        await tell(interaction, "reload-busy")
        return
    async with services.reloading:
        await interaction.response.edit_message(view=notice(services.desk.words("admin.reload-learning", ref.language)))
        view = await _applied(services, ref)
        try:
            await interaction.edit_original_response(view=view)
        except discord.HTTPException as error:  # the message was dismissed, or the time for it is over
            report_event(error, "reload")


async def _proposal(services: Services, language: Language) -> ui.LayoutView:
    """The card of a reload that may be applied, or of what stands in its way."""
    words = services.desk.words
    base, problems = await asyncio.to_thread(_looked, services.settings)
    await asyncio.to_thread(_let_go)
    if problems or base is None:
        return notice("\n".join(_told(services, problems, language)))
    found = difference(services.desk.assistant.base, base)
    version = base.version
    if found.is_none:
        return notice(words("admin.reload-same", language, version=version))
    ref = Ref(Do.APPLY, RELOAD, language, note=_mark(version))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(button(words("admin.reload-apply", language), str(ref), PRIMARY))
    return notice("\n".join(_differs(services, found, version, language)), rows=[row])


async def _applied(services: Services, ref: Ref) -> ui.LayoutView:
    """Learn and swap, if the files still are what was shown."""
    words = services.desk.words
    try:
        if _mark(await asyncio.to_thread(_version, services.settings)) != ref.note:
            return await _proposal(services, ref.language)
        fresh = await asyncio.to_thread(_learned, services.settings)
        if _mark(fresh.assistant.base.version) != ref.note:  # saved meanwhile, so nobody has looked at it
            return await _proposal(services, ref.language)
    except Exception as error:
        name = report_event(error, "reload")
        return notice(words("admin.reload-failed", ref.language, incident=name))
    services.adopt(fresh)
    await asyncio.to_thread(_let_go)
    version = fresh.assistant.base.version
    _log.info("knowledge reloaded", knowledge=version, entries=len(fresh.assistant.base.entries))
    return notice(words("admin.reload-done", ref.language, version=version, count=len(fresh.assistant.base.entries)))


def _looked(settings: Settings) -> tuple[KnowledgeBase | None, list[Problem]]:
    """The files as they are now, and what is wrong with them."""
    try:
        desk = open_desk(settings, learn=False)
    except KnowledgeError as error:
        return None, list(error.problems)
    found = findings(desk, date.today()).problems  # noqa: DTZ011 - review dates are calendar days
    return desk.assistant.base, [problem for problem in found if problem.rule not in _NO_OBSTACLE]


def _learned(settings: Settings) -> Desk:
    """A desk that is ready to answer: whoever asks it first does not wait for anything to be built."""
    desk = open_desk(settings)
    warm(desk)
    return desk


def _version(settings: Settings) -> str:
    """The version of the files as they are now; nothing where they do not load."""
    try:
        return load(settings.knowledge_dir).version
    except KnowledgeError:
        return ""


def _let_go() -> None:
    """Give back what the old knowledge took: what lives as long as the process is hidden from the collector."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _mark(version: str) -> str:
    """The hash in the name of a version: fits into a custom_id."""
    return version.rpartition("+")[2]


def _told(services: Services, problems: Sequence[Problem], language: Language) -> Iterator[str]:
    words = services.desk.words
    yield f"### {words('admin.reload-problems', language, count=len(problems))}"
    yield words("admin.reload-kept", language, version=services.desk.assistant.base.version)
    for problem in problems[:_PROBLEMS]:
        yield f"- {markdown.safe(str(problem))[:_LINE]}"
    if len(problems) > _PROBLEMS:
        yield words("admin.reload-more", language, count=len(problems) - _PROBLEMS)


def _differs(services: Services, found: Difference, version: str, language: Language) -> Iterator[str]:
    words = services.desk.words
    old = services.desk.assistant.base.version
    yield f"### {words('admin.reload-title', language)}"
    yield words("admin.reload-versions", language, old=old, new=version)
    for what in ("added", "changed", "retired"):
        names: tuple[str, ...] = getattr(found, what)
        if names:
            listed = ", ".join(f"`{name}`" for name in names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
            yield words(f"admin.reload-{what}", language, count=len(names), names=listed)
    if found.changed:
        yield words("admin.reload-languages", language, zh=found.zh, en=found.en)
    if found.other:
        yield words("admin.reload-other", language)
