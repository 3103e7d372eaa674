"""The picture of a card, to be kept and passed on in a chat outside of Discord: the one way in.

Synchronous and without side effects: call it in a thread. The picture says what the card says and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.charts.card_paint import paint
from bot.charts.card_sheet import MOST_HEIGHT, lay_out
from bot.charts.card_text import Look, Piece, pieces
from bot.charts.card_type import Type
from bot.charts.draw import Picture
from bot.charts.telling import MOST
from bot.language import Language
from bot.reply import Reply
from bot.wordbook import Wordbook

_MORE: Final = "…"


def draw_card(
    reply: Reply, words: Wordbook, *, expanded: bool = False, font: Path | None = None, most: float = MOST_HEIGHT
) -> Picture:
    """The picture of a card, 1,080 pixels wide.

    Args:
        reply: the card, in a language that `language_of` says can be written.
        words: the texts of the interface.
        expanded: with the details, each with its status.
        font: the file that is set as `ROTHDESK_CHART_FONT`.
        most: how high the picture may be, in pixels; details that do not fit are left out, and it says how many.
    """

    def more(count: int) -> str:
        return words("share.left-out-one" if count == 1 else "share.left-out", reply.language, count=count)

    letters = Type(reply.language, font)
    sheet = lay_out(pieces(reply, words, expanded=expanded), letters, reply.language, more, most)
    return Picture(
        png=paint(sheet, letters, reply.tone), alt=told(sheet.shown, reply.language), name=f"{_name(reply)}.png"
    )


def told(shown: Iterable[Piece], language: Language) -> str:
    """What a picture says, as its alt text: as many whole pieces as Discord takes, without the sources."""
    said = ""
    for piece in shown:
        if piece.look in (Look.SOURCES, Look.SOURCE) or not piece.text.strip():
            continue
        longer = f"{said}{' ' if said and language is Language.EN else ''}{_closed(piece.text.strip(), language)}"
        if len(longer) > MOST - len(_MORE):
            return said + _MORE
        said = longer
    return said


def _closed(text: str, language: Language) -> str:
    """A piece that ends, so that it does not run into the next when it is read aloud."""
    if text[-1] in ".。!！?？:：…])）":
        return text
    return f"{text}." if language is Language.EN else f"{text}。"


def _name(reply: Reply) -> str:
    """Of the file; it holds no figure that was typed."""
    return reply.entry or reply.kind or ("calculation" if reply.calculation else "card")
