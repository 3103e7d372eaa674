"""The picture of a calculation, saved where the chat was started."""

from __future__ import annotations

from pathlib import Path

from bot.desk import Desk
from bot.language import Language
from bot.reply import Calculation


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
    path = free_name(Path.cwd() / drawn.name)
    try:
        path.write_bytes(drawn.png)
    except OSError:
        return [desk.words("chat.picture-not-saved", language, path=path)]
    return [desk.words("chat.picture-saved", language, path=path), drawn.alt]
