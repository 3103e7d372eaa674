"""A reply as an ordinary message: for mentions, direct messages and copies. The answer comes first."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from bot.discord.cards import markdown
from bot.discord.cards.buttons import Buttons, button
from bot.discord.cards.render import subject
from bot.discord.ids import TOPICS, Do, Ref, is_calculation
from bot.discord.limits import CARD_BUTTONS, PLAIN_TEXT, ROW_BUTTONS, shorten
from bot.reply import Outcome, Reply
from bot.wordbook import Wordbook

CHOICE_LABEL = 34


@dataclass(frozen=True)
class Message:
    """An ordinary message with its buttons."""

    content: str
    view: ui.View

    @property
    def fits(self) -> bool:
        """Whether the whole answer goes into one message; if not, it is shown as a card."""
        return len(self.content) <= PLAIN_TEXT


class Messages:
    """Lays replies out as ordinary messages."""

    def __init__(self, words: Wordbook) -> None:
        self._words = words
        self._buttons = Buttons(words)

    def message(self, reply: Reply, ref: Ref, *, owner: int | None = None) -> Message:
        """The message for a reply.

        Args:
            reply: what to show.
            ref: token of the card; its subject and language are those of the reply.
            owner: who asked, where everybody sees the message.
        """
        ref = Ref(ref.do, subject(reply), reply.language, note=ref.note, version=reply.version)
        view = ui.View(timeout=None)
        for number, choice in enumerate(reply.choices, start=1):
            label = f"{number} · {shorten(choice.title, CHOICE_LABEL)}"
            view.add_item(button(label, ref.to(Do.OPEN, subject=choice.entry), row=0))
        options = self._buttons.options(reply, ref)
        for index, one in enumerate(options):
            one.row = index // ROW_BUTTONS
            view.add_item(one)
        under = self._buttons.under_card(reply, ref, owner)
        if owner is not None and not reply.entry:
            browse = self._words("discord.browse", reply.language)
            remove = self._words("discord.remove", reply.language)
            under = [b for b in under if f":{Do.TOPICS}:" not in (b.custom_id or "")]
            under.append(button(browse, ref.to(Do.TOPICS, subject=TOPICS, note="")))
            under.append(button(remove, ref.to(Do.REMOVE, note=str(owner))))
        under = self._buttons.with_sides(under, reply, ref) if owner is None else under
        for one in under[:CARD_BUTTONS]:
            one.row = 1 if reply.choices else -(-len(options) // ROW_BUTTONS)
            view.add_item(one)
        for one in self._buttons.years(reply, ref):
            one.row = 1
            view.add_item(one)
        if is_calculation(ref.subject):  # its sources are more than its line names, and it has no details to show
            for one in self._buttons.origin(reply, ref):
                one.row = 1
                view.add_item(one)
        view.stop()
        return Message(self._content(reply, brief=owner is not None), view)

    def _content(self, reply: Reply, *, brief: bool) -> str:
        if reply.outcome is Outcome.NONE and brief:
            reply = reply.model_copy(update={"body": reply.body[:2]})
        body = markdown.joined(markdown.answer(reply, self._words))
        title = markdown.safe(reply.title)
        listed = [f"{n}. {markdown.safe(choice.title)}" for n, choice in enumerate(reply.choices, start=1)]
        lines = [body] if reply.statements else [f"**{title}**", *listed, body]
        if markdown.computed_first(reply):
            lines.insert(0, markdown.joined(markdown.figures_in_brief(reply, self._words)))
        if reply.statements:
            lines.append(markdown.small(title))
        sources = markdown.lead_sources(
            reply, self._words, further=bool(reply.blocks) or markdown.computed_first(reply)
        )
        lines += [*markdown.echo(reply, self._words), sources]
        return "\n".join(line for line in (*lines, *markdown.stamp(reply)) if line)


def parts(text: str, limit: int = PLAIN_TEXT) -> list[str]:
    """A long text in parts that each fit a message, cut between lines."""
    found: list[str] = []
    for line in text.split("\n"):
        if found and len(found[-1]) + len(line) + 1 <= limit:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line)
    return [part for part in found if part.strip()]
