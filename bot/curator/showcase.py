"""``preview --readme``: the pictures of the README, taken of the real bot answering real commands on a phone's width.

Each one is asked for as a user would, so that a picture never shows what the bot does not do.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from bot.curator.previews import WIDTHS, PreviewError, chromium
from bot.desk import open_desk
from bot.language import Language
from bot.settings import Settings

WIDTH: Final = WIDTHS["phone"]
HEIGHT: Final = 2600
SHARPNESS: Final = 2  # pixels of the picture for one of the page
NAME: Final = "rothdesk"
COLOURS: Final = (64, 32, 16)  # of the palette, until the picture is small enough; text on one ground needs no more
MOST_BYTES: Final = 120_000
LOCALES: Final = {Language.ZH: "zh-CN", Language.ZH_HANT: "zh-TW", Language.EN: "en-US"}


@dataclass
class Stage:
    """A server with one reader in it."""

    bot: Any
    channel: Any
    reader: Any

    async def ask(self, question: str) -> Any:  # noqa: ANN401 - SimCord's, as below
        """The card for a question."""
        return (await self.reader.slash(self.channel, "ask", question=question)).response

    async def press(self, message: Any, do: str) -> Any:  # noqa: ANN401
        """What comes of pressing the first button with an action."""
        from bot.discord.limits import walk  # noqa: PLC0415 - discord.py is slow to import

        parts = walk([one if isinstance(one, dict) else one.to_dict() for one in message.components])
        found = [str(part["custom_id"]) for part in parts if part.get("custom_id")]
        pressed = next((one for one in found if one.split(":")[1] == do), None)
        if pressed is None:
            raise PreviewError(f"the card has no button for {do!r}: {', '.join(found)}")
        return (await self.reader.click(message, custom_id=pressed)).response


Scene = Callable[[Stage], Awaitable[Any]]


async def _answer(stage: Stage) -> Any:  # noqa: ANN401
    return await stage.ask("税后401k亏了能抵扣吗")


async def _expanded(stage: Stage) -> Any:  # noqa: ANN401
    question = stage.bot.services.desk.assistant.show("statement-shows-loss", Language.EN).title
    return await stage.press(await stage.ask(question), "page")


async def _which_one(stage: Stage) -> Any:  # noqa: ANN401
    return await stage.ask("1099-R Box 5 怎么填")


async def _conversion(stage: Stage) -> Any:  # noqa: ANN401
    return (await stage.reader.slash(stage.channel, "convert", basis="20000", value="18500", rate="24%")).response


async def _panel(stage: Stage) -> Any:  # noqa: ANN401
    from bot.discord.panel import panel  # noqa: PLC0415

    return await stage.bot.get_channel(stage.channel.id).send(view=panel(stage.bot.services, Language.ZH))


async def _browsing(stage: Stage) -> Any:  # noqa: ANN401
    return (await stage.reader.slash(stage.channel, "browse")).response


SCENES: Final[dict[str, tuple[Language, Scene]]] = {
    "answer": (Language.ZH, _answer),
    "expanded": (Language.EN, _expanded),
    "which-one": (Language.ZH, _which_one),
    "conversion": (Language.ZH, _conversion),
    "panel": (Language.ZH, _panel),
    "browse": (Language.EN, _browsing),
}


def run(settings: Settings, folder: Path, out: TextIO) -> None:
    """Take the pictures of the README.

    Args:
        settings: where the knowledge lies.
        folder: where to put them.
        out: where to say what was written.

    Raises:
        PreviewError: the means to make pictures are missing, or a picture is too large for a repository.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = asyncio.run(_take(settings, folder))
    out.writelines(f"{path} {size // 1000} kB\n" for path, size in taken)


async def _take(settings: Settings, folder: Path) -> list[tuple[Path, int]]:
    simcord = chromium(SHARPNESS)
    from bot.discord.client import create_bot  # noqa: PLC0415

    desk = open_desk(settings)
    alone = settings.model_copy(update={"token": None, "store_url": None})
    taken = []
    async with simcord.run(create_bot(alone, desk)) as env:
        await env.bot.tree.sync()
        await env.bot.user.edit(username=NAME)
        guild = env.create_guild("Savers")
        reader = guild.add_member(env.create_user("you"))
        for name, (language, scene) in SCENES.items():
            channel = guild.create_text_channel(name)
            stage = Stage(env.bot, channel, reader)
            with _speaking(LOCALES[language]):
                shown = await scene(stage)
            async with env.preview(channel, viewers=[stage.reader], width=WIDTH, height=HEIGHT) as preview:
                capture = await preview.screenshot(
                    None, viewer=stage.reader, target=shown, viewport=(WIDTH, HEIGHT), allow_incomplete=True
                )
            path = folder / f"{name}.{language}.png"
            path.write_bytes(_small(capture.png))
            taken.append((path, path.stat().st_size))
    large = [f"{path} ({size} bytes)" for path, size in taken if size > MOST_BYTES]
    if large:
        raise PreviewError(f"larger than {MOST_BYTES} bytes: {', '.join(large)}")
    return taken


@contextmanager
def _speaking(locale: str) -> Iterator[None]:
    """Have the reader's Discord in a language; SimCord knows en-US alone."""
    import simcord.interactions as there  # noqa: PLC0415 - an extra

    original = there.base_payload

    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        record, payload = original(*args, **kwargs)
        payload["locale"] = locale
        return record, payload

    there.base_payload = wrapped
    try:
        yield
    finally:
        there.base_payload = original


def _small(png: bytes) -> bytes:
    """The picture with a palette, which is a third of its size and looks the same."""
    from PIL import Image  # noqa: PLC0415 - loaded where pictures are made

    reduced = b""
    with Image.open(io.BytesIO(png)) as picture:
        for colours in COLOURS:
            out = io.BytesIO()
            picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            reduced = out.getvalue()
            if len(reduced) <= MOST_BYTES:
                break
    return reduced
