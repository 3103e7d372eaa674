"""Where the chat writes: a rich screen on a terminal, plain lines in a pipe. Both show the same things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.plain import PlainText, citation_line, marks, scenario_line, statement_line
from bot.reply import Calculation, Line, Reply, Statement, Tone
from bot.wordbook import Wordbook

WIDEST = 96
_COLOUR = {Tone.SETTLED: "green", Tone.OPEN: "dodger_blue1", Tone.OVERDUE: "dark_orange"}


class Screen(Protocol):
    """What the session needs of a place to write to."""

    def card(self, reply: Reply, *, expanded: bool) -> None:
        """Show a reply."""

    def lines(self, lines: Sequence[str]) -> None:
        """Show lines of text as they are."""

    def menu(self, title: str, labels: Sequence[str]) -> None:
        """Show numbered things to choose from."""

    def asked(self, line: str) -> None:
        """Show what was read, where the reader does not see it anyway."""


class PlainScreen:
    """For a pipe: no colours, no control bytes, every question repeated so that a transcript reads well."""

    def __init__(self, out: TextIO, plain: PlainText) -> None:
        self._out = out
        self._plain = plain

    def card(self, reply: Reply, *, expanded: bool) -> None:
        """Show a reply."""
        self.lines([self._plain.card(reply, expanded=expanded)])

    def lines(self, lines: Sequence[str]) -> None:
        """Show lines of text as they are."""
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()

    def menu(self, title: str, labels: Sequence[str]) -> None:
        """Show numbered things to choose from."""
        self.lines([title, *(f"  {number} {label}" for number, label in enumerate(labels, start=1)), ""])

    def asked(self, line: str) -> None:
        """Repeat the question."""
        self.lines([f"> {line}"])


class RichScreen:
    """For a terminal: panels, colours, and tables that align 汉字."""

    def __init__(self, console: Console, words: Wordbook) -> None:
        self._console = console
        self._words = words

    def card(self, reply: Reply, *, expanded: bool) -> None:
        """Show a reply."""
        parts: list[RenderableType] = [Text(reply.title, style="bold"), Text("")]
        if reply.continues:
            parts.append(Text(reply.continues, style="italic"))
        if reply.echo:
            parts.append(Text(self._words("card.echo", reply.language, text=reply.echo), style="dim"))
        parts += [Text(line) for line in reply.body]
        parts += self._statements(reply)
        if reply.read:
            parts.append(Text(self._words("card.read", reply.language, figures=reply.read), style="italic"))
        parts += [Text(ask, style="yellow") for ask in (*reply.asks, *filter(None, [reply.which_year]))]
        if reply.calculation:
            parts += _calculation(reply.calculation)
        if expanded:
            parts += _blocks(reply)
        parts += self._sources(reply, expanded=expanded)
        parts += _stamp(reply, expanded=expanded)
        parts += _choices(reply)  # last, beside the prompt that they are picked at
        panel = Panel(
            Group(*parts),
            border_style=_COLOUR[reply.tone],
            width=min(self._console.width, WIDEST),
            padding=(1, 2),
        )
        self._console.print(panel)

    def lines(self, lines: Sequence[str]) -> None:
        """Show lines of text as they are."""
        for line in lines:
            self._console.print(Text(line))

    def menu(self, title: str, labels: Sequence[str]) -> None:
        """Show numbered things to choose from, wrapped to the width."""
        self._console.print(Text(title, style="dim"))
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for number, label in enumerate(labels, start=1):
            table.add_row(Text(f"{number:>3}", style="bold cyan"), Text(label))
        self._console.print(table)

    def asked(self, line: str) -> None:
        """The reader typed it and sees it."""

    def _statements(self, reply: Reply) -> list[RenderableType]:
        parts: list[RenderableType] = []
        colon = reply.language.colon
        if reply.now:
            parts.append(_statement(reply.now, f"{self._words('season.do-now', reply.language)}{colon}"))
        for index, statement in enumerate(reply.statements):
            space = " " if reply.language == "en" else ""
            lead = f"{reply.verdict}{space}" if index == 0 and reply.verdict else ""
            parts.append(_statement(statement, lead))
        if reply.next:
            parts.append(_statement(reply.next, f"{self._words('card.next', reply.language)}{colon}"))
        return parts

    def _sources(self, reply: Reply, *, expanded: bool) -> list[RenderableType]:
        shown = reply.citations if expanded else reply.lead_citations()
        if not shown:
            return []
        rows: list[RenderableType] = [Text(""), Text(self._words("card.sources", reply.language), style="dim bold")]
        rows += [
            Text(citation_line(citation, with_url=False), style=f"dim link {citation.url}")
            if not expanded
            else Text(citation_line(citation), style="dim")
            for citation in shown
        ]
        return rows


def _statement(statement: Statement, lead: str, *, with_status: bool = False) -> Text:
    text = Text(lead, style="bold")
    numbers = marks(statement.marks)
    line = statement_line(statement, with_status=with_status)
    before, _, after = line.partition(numbers)
    text.append(before, style="strike dim" if statement.status == "superseded" else "not bold")
    text.append(numbers, style="not bold cyan")
    text.append(after, style="not bold dim")
    return text


def _blocks(reply: Reply) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for block in reply.blocks:
        parts += [Text(""), Text(block.heading, style="bold underline")]
        parts += [Padding(_statement(s, "• ", with_status=True), (0, 0, 0, 1)) for s in block.statements]
    return parts


def _choices(reply: Reply) -> list[RenderableType]:
    parts: list[RenderableType] = [Text("")] if reply.choices else []
    for number, choice in enumerate(reply.choices, start=1):
        parts.append(Text.assemble((f"{number}  ", "bold cyan"), choice.title))
        if choice.differs:
            parts.append(Padding(Text(choice.differs, style="dim"), (0, 0, 0, 3)))
    return parts


def _stamp(reply: Reply, *, expanded: bool) -> list[RenderableType]:
    if not reply.stamp:
        return []
    parts: list[RenderableType] = [Text(reply.stamp.warning, style="bold dark_orange")] if reply.stamp.warning else []
    parts.append(Text(reply.stamp.text, style="dim"))
    return [*parts, Text(reply.stamp.footer, style="dim")] if expanded else parts


def _values(lines: Sequence[Line]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=36, overflow="fold")
    table.add_column(overflow="fold")
    for line in lines:
        working = Text(f"{line.working} = " if line.working else "", style="dim")
        table.add_row(Text(line.label), Text.assemble(working, (line.value, "bold"), (f" {marks(line.marks)}", "cyan")))
    return table


def _calculation(calculation: Calculation) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(""), Text(calculation.headline, style="bold")]
    parts.append(Padding(_values(calculation.lines), (0, 0, 0, 2)))
    for scenario in calculation.scenarios:
        before, _, after = scenario_line(scenario).partition(scenario.title)
        text = Text.assemble(before, (scenario.title, "bold"), after)
        parts.append(Padding(text, (0, 0, 0, 2)))
    if calculation.hint:
        parts.append(Text(calculation.hint, style="italic"))
    parts.append(Text(calculation.assumptions, style="dim"))
    return parts
