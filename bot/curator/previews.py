"""``preview``: each card as readers see it, collapsed and expanded, in three scripts, as pictures or as text.

Pictures need the extra ``preview`` (SimCord's renderer and a Chromium of the system); the real renderer posts each
card into an environment without Discord. The text twins need nothing.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from bot.desk import Desk, open_desk
from bot.language import Language
from bot.settings import Settings

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WIDTHS: Final = {"phone": 390, "desktop": 760}
HEIGHT: Final = 2600
# SimCord slows down with the length of a channel's history
CARDS_AN_ENVIRONMENT: Final = 24
COLLAPSED, FIRST_PAGE = 0, 1


class PreviewError(Exception):
    """Nothing can be rendered; the text says what is missing."""


@dataclass(frozen=True)
class Card:
    """One card to render: which entry, in which language, and which page of it (0 is the short card)."""

    entry: str
    language: Language
    page: int

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.entry}.{self.language}.{f'page{self.page}' if self.page else 'short'}"


def run(settings: Settings, ids: Sequence[str], png: Path | None, text: Path | None, out: TextIO) -> None:
    """Render the cards of some entries, or of all.

    Args:
        settings: where the knowledge lies.
        ids: entries; none means all.
        png: the folder for pictures, if any are wanted.
        text: the folder for text twins; without either, the texts go to ``out``.
        out: where to say what was written.

    Raises:
        PreviewError: an id is unknown, or the means to make pictures are missing.
    """
    desk = open_desk(settings, learn=False)
    known = desk.assistant.base.entries
    unknown = [entry_id for entry_id in ids if entry_id not in known]
    if unknown:
        raise PreviewError(f"there is no entry {', '.join(unknown)}")
    wanted = list(ids) or list(known)
    if png:
        png.mkdir(parents=True, exist_ok=True)
        count = asyncio.run(_pictures(settings, desk, list(cards(desk, wanted)), png))
        out.write(f"{count} pictures in {png}\n")
    if text:
        text.mkdir(parents=True, exist_ok=True)
    if text or not png:
        for name, card in _texts(desk, wanted):
            if text:
                (text / f"{name}.txt").write_text(card + "\n", "utf-8")
            else:
                out.write(f"== {name}\n{card}\n\n")


def cards(desk: Desk, ids: Sequence[str]) -> Iterator[Card]:
    """Every card that some entries have: the short one and each page of the long one, in three scripts."""
    from bot.discord.cards import pages  # noqa: PLC0415 - discord.py is slow to import

    for entry_id in ids:
        for language in Language:
            yield Card(entry_id, language, COLLAPSED)
            reply = desk.assistant.show(entry_id, language)
            count = len(pages.expanded(reply, desk.words)) if reply.blocks else 0
            yield from (Card(entry_id, language, page) for page in range(FIRST_PAGE, count + 1))


def _texts(desk: Desk, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for entry_id in ids:
        for language in Language:
            reply = desk.assistant.show(entry_id, language)
            for state in ("short", "long"):
                yield f"{entry_id}.{language}.{state}", desk.plain.card(reply, expanded=state == "long")


async def _pictures(settings: Settings, desk: Desk, wanted: Sequence[Card], folder: Path) -> int:
    simcord = chromium()
    from bot.discord.client import create_bot  # noqa: PLC0415 - as above

    count = 0
    for start in range(0, len(wanted), CARDS_AN_ENVIRONMENT):
        async with simcord.run(create_bot(settings.model_copy(update={"token": None}), desk)) as env:
            count += await _shoot(env, desk, wanted[start : start + CARDS_AN_ENVIRONMENT], folder)
    return count


async def _shoot(env: Any, desk: Desk, wanted: Sequence[Card], folder: Path) -> int:  # noqa: ANN401 - SimCord's
    from bot.discord.cards.render import Cards, start  # noqa: PLC0415 - as above

    guild = env.create_guild()
    channel = guild.create_text_channel("preview")
    reader = guild.add_member(env.create_user("reader"))
    renderer = Cards(desk.words)
    count = 0
    for card in wanted:
        view = renderer.card(desk.assistant.show(card.entry, card.language), start(card.language, page=card.page))
        message = await env.bot.get_channel(channel.id).send(view=view)
        for screen, width in WIDTHS.items():
            async with env.preview(channel, viewers=[reader], width=width, height=HEIGHT) as preview:
                path = folder / f"{card.name}.{screen}.png"
                await preview.screenshot(
                    str(path), viewer=reader, target=message, viewport=(width, HEIGHT), allow_incomplete=True
                )
            count += 1
    return count


def chromium(sharpness: int = 1) -> Any:  # noqa: ANN401 - as above
    """SimCord, ready to take pictures with the system's browser.

    Args:
        sharpness: pixels of a picture for one of the page.

    Raises:
        PreviewError: there is no browser, or the extra is not installed.
    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise PreviewError(f"no browser was found ({', '.join(BROWSERS)}); install one, or ask for --text")
    try:
        import simcord  # noqa: PLC0415 - an extra
        from simcord.preview._capture import ManagedCapture  # noqa: PLC0415

        _use_system_browser(ManagedCapture, browser, sharpness)
    except ImportError as error:
        raise PreviewError(f"pictures need `pip install rothdesk[preview]` ({error}); or ask for --text") from error
    return simcord


def _use_system_browser(capture: Any, executable: str, sharpness: int) -> None:  # noqa: ANN401 - as above
    """SimCord would download a browser of its own; the system's draws the same and has the fonts."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - part of the extra

    async def ensure(self: Any) -> Any:  # noqa: ANN401
        if self._browser is None:
            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=executable, args=list(BROWSER_ARGUMENTS)
            )
            open_page = self._browser.new_context
            self._browser.new_context = lambda **wanted: open_page(**wanted | {"device_scale_factor": sharpness})
        return self._browser

    capture._ensure_browser = ensure  # noqa: SLF001 - it has no setting for this
