"""Pictures of a calculation and of a card, saved where the chat was started."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.language import Language
from bot.reply import Calculation, Reply

if TYPE_CHECKING:
    from bot.charts.draw import Picture


def free_name(path: Path) -> Path:
    """The path, or one with a number where something stands there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def saved(desk: Desk, calculation: Calculation, language: Language, font: Path | None) -> list[str]:
    """Draw a calculation into the working folder; the lines that say where the picture is and what it shows."""
    from bot.charts.draw import draw  # noqa: PLC0415 - Pillow is loaded only when somebody wants a picture

    inputs, result = calculation.inputs, calculation.result
    drawn = draw(calculation.function, inputs, result, desk.words, language, font=font)
    if drawn is None:
        return [desk.words("chat.no-picture", language)]
    return _written(desk, drawn, language)


def saved_card(desk: Desk, reply: Reply, font: Path | None, *, expanded: bool) -> list[str]:
    """Draw a card into the working folder, in English where no font has Chinese; the lines that say where it is."""
    from bot.charts.card import draw_card  # noqa: PLC0415 - Pillow is loaded only when somebody wants a picture
    from bot.charts.card_type import language_of  # noqa: PLC0415

    language = language_of(reply.language, font)
    shown = reply if language is reply.language else desk.follow_ups.again(reply, language)
    where, *_ = _written(desk, draw_card(shown, desk.words, expanded=expanded, font=font), reply.language)
    return [where] if shown is reply else [where, desk.words("share.no-font", reply.language)]


def _written(desk: Desk, drawn: Picture, language: Language) -> list[str]:
    path = free_name(Path.cwd() / drawn.name)
    try:
        path.write_bytes(drawn.png)
    except OSError:
        return [desk.words("chat.picture-not-saved", language, path=path)]
    return [desk.words("chat.picture-saved", language, path=path), drawn.alt]
