"""What a server sets, and what an answer goes with, as plain values; the other modules of this room keep them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.language import Language

Ids = frozenset[int]
# how long an answer is kept, and the settings of a server that the bot was taken out of
KEPT: Final = timedelta(days=30)


class ServerSettings(BaseModel):
    """How one server wants to be served; what a new server gets before anybody has set anything.

    Attributes:
        language: the language for texts that carry none; ``None`` takes the server's own at Discord.
        mentions: whether a mention in a channel is answered.
        channels: the only channels in which mentions are answered; empty for all.
        quiet: channels in which mentions are never answered.
        forums: forum channels whose new posts are answered when the match is strong.
        curators: the role that may use "Reply with FAQ"; ``None`` for those who may manage messages.
        pictures: whether calculations come with a picture.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language | None = None
    mentions: bool = True
    channels: Ids = frozenset()
    quiet: Ids = frozenset()
    forums: Ids = frozenset()
    curators: int | None = None
    pictures: bool = True

    def answers_mentions_in(self, *places: int | None) -> bool:
        """Whether a mention is answered in a place.

        Args:
            places: the channel, and for a thread its parent.
        """
        here = {place for place in places if place is not None}
        return self.mentions and not here & self.quiet and (not self.channels or bool(here & self.channels))

    def without_channel(self, channel: int) -> ServerSettings:
        """The settings once a channel was deleted.

        The last channel in which mentions are answered stays: without it they would be answered in all of them, which
        nobody has chosen.
        """
        names = ["quiet", "forums", *(["channels"] if self.channels != {channel} else [])]
        return self.model_copy(update={name: getattr(self, name) - {channel} for name in names})

    def without_role(self, role: int) -> ServerSettings:
        """The settings once a role was deleted."""
        return self.model_copy(update={"curators": None}) if self.curators == role else self


UNSET = ServerSettings()


class Answer(NamedTuple):
    """A public answer and what it goes with: ids alone.

    Attributes:
        question: the message that was answered.
        channel: where the answer stands.
        message: the answer.
        guild: the server.
    """

    question: int
    channel: int
    message: int
    guild: int
