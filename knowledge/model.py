"""What the knowledge base is made of: entries, claims, citations and sources.

Everything is frozen and refuses unknown keys, so a misspelt field in a content
file is an error at load time and never a silently ignored line.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


# with fewer wordings than this too little is known about how people ask for an entry to show it unasked
SHOWN_OUTRIGHT = 12


class Frozen(BaseModel):
    """Base of all content models: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class Status(StrEnum):
    """How far a claim may be relied on (design.md, rule 1)."""

    RULE = "rule"  # statute, regulation, Internal Revenue Bulletin item
    OFFICIAL = "official"  # IRS publication, form instruction, FAQ
    PRACTICE = "practice"  # how plans, record keepers and practitioners do it; what a forum says
    DISPUTED = "disputed"  # sources disagree: both sides are shown
    UNKNOWN = "unknown"  # searched and not found, or our own reading, said as such
    SUPERSEDED = "superseded"  # an old claim, kept to be refuted


class Kind(StrEnum):
    """What sort of answer an entry gives."""

    VERDICT = "verdict"
    HOW_TO = "how-to"
    DEFINITION = "definition"
    COMPARISON = "comparison"
    DISPUTED = "disputed"
    REDIRECT = "redirect"  # a curated reply to a neighbouring topic that the desk does not cover


class Tier(StrEnum):
    """Rank of a source, strongest first."""

    LAW = "1"  # statute, regulation
    GUIDANCE = "2"  # published in the Internal Revenue Bulletin; court decisions
    OFFICIAL = "3"  # IRS or state publication, form, instruction, web page
    PLAN = "4"  # plan document, record keeper, practitioner's article
    FORUM = "5"  # forum, discussion, blog comment


class Seen(StrEnum):
    """How much of a source's own text was read by whoever registered it."""

    FULL = "full"  # the passage relied on was read in the source's own text
    PART = "part"  # only a part (a beginning, a fragment, another year's edition)
    QUOTED = "quoted"  # read only as quoted or reported by somebody else
    NONE = "none"  # not opened


class Bilingual(Frozen):
    """One text in Simplified Chinese and in English; Traditional is derived from ``zh``."""

    zh: Words
    en: Words


class Source(Frozen):
    """A document that claims rest on; registered once, cited by id."""

    id: SourceId
    """Its name in citations: a-z, 0-9 and -."""
    tier: Tier
    """1 statute, regulation; 2 published guidance, court; 3 official page or form; 4 practitioner, plan; 5 forum."""
    title: Words
    """The full title."""
    short: Bilingual
    """The few words that a card shows."""
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    """Its address; each address is registered once."""
    publisher: Words
    """Who publishes it."""
    accessed: date
    """The day on which it was opened, as 2026-11-25."""
    seen: Seen
    """How much of its own text was read: full, part, quoted (as quoted by others), none."""
    note: Words | None = None
    """What exactly was read, which edition, what to beware of."""


class Citation(Frozen):
    """Where in a source a claim stands."""

    src: SourceId
    """The id of a registered source."""
    at: Words
    """Section, box, page, question number or post."""


class Checked(Frozen):
    """How a claim was checked against its sources. Nobody is invented: ``tool`` is software, ``person`` a human."""

    by: Literal["tool", "person"]
    on: date
    how: Words


class Claim(Frozen):
    """One statement, in both languages, with its status and where it comes from."""

    key: Key
    """Its name within the entry."""
    status: Status
    """rule, official, practice, disputed, unknown or superseded: how far it may be relied on."""
    zh: Words
    """The statement in Simplified Chinese, one or two sentences of at most 45 characters."""
    en: Words
    """The statement in English, one or two sentences of at most 25 words."""
    cites: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """Where it stands; at least one place."""
    checked: Checked
    """By what, when and how it was checked against its sources."""
    side: Literal["A", "B"] | None = None
    """In a dispute: which side this is."""
    replaced_by: Key | None = None
    """For a superseded claim: the claim of this entry that replaces it."""


