"""What a button or select says about itself: versioned custom_ids that survive restarts.

``fq1:<action>:<subject>:<language>:<page>[b][v<version>][:<note>]``, at most 100 characters. The subject is an entry
id, or a word with an underscore for cards that show none. The version is the entry's when the card was made. The note
is a random token or the id of the asker, never anything that was typed: no question and no figure stands in a
custom_id.
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
SETUP = "_setup"
RELOAD = "_reload"
SOURCES = "_sources"  # the ranks of sources; the list of one is `of_tier`
TERMS = "_terms"
FOUND = "_found"  # what a search found; the list stands in its own select
MENU = "_menu"  # the public menu
_HELP = "_help-"  # before the name of a page of the guide
_TIER = "_tier-"  # before the rank of the sources on a list


def of_kind(name: str) -> str:
    """The subject of a card of a kind of ``/calc``."""
    return f"{_KIND}{name}"


def kind_of(subject: str) -> str | None:
    """The kind of ``/calc`` that a subject names; ``None`` for all others."""
    return subject.removeprefix(_KIND) if subject.startswith(_KIND) else None


def of_tier(tier: str) -> str:
    """The subject of the list of sources of a rank."""
    return f"{_TIER}{tier}"


def tier_of(subject: str) -> str | None:
    """The rank of sources that a subject names; ``None`` for all others."""
    return subject.removeprefix(_TIER) if subject.startswith(_TIER) else None


def of_help(page: str) -> str:
    """The subject of a page of the guide."""
    return f"{_HELP}{page}"


def help_of(subject: str) -> str:
    """The page of the guide that a subject names; empty for all others."""
    return subject.removeprefix(_HELP) if subject.startswith(_HELP) else ""


def is_calculation(subject: str) -> bool:
    """Whether a card shows figures without an entry."""
    return subject == FIGURES or kind_of(subject) is not None


class Do(StrEnum):
    """What happens on a press."""

    SETUP = "set"  # change what a server has set; the subject says what
    APPLY = "apply"  # serve the knowledge whose hash is the note
    FIGURES = "calc"  # open the form for figures
    TURN = "page"  # expand, collapse, next page
    LANGUAGE = "lang"
    SHARE = "share"  # which copy is wanted
    TEXT = "text"
    PICTURE = "png"
    POST = "post"  # show the card, without figures, to everyone here
    OPEN = "open"  # show an entry
    NEITHER = "none"  # none of the questions of "which one?"
    REMOVE = "del"
    ASK = "ask"  # open the form for a question
    REPLY = "reply"  # reply with the card to the message that it was looked up for
    PULL = "pull"  # reply with an entry to the message that it was picked for
    FOLLOW = "follow"  # open the form for what the next message would say
    MEAN = "mean"  # say which input a figure is
    YEAR = "year"  # say for which tax year; the page holds its last two digits
    HELP = "help"  # a page of the guide
    PANEL = "panel"  # the first card, to the presser alone
    TOPICS = "topics"
    TOPIC = "topic"
    PICK_ENTRY = "pick"  # the selects
    PICK_SOURCE = "src"
    PICK_TOPIC = "group"
    ORIGIN = "origin"  # the sources of a card, sentence by sentence
    HISTORY = "past"  # what changed in an entry
    SIDES = "sides"  # both sides of what is disputed
    SOURCES = "srcs"  # the ranks of sources, or the list of one
    SOURCE = "one"  # a page of a source
    PICK_TIER = "tier"
    TERMS = "terms"
    TERM = "term"
    PICK_TERM = "word"
    FOUND = "found"  # what a search found, in another language
    PICK_FOUND = "take"


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
        version: of the entry, when the card was made; none on cards without one and on those of older bots.
    """

    do: Do
    subject: str
    language: Language
    page: int = 0
    browsing: bool = False
    note: str = ""
    version: int | None = None

    def __str__(self) -> str:
        way = ("b" if self.browsing else "") + (f"v{self.version}" if self.version else "")
        note = f":{self.note}" if self.note else ""
        return f"{VERSION}:{self.do}:{self.subject}:{self.language}:{self.page}{way}{note}"

    def to(self, do: Do, **changes: object) -> str:
        """The custom_id of another action on the same card."""
        return str(self.at(do, **changes))

    def at(self, do: Do, **changes: object) -> Ref:
        """Another action on the same card; where it is about something else, without this one's version."""
        if changes.get("subject", self.subject) != self.subject:
            changes.setdefault("version", None)
        return replace(self, do=do, **changes)  # type: ignore[arg-type]


_LANGUAGES = "|".join(re.escape(language) for language in Language)


# what follows the action
_REST = (
    rf":(?P<subject>_?[a-z0-9-]{{1,48}}):(?P<language>{_LANGUAGES})"
    r":(?P<page>\d{1,2})(?P<browsing>b?)(?:v(?P<version>[1-9]\d{0,3}))?(?::(?P<note>[0-9a-f]{1,24}))?$"
)


def template(do: Do) -> re.Pattern[str]:
    """The pattern of an action's custom_ids, anchored at both ends."""
    return re.compile(f"^{VERSION}:{do}{_REST}")


# whatever begins like one of ours and is none that this version reads: an older or newer bot made it
UNREADABLE = re.compile(rf"^(?!{VERSION}:(?:{'|'.join(Do)}){_REST})fq\d+:.*$")


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
        version=int(found["version"]) if found["version"] else None,
    )


def read(custom_id: str) -> Ref | None:
    """Read any custom_id of this version; ``None`` for anything else."""
    for do in Do:
        match = template(do).fullmatch(custom_id)
        if match:
            return parse(do, match)
    return None
