"""The chart of a calculation, drawn in a thread and sent along with its card; the card says the same in words."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from bot import log
from bot.discord.services import Services
from bot.discord.serving.errors import report_event
from bot.kinds import DRAWN
from bot.language import Language
from bot.reply import Calculation, Reply
from bot.wordbook import Wordbook

if TYPE_CHECKING:
    from bot.charts.draw import Picture

DRAWING_SECONDS = 1.5  # of the three that Discord waits for an answer
_log = log.get("rothdesk.discord")


async def picture(services: Services, reply: Reply, guild: int | None = None) -> Picture | None:
    """The chart of a reply's calculation; ``None`` where there is none, none is wanted, or it cannot be drawn."""
    calculation = reply.calculation
    wanted = services.servers.of(guild).pictures
    if calculation is None or calculation.function not in DRAWN or not wanted:
        return None
    try:
        async with asyncio.timeout(DRAWING_SECONDS):
            return await asyncio.to_thread(_draw, calculation, services.desk.words, reply.language, services.chart_font)
    except TimeoutError:  # many are drawn at once
        _log.warning("no picture in time")
        return None
    except Exception as error:  # an answer without its picture is still the answer
        report_event(error, "picture")
        return None


def _draw(calculation: Calculation, words: Wordbook, language: Language, font: Path | None) -> Picture | None:
    # Pillow is loaded with the first picture, not when the bot starts; in the thread, since that takes its time
    from bot.charts.draw import draw  # noqa: PLC0415

    return draw(calculation.function, calculation.inputs, calculation.result, words, language, font=font)


def file_of(drawn: Picture) -> discord.File:
    """The picture as an attachment with its alt text."""
    return discord.File(io.BytesIO(drawn.png), drawn.name, description=drawn.alt)
