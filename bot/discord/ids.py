"""What a button or select says about itself: versioned custom_ids that survive restarts.

``fq1:<action>:<subject>:<language>:<view>[:<note>]``, at most 100 characters. The subject is an entry id, or a word
with an underscore for cards that show none. The note is a random token or the id of the asker, never anything that was
typed: no question and no figure stands in a custom_id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.language import Language

VERSION = "fq1"
NOTHING = "_none"  # the card that says there is no checked answer
WHICH = "_which"  # "which one?"; its choices stand on its own buttons
FIGURES = "_calc"  # a calculation without an entry
WHICH_FIGURE = "_figure"  # "which one is $12,000?"; its choices stand on its own buttons
PANEL = "_panel"
_KIND = f"{FIGURES}-"  # before the name of a kind of /calc
TOPICS = "_topics"


def of_kind(name: str) -> str:
    """The subject of a card of a kind of ``/calc``."""
    return f"{_KIND}{name}"


def kind_of(subject: str) -> str | None:
    """The kind of ``/calc`` that a subject names; ``None`` for all others."""
    return subject.removeprefix(_KIND) if subject.startswith(_KIND) else None


def is_calculation(subject: str) -> bool:
    """Whether a card shows figures without an entry."""
    return subject == FIGURES or kind_of(subject) is not None


class Do(StrEnum):
    """What happens on a press."""

    FIGURES = "calc"  # open the form for figures
    TURN = "page"  # expand, collapse, next page
    LANGUAGE = "lang"
    SHARE = "share"
    POST = "post"  # show the card, without figures, to everyone here
    OPEN = "open"  # show an entry
    REMOVE = "del"
    ASK = "ask"  # open the form for a question
    FOLLOW = "follow"  # open the form for what the next message would say
    MEAN = "mean"  # say which input a figure is
    TOPICS = "topics"
    TOPIC = "topic"
    PICK_ENTRY = "pick"  # the selects
    PICK_SOURCE = "src"
    PICK_TOPIC = "group"


@dataclass(frozen=True)
class Ref:
    """The content of a custom_id.

    Attributes:
        do: the action.
        subject: an entry or topic id, or one of the words above.
        language: the language to answer in.
        page: 0 for the collapsed card, from 1 on the pages of the expanded one.
        browsing: whether the card was reached by browsing, so that it offers the way back.
        note: a token of the memory, or the id of the user who may remove the message.
    """

    do: Do
    subject: str
    language: Language
    page: int = 0
    browsing: bool = False
    note: str = ""

    def __str__(self) -> str:
        way = "b" if self.browsing else ""
        note = f":{self.note}" if self.note else ""
        return f"{VERSION}:{self.do}:{self.subject}:{self.language}:{self.page}{way}{note}"

    def to(self, do: Do, **changes: object) -> str:
        """The custom_id of another action on the same card."""
        return str(replace(self, do=do, **changes))  # type: ignore[arg-type]


_LANGUAGES = "|".join(re.escape(language) for language in Language)


def template(do: Do) -> re.Pattern[str]:
    """The pattern of an action's custom_ids, anchored at both ends."""
    return re.compile(
        rf"^{VERSION}:{do}:(?P<subject>_?[a-z0-9-]{{1,48}}):(?P<language>{_LANGUAGES})"
        r":(?P<page>\d{1,2})(?P<browsing>b?)(?::(?P<note>[0-9a-f]{1,24}))?$"
    )


# whatever begins like one of ours and is none that this version reads: an older or newer bot made it
UNREADABLE = re.compile(
    rf"^(?!{VERSION}:(?:{'|'.join(Do)}):_?[a-z0-9-]{{1,48}}:(?:{_LANGUAGES}):\d{{1,2}}b?(?::[0-9a-f]{{1,24}})?$)fq\d+:.*$"
)


def parse(do: Do, match: re.Match[str]) -> Ref:
    """Read a custom_id that matched the pattern of its action."""
    found = match.groupdict()
    return Ref(
        do=do,
        subject=found["subject"],
        language=Language(found["language"]),
        page=int(found["page"]),
        browsing=bool(found["browsing"]),
        note=found["note"] or "",
    )


def read(custom_id: str) -> Ref | None:
    """Read any custom_id of this version; ``None`` for anything else."""
    for do in Do:
        match = template(do).fullmatch(custom_id)
        if match:
            return parse(do, match)
    return None
