"""Pieces of text in Discord's Markdown: statements, calculations and sources of a reply, one piece a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from discord.utils import escape_markdown

from bot.discord.limits import ECHO, shorten
from bot.plain import scenario_line, statement_line, value_line
from bot.reply import Calculation, Citation, Reply, Statement
from bot.wordbook import Wordbook

LEAD_SOURCES = 3
_MENTIONS = {"@": "@\u200b", "<": "<\u200b"}  # a sign that starts something, and the sign alone
_LINKS = {"](": "]\u200b(", "[": "[\u200b"}


@dataclass(frozen=True)
class Piece:
    """A line that stays whole, the numbers of the sources it needs beside it, and the heading it stands under."""

    text: str
    marks: tuple[int, ...] = ()
    heading: str = ""


def safe(text: str) -> str:
    """A text that Discord shows as it is."""
    return escape_markdown(text, ignore_links=True)


def copied(text: str) -> str:
    """A text of several lines to be copied: its lists stay lists, everything else is shown as it is."""
    return "\n".join(_copied_line(line) for line in text.split("\n"))


def _copied_line(line: str) -> str:
    item = re.match(r"\s*- ", line)
    return f"{item[0]}{safe(line[item.end() :])}" if item else safe(line)


def quoted(text: str) -> str:
    """What a user wrote, on one line, harmless and of bearable length: no mention, and no link that hides behind words.

    A backslash before a bracket could be undone by another one before it, so brackets are parted instead.
    """
    return _parted(safe(shorten(" ".join(text.split()), ECHO)), _MENTIONS | _LINKS)


def asked(text: str) -> str:
    """What is still to be said, which may repeat what a user wrote: no mention comes of it."""
    return _parted(safe(text), _MENTIONS)


def _parted(text: str, signs: Mapping[str, str]) -> str:
    for sign, parted in signs.items():
        text = text.replace(sign, parted)
    return text


def small(text: str) -> str:
    """Discord's subtext."""
    return f"-# {text}"


def answer(reply: Reply, words: Wordbook) -> list[Piece]:
    """What the collapsed card says: verdict and statements, the next step, figures and what is still to be said."""
    pieces = [Piece(safe(line)) for line in reply.body]
    pieces += [Piece(f"- {safe(option.label)}{_colon(reply)} {safe(option.differs)}") for option in reply.options]
    pieces += [_led(words("season.do-now", reply.language), reply.now, reply)] if reply.now else []
    pieces += _statements(reply)
    pieces += [_led(words("card.next", reply.language), reply.next, reply)] if reply.next else []
    return pieces if computed_first(reply) else [*pieces, *figures(reply, words)]


def computed_first(reply: Reply) -> bool:
    """Whether the figures stand above a question back: what could be computed is no choice."""
    return bool(reply.calculation and reply.choices)


def figures(reply: Reply, words: Wordbook) -> list[Piece]:
    """The figures as read, what is still to be said, and what was computed."""
    pieces = [Piece(small(words("card.read", reply.language, figures=reply.read)))] if reply.read else []
    pieces += [Piece(asked(line)) for line in (*reply.asks, *filter(None, [reply.which_year]))]
    return [*pieces, *calculation(reply.calculation)] if reply.calculation else pieces


def figures_in_brief(reply: Reply, words: Wordbook) -> list[Piece]:
    """What was computed, above a question back: the headline, its readings, what was assumed; a pick shows the rest."""
    pieces = figures(reply.model_copy(update={"calculation": None}), words)
    result = reply.calculation
    if result is None:
        return pieces
    titles = [Piece(f"- {safe(scenario.title)}", scenario.marks) for scenario in result.scenarios]
    return [*pieces, Piece(f"**{safe(result.headline)}**"), *titles, Piece(small(safe(result.assumptions)))]


def details(reply: Reply) -> list[Piece]:
    """What the expanded card adds, each claim with its status in words."""
    return [
        Piece(f"- {safe(statement_line(statement, with_status=True))}", statement.marks, f"**{safe(block.heading)}**")
        for block in reply.blocks
        for statement in block.statements
    ]


