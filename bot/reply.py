"""The reply: everything that a surface shows, already worded in one language, laid out by no one yet.

The assistant builds it, each renderer lays it out. A renderer decides nothing; what is not here is not shown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from bot.followup.thread import Thread
from bot.language import Language
from knowledge.model import Status


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Outcome(StrEnum):
    """What the desk made of the question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    REDIRECT = "redirect"
    NONE = "none"


class Tone(StrEnum):
    """How settled the card is; a colour may repeat it, a word always says it."""

    SETTLED = "settled"  # rule or official
    OPEN = "open"  # practice, disputed, unknown, or a choice to make
    OVERDUE = "overdue"  # past its review date


class ActionKind(StrEnum):
    """What a reader can do with a card."""

    COMPUTE = "compute"
    EXPAND = "expand"
    COLLAPSE = "collapse"
    LANGUAGE = "language"
    SHARE = "share"


class Citation(_Frozen):
    """A numbered source under a card."""

    number: int
    source: str
    locator: str
    place: str  # the locator in the reader's language, where it is a description
    title: str
    short: str
    url: str
    status: Status  # of the first claim on the card that cites it
    caveat: str | None = None  # said where the source was read only as quoted, or not opened


class Statement(_Frozen):
    """A claim as shown: its text, its status in words, and the numbers of its sources."""

    key: str
    text: str
    status: Status
    status_word: str
    marks: tuple[int, ...]
    label: str | None = None  # "Reading A", "Superseded: …"
    checked: str = ""  # how and when it was checked
    side: str | None = None  # in a dispute: which side this is, A or B


class Block(_Frozen):
    """A headed group of statements of the expanded card."""

    heading: str
    statements: tuple[Statement, ...]


class Line(_Frozen):
    """One labelled value of a calculation, with the numbers of the sources it rests on."""

    key: str
    label: str
    value: str
    working: str = ""
    marks: tuple[int, ...] = ()


class Scenario(_Frozen):
    """One reading of an unsettled point, with its own figures."""

    key: str
    title: str
    text: str
    marks: tuple[int, ...]
    lines: tuple[Line, ...]


class Calculation(_Frozen):
    """A computed result: what was put in, what came out, how, and under which readings."""

    function: str
    headline: str
    lines: tuple[Line, ...]
    scenarios: tuple[Scenario, ...]
    assumptions: str
    inputs: dict[str, Any]
    result: dict[str, Any]
    readings: list[dict[str, Any]]
    hint: str = ""  # what could be added to learn more
    doubtful: bool = False  # whether what was given does not hold together, such as a form that is filled in wrong


class Choice(_Frozen):
    """A question that the reader may pick."""

    entry: str
    title: str
    differs: str = ""


class Option(_Frozen):
    """An input that an unnamed figure may be."""

    place: str
    label: str
    differs: str = ""  # what was said of it so far


class Action(_Frozen):
    """Something the reader can do, with its label."""

    kind: ActionKind
    label: str


class Stamp(_Frozen):
    """The one line under a card: status, tax years, review date, disclaimer."""

    tone: Tone
    text: str
    warning: str | None = None
    footer: str = ""  # entry, version and knowledge version: expanded view and copies only


class Candidate(_Frozen):
    """An entry that was considered, with its score."""

    id: str
    score: float


class Reply(_Frozen):
    """One answer of the desk, in one language."""

    outcome: Outcome
    language: Language
    title: str
    entry: str | None = None
    version: int | None = None
    echo: str | None = None  # what the user wrote, where a wrong match should be visible
    read: str | None = None  # the figures as they were read
    asks: tuple[str, ...] = ()  # what is still to be said before anything can be computed
    kind: str | None = None  # the kind of /calc that this is about
    missing: tuple[str, ...] = ()  # the inputs that are asked for, by name
    verdict: str | None = None
    statements: tuple[Statement, ...] = ()
    next: Statement | None = None
    now: Statement | None = None  # what to do first, ahead of the answer, while returns are being filed
    years: tuple[int, ...] = ()  # the tax years that it may be said for, the likelier one first
    which_year: str | None = None  # the question for the tax year, in words
    blocks: tuple[Block, ...] = ()
    body: tuple[str, ...] = ()  # sentences of the desk about itself: what it covers, what to try
    calculation: Calculation | None = None
    citations: tuple[Citation, ...] = ()
    stamp: Stamp | None = None
    choices: tuple[Choice, ...] = ()
    related: tuple[Choice, ...] = ()
    actions: tuple[Action, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    small_talk: bool = False  # a greeting answered with a greeting
    foreign: bool = False  # asked in a language that the desk does not read
    amounts: dict[str, Any] | None = None  # the reading as data; private
    continues: str | None = None  # that it goes on from the last question, and what is new
    options: tuple[Option, ...] = ()  # which input a figure is
    # what the next message may go on from, where this reply itself goes on from another; private
    thread: Annotated[Thread | None, SkipValidation] = Field(default=None, repr=False, exclude=True)

    @property
    def tone(self) -> Tone:
        """How settled the card is; a question back, or a calculation with two readings or a doubt, is open."""
        if self.stamp:
            return self.stamp.tone
        calculation = self.calculation
        settled = calculation is not None and not calculation.scenarios and not calculation.doubtful
        return Tone.SETTLED if settled else Tone.OPEN

    def all_statements(self) -> tuple[Statement, ...]:
        """Every statement of an entry in the order in which a reader meets it."""
        lead = (*filter(None, [self.now]), *self.statements, *filter(None, [self.next]))
        return lead + tuple(statement for block in self.blocks for statement in block.statements)

    @property
    def has_sides(self) -> bool:
        """Whether there are two sides to show next to each other."""
        return {"A", "B"} <= {statement.side for statement in self.all_statements()}

    def lead_citations(self) -> tuple[Citation, ...]:
        """The sources that the collapsed card shows: those of its own statements and figures."""
        shown = list(self.now.marks) if self.now else []
        shown += [mark for statement in self.statements for mark in statement.marks]
        if self.next:
            shown += self.next.marks
        if self.calculation:
            shown += [mark for line in self.calculation.lines for mark in line.marks]
            for scenario in self.calculation.scenarios:
                shown += [*scenario.marks, *(mark for line in scenario.lines for mark in line.marks)]
        wanted = list(dict.fromkeys(shown))
        by_number = {citation.number: citation for citation in self.citations}
        return tuple(by_number[number] for number in wanted if number in by_number)
