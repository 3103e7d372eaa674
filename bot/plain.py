"""A reply as plain text: for a pipe, a copy to keep, and the ``text`` of the JSON interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.reply import Calculation, Citation, Line, Reply, Scenario, Statement
from bot.wordbook import Wordbook
from knowledge.text import has_han


def marks(numbers: Iterable[int]) -> str:
    """Source numbers as ``[1][2]``."""
    return "".join(f"[{number}]" for number in numbers)


def _aside(text: str) -> str:
    """A remark in the brackets of its language."""
    return f" ({text})" if text.isascii() else f"（{text}）"


def statement_line(statement: Statement, *, with_status: bool = False) -> str:
    """A claim on one line: label, text, source numbers, and its status where asked."""
    status = _aside(statement.status_word) if with_status else ""
    return f"{labelled(statement)}{marks(statement.marks)}{status}"


def labelled(statement: Statement) -> str:
    """A claim with its label, such as that it is superseded, and without its sources."""
    label = f"{statement.label}: " if statement.label and statement.label.isascii() else ""
    label = label or (f"{statement.label}：" if statement.label else "")
    return f"{label}{statement.text}"


def value_line(line: Line) -> str:
    """A labelled value with its working: ``Taxable amount: 9,500 − 9,500 = $0 [3]``."""
    colon = "：" if has_han(line.label + line.value) else ": "
    working = f"{line.working} = " if line.working else ""
    return f"{line.label}{colon}{working}{line.value} {marks(line.marks)}".rstrip()


def scenario_line(scenario: Scenario) -> str:
    """A reading on one line: under which condition, what then, and its figures."""
    english = scenario.title.isascii()
    figures = "; ".join(f"{line.label} {line.value}" for line in scenario.lines)
    if english:
        return f"{scenario.title}: {scenario.text} ({figures}){marks(scenario.marks)}"
    return f"{scenario.title}：{scenario.text}（{figures.replace('; ', '；')}）{marks(scenario.marks)}"


def citation_line(citation: Citation, *, with_url: bool = True) -> str:
    """A source on one line: number, title, place in it, caveat, address."""
    caveat = _aside(citation.caveat) if citation.caveat else ""
    url = f" {citation.url}" if with_url else ""
    return f"[{citation.number}] {citation.short} {citation.place}{caveat}{url}"


class PlainText:
    """Lays a reply out as lines of text."""

    def __init__(self, words: Wordbook) -> None:
        self._words = words

    def answer(self, reply: Reply) -> str:
        """What was answered, without title, sources and stamp: the ``text`` of the JSON interface."""
        return "\n".join(self._answer(reply))

    def card(self, reply: Reply, *, expanded: bool = False) -> str:
        """The whole card."""
        lines = [reply.title]
        if reply.continues:
            lines.append(reply.continues)
        if reply.echo:
            lines.append(self._words("card.echo", reply.language, text=reply.echo))
        lines += ["", *self._answer(reply)]
        if expanded:
            for block in reply.blocks:
                lines += ["", block.heading]
                lines += [f"- {statement_line(s, with_status=True)}" for s in block.statements]
        lines += self._sources(reply, expanded=expanded)
        if reply.stamp:
            lines += [f"! {reply.stamp.warning}"] if reply.stamp.warning else []
            lines.append(reply.stamp.text)
            lines += [reply.stamp.footer] if expanded else []
        if reply.choices:
            lines += ["", *self._choices(reply)]  # last, beside the prompt that they are picked at
        return "\n".join(lines)

    def calculation(self, calculation: Calculation) -> Iterator[str]:
        """A calculation as lines."""
        yield calculation.headline
        for line in calculation.lines:
            yield f"- {value_line(line)}"
        for scenario in calculation.scenarios:
            yield f"- {scenario_line(scenario)}"
        if calculation.hint:
            yield calculation.hint
        yield calculation.assumptions

    def _answer(self, reply: Reply) -> Iterator[str]:
        yield from reply.body
        colon = reply.language.colon
        if reply.now:
            yield f"{self._words('season.do-now', reply.language)}{colon}{statement_line(reply.now)}"
        first = True
        for statement in reply.statements:
            space = "" if reply.verdict and not reply.verdict.isascii() else " "
            lead = f"{reply.verdict}{space}" if reply.verdict and first else ""
            yield f"{lead}{statement_line(statement)}"
            first = False
        if reply.next:
            yield f"{self._words('card.next', reply.language)}{colon}{statement_line(reply.next)}"
        if reply.read:
            if reply.body or reply.statements:
                yield ""
            yield self._words("card.read", reply.language, figures=reply.read)
        yield from reply.asks
        if reply.which_year:
            yield reply.which_year
        if reply.calculation:
            yield from self.calculation(reply.calculation)

    def _choices(self, reply: Reply) -> Iterator[str]:
        for number, choice in enumerate(reply.choices, start=1):
            yield f"{number}. {choice.title}"
            if choice.differs:
                yield f"   {choice.differs}"

    def _sources(self, reply: Reply, *, expanded: bool) -> list[str]:
        shown = reply.citations if expanded else reply.lead_citations()
        if not shown:
            return []
        return ["", self._words("card.sources", reply.language), *(citation_line(citation) for citation in shown)]