class Head(StrEnum):
    """Heading of an expanded block."""

    WHY = "why"
    HOW = "how"
    CHECK = "check"
    EXCEPTION = "exception"
    EXAMPLE = "example"
    MYTH = "myth"
    SIDES = "sides"


class Detail(Frozen):
    """A block of the expanded card."""

    head: Head
    claims: Annotated[tuple[Claim, ...], Field(min_length=1, max_length=4)]


class Phrasing(Frozen):
    """A wording that must find the entry, and where that wording came from; a plain text is an editor's."""

    text: Words
    origin: Annotated[Literal["editor", "inbox"], Field(alias="from")] = "editor"

    @model_validator(mode="before")
    @classmethod
    def _of_plain_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Change(Frozen):
    """One line of an entry's history."""

    v: Annotated[int, Field(ge=1)]
    on: date
    why: Words | Bilingual
    """What changed, for readers: in both languages, or as a plain text for changes that say nothing new to them."""
    by: Words


class Retired(Frozen):
    """That an entry is no longer published: its file stays, so that old buttons are answered."""

    on: date
    """The day on which it was retired, as 2026-11-25."""
    reason: Bilingual
    """Why, in a sentence for readers."""
    successor: EntryId | None = None
    """The entry that answers the question now, if one does."""


class Waiver(Frozen):
    """A lint rule that an entry may break, with the reason why that is right here."""

    rule: Words
    words: Words
    reason: Words


class InSeason(Frozen):
    """What is particular to an entry from January to April, while last year's return is being filed."""

    first: Key | None = None
    """The claim of this entry that leads its card then, as what to do now; it must stand alone. None leads without."""
    any_year: bool = False
    """True where the tax year makes no difference, or is settled: the reader is then not asked for it."""


class Entry(Frozen):
    """A curated question with its cited answer, in both languages."""

    id: EntryId
    """Its name: a-z, 0-9 and -; also the name of the file."""
    group: Key
    """The topic, one of topics.yaml; also the name of the folder."""
    type: Kind
    """What sort of answer it gives."""
    version: Annotated[int, Field(ge=1)]
    """Raised by one with each change; the last line of `changes` says what changed."""
    reviewed_on: date
    """The day of the last review, as 2026-11-25."""
    review_by: date
    """When to review again: statute 24 months, practice 12, forms each January, limits each November."""
    tax_years: Annotated[tuple[int, ...], Field(min_length=1)]
    """The tax years for which it holds."""
    question: Bilingual
    """The question as people ask it."""
    scope: Bilingual
    """What sets it apart from its neighbours; stands under a "which one?" choice."""
    ask: Annotated[tuple[Phrasing, ...], Field(min_length=6)]
    """Other wordings of the question; they are what the matcher learns from."""
    not_this: tuple[EntryId, ...] = ()
    """Entries that it is easily taken for."""
    needs: tuple[Key, ...] = ()
    """Concepts of the lexicon of which a question must mention one, to be answered outright with this."""
    verdict: Bilingual | None = None
    """One bold word or short phrase that sums up the first claim."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1, max_length=3)]
    """The short card: one to three claims."""
    next: Claim | None = None
    """What to do whichever side is right; a must where the answer is open."""
    details: Annotated[tuple[Detail, ...], Field(max_length=5)] = ()
    """The long card: up to five blocks."""
    calc: Literal["convert", "series"] | None = None
    """The calculation that it opens."""
    season: InSeason = InSeason()
    """From January to April: `first` names the claim that says what to do now, `any_year: true` asks for no year."""
    related: Annotated[tuple[EntryId, ...], Field(max_length=5)] = ()
    """Up to five entries to read next."""
    waive: tuple[Waiver, ...] = ()
    """Lints that it may break, each with the reason."""
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    """Its history, one line a version."""
    retired: Retired | None = None
    """Set when it is withdrawn: it is then neither matched nor shown, and says where to look instead."""

    @property
    def is_thin(self) -> bool:
        """Whether the entry has too few wordings to be shown as the answer; it is then offered as a choice."""
        return len(self.ask) < SHOWN_OUTRIGHT

    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim in the order in which a reader meets it."""
        own = self.claims + ((self.next,) if self.next else ())
        return own + tuple(claim for block in self.details for claim in block.claims)

    @model_validator(mode="after")
    def _consistent(self) -> Entry:
        keys = [claim.key for claim in self.all_claims()]
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            raise ValueError(f"claim key used twice: {', '.join(doubled)}. Give each claim of the entry its own key")
        if self.changes[-1].v != self.version:
            raise ValueError("the last line of `changes` must be about the current `version`")
        if self.review_by <= self.reviewed_on:
            raise ValueError("`review_by` must come after `reviewed_on`")
        return self