def calculation(result: Calculation) -> Iterator[Piece]:
    """A calculation, one value a line."""
    yield Piece(f"**{safe(result.headline)}**")
    for line in result.lines:
        yield Piece(f"- {safe(value_line(line))}", line.marks)
    for scenario in result.scenarios:
        rest = scenario_line(scenario).removeprefix(scenario.title)
        yield Piece(f"- **{safe(scenario.title)}**{safe(rest)}", scenario.marks)
    if result.hint:
        yield Piece(safe(result.hint))
    yield Piece(small(safe(result.assumptions)))


def lead_sources(reply: Reply, words: Wordbook, *, further: bool) -> str:
    """The sources of a collapsed card on one line of subtext.

    Args:
        reply: the card.
        words: the interface texts.
        further: whether a press shows the others; then there are three with links, and how many more.
    """
    lead = reply.lead_citations()
    if not lead:
        return ""
    count = LEAD_SOURCES if further else len(lead)
    shown = " · ".join(source(citation) for citation in lead[:count])
    if len(lead) > count:
        shown = f"{shown} · {words('card.more-sources', reply.language, count=len(lead) - count)}"
    return small(f"{words('card.sources', reply.language)} {shown}")


def source(citation: Citation) -> str:
    """A numbered source with its link: ``[1] [IRC §402 (a)](<https://…>)``."""
    caveat = ""
    if citation.caveat:
        caveat = f" ({safe(citation.caveat)})" if citation.caveat.isascii() else f"（{safe(citation.caveat)}）"
    return f"[{citation.number}] {linked(citation)}{caveat}"


def linked(citation: Citation) -> str:
    """A source and the place in it, as a link: ``[IRC §402 (a)](<https://…>)``."""
    name = re.sub(r"[\[\]]", "", f"{citation.short} {citation.place}").strip()
    return f"[{safe(name)}](<{citation.url}>)"


def stamp(reply: Reply, *, footer: bool = False) -> list[str]:
    """The warning where there is one, then status, years, date and disclaimer; the footer on an expanded card."""
    if not reply.stamp:
        return []
    warning = [small(f"⚠ {reply.stamp.warning}")] if reply.stamp.warning else []
    below = [small(safe(reply.stamp.footer))] if footer and reply.stamp.footer else []
    return [*warning, small(safe(reply.stamp.text)), *below]


def echo(reply: Reply, words: Wordbook) -> list[str]:
    """That the reply goes on from the last question; what the asker wrote, where a wrong match should be seen."""
    lines = [small(safe(reply.continues))] if reply.continues else []
    return [*lines, small(words("card.echo", reply.language, text=quoted(reply.echo)))] if reply.echo else lines


def joined(pieces: Iterable[Piece]) -> str:
    """Pieces as lines, a heading before the first of those that stand under it."""
    lines: list[str] = []
    heading = ""
    for piece in pieces:
        if piece.heading and piece.heading != heading:
            lines.append(piece.heading)
        heading = piece.heading
        lines.append(piece.text)
    return "\n".join(lines)


def sections(text: str) -> list[str]:
    """Lines that belong together: small print apart from text, and what follows a list apart from the list.

    Each is shown as a text of its own; in one text, Discord draws the line after a list as part of the list.
    """
    found: list[list[str]] = []
    before = ""
    for line in text.strip().split("\n"):
        kind = "small" if line.startswith("-# ") else "list" if line.startswith("- ") else "text"
        if found and (kind == before or (before, kind) == ("text", "list")):
            found[-1].append(line)
        else:
            found.append([line])
        before = kind
    return ["\n".join(lines) for lines in found if any(lines)]


def _statements(reply: Reply) -> list[Piece]:
    pieces = [Piece(safe(statement_line(statement)), statement.marks) for statement in reply.statements]
    if reply.verdict and pieces:
        first = pieces[0]
        pieces[0] = Piece(f"**{safe(reply.verdict)}** {first.text}", first.marks)
    return pieces


def _led(lead: str, statement: Statement, reply: Reply) -> Piece:
    """A statement behind the word that says what it is for."""
    return Piece(f"**{lead}{_colon(reply)}** {safe(statement_line(statement))}", statement.marks)


def _colon(reply: Reply) -> str:
    return ":" if reply.language == "en" else "："
