"""What a server sets, as plain values; how it is kept is the business of the other modules of this room."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.language import Language

Ids = frozenset[int]


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


UNSET = ServerSettings()
