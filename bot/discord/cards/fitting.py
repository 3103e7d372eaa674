"""Whether a reply fits Discord: every page of its card and its plain message, against the limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.discord.cards import pages
from bot.discord.cards.content import Messages
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.ids import Do, Ref
from bot.discord.limits import CARD_TEXT, COMPONENTS_V2, check_message
from bot.language import Language
from bot.reply import Reply
from bot.wordbook import Wordbook

LONGEST_BACK = Ref(Do.TOPIC, "t" * 40, Language.ZH_HANT, 99, browsing=True)
LONGEST_OWNER = 2**64 - 1


def problems(reply: Reply, words: Wordbook) -> Iterator[str]:
    """What does not fit, in words; nothing where everything does."""
    cards = Cards(words)
    count = len(pages.expanded(reply, words)) if reply.blocks else 0
    for number in range(count + 1):
        name = f"page {number} of {count} of the expanded card" if number else "the collapsed card"
        view = cards.card(reply, start(reply.language, note="0" * 8, page=number), back=LONGEST_BACK)
        body: dict[str, Any] = {"components": components_of(view), "flags": COMPONENTS_V2}
        yield from (f"{name}: {problem}" for problem in check_message(body))
        if view.content_length() > CARD_TEXT:
            yield f"{name}: {view.content_length()} characters, more than the {CARD_TEXT} that leave room for an echo"
    message = Messages(words).message(reply, start(reply.language), owner=LONGEST_OWNER)
    body = {"content": message.content, "components": components_of(message.view)}
    yield from (f"the plain message: {problem}" for problem in check_message(body))
    if not message.fits:
        yield f"the plain message: {len(message.content)} characters, more than fit an answer to a mention"