class Topic(Frozen):
    """A group of entries as the reader browses it."""

    id: Key
    title: Bilingual


class Judgement(Frozen):
    """The weights by which the best entry of the learned ranking is judged, fitted by ``python -m bot tune``.

    Attributes:
        constant: what is added to the weighted signs.
        strength: for what the linear model gives the entry.
        lead: for the root of how far it is ahead of the next.
        covered: for the share of the question that its wordings hold.
        known: for the share of the question that any wording holds.
        own: for each concept of the question that belongs to this trade alone.
        concepts: for each concept that says what the question is about.
        length: for the logarithm of how much was said.
        latin: for the share of English words among its words and pieces of Chinese.
        missing: for each critical concept of the question that the entry never mentions.
        answer: least judged chance at which the entry is shown.
        offer: least judged chance at which entries are offered.
        set_by: the run that chose all this.
    """

    constant: float
    strength: float
    lead: float
    covered: float
    known: float
    own: float
    concepts: float
    length: float
    latin: float
    missing: float
    answer: Annotated[float, Field(gt=0, lt=1)]
    offer: Annotated[float, Field(gt=0, lt=1)]
    set_by: Words


class Policy(Frozen):
    """Numbers and lists that decide an outcome; `set_by` names the run that chose the thresholds.

    Attributes:
        answer_threshold: least strength of a direct answer: score plus `lead_weight` times the lead over the runner-up.
        clarify_threshold: least score at which a choice is offered.
        ambiguity_margin: least lead of a direct answer.
        lead_weight: how much a clear lead makes up for a low score.
        known_share: least share of a question made of everyday words alone that the knowledge must hold.
        judgement: the same decisions for the learned ranking.
        everyday: concepts that talk of any subject uses; alone they are no evidence for this one.
        contrasts: concepts that change which rule applies; a question that names one is never answered outright
            with an entry that no wording of which mentions it.
        own_accounts: concepts of after-tax money in a 401(k), the only account whose conversions are computed.
        other_accounts: concepts of other accounts; where one is named and no own account, rules and figures differ.
        other_steps: concepts of steps that are no conversion, such as cashing out.
        small_talk: concepts of greetings and chat, which are answered with a greeting and never with tax.
        pinned: entries that are offered before anything is typed.
        common: the commonest questions, commonest first; offered where a fragment names no more than their subject.
    """

    answer_threshold: Annotated[float, Field(gt=0, lt=2)]
    clarify_threshold: Annotated[float, Field(gt=0, lt=1)]
    ambiguity_margin: Annotated[float, Field(ge=0, lt=1)]
    lead_weight: Annotated[float, Field(ge=0, le=3)]
    known_share: Annotated[float, Field(ge=0, le=1)]
    set_by: Words
    judgement: Judgement
    everyday: tuple[Key, ...]
    contrasts: tuple[Key, ...]
    small_talk: tuple[Key, ...]
    own_accounts: tuple[Key, ...]
    other_accounts: tuple[Key, ...]
    other_steps: tuple[Key, ...]
    pinned: tuple[EntryId, ...]
    common: tuple[EntryId, ...] = ()
