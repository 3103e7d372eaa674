"""``/calc`` in the terminal: a kind is picked, its figures are written in one line or asked for one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.desk import Desk
from bot.kind_request import is_readable, label
from bot.kinds import KINDS, CalcKind
from bot.language import Language
from bot.reply import Reply
from calc.labels import kinds

NONE = frozenset("no none 没有 沒有 无 無 没 沒".split())  # what says of a sum that it is 0
END_OF_TABLE = ("", ".", "/end")  # what ends a pasted table


@dataclass
class Filling:
    """A kind being filled in: what was said so far, and which input is waited for.

    Attributes:
        kind: the kind.
        said: what was written for it.
        typed: what was answered when asked for one input, and what was named since.
        missing: the input that the next line answers; empty where rows of a table are taken.
        first: inputs that are asked for besides, since their figures are asked for one after the other.
    """

    kind: CalcKind
    said: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    missing: str = ""
    first: tuple[str, ...] = ()


class Kinds:
    """Takes lines for a kind until it can be computed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.filling: Filling | None = None

    def listed(self, language: Language) -> list[tuple[str, str]]:
        """Every kind with its name and what it is called."""
        return [(name, self._desk.words(f"kind.{name}", language)) for name in KINDS]

    def begin(self, name: str, language: Language) -> list[str]:
        """Start to ask for a kind's figures; the lines that say how."""
        kind = KINDS[name]
        self.filling = Filling(kind, missing="" if kind.table else kind.needed[0], first=kind.first)
        words = self._desk.words
        example = words(f"kind.{name}-like", language)
        title = words(f"kind.{name}", language)
        if kind.table:
            like = words("chat.calc-table-like", language, example=example)
            return [title, words("kind.ask-rows", language), like, words("chat.calc-table-end", language)]
        return [title, words("chat.calc-like", language, example=example), *self.next(language)]

    def next(self, language: Language) -> list[str]:
        """What the next line answers, in words."""
        if self.filling is None or not self.filling.missing:
            return []
        asked = label(self._desk.words, self.filling.kind, self.filling.missing, language)
        return [self._desk.words("chat.calc-next", language, field=asked)]

    def takes(self, line: str, language: Language) -> bool:
        """Whether a line says anything for the kind that is being filled in."""
        filling = self.filling
        if filling is None:
            return False
        if filling.kind.table:
            return True
        said = self._desk.assistant.kinds.said(filling.kind.name, line, language)
        return bool(said.values or said.unclear) or is_readable(filling.missing, line)

    def take(self, line: str, language: Language) -> Reply | None:
        """A line for the kind that is being filled in; the reply, once there is one."""
        filling = self.filling
        if filling is None:
            return None
        name = filling.kind.name
        if filling.kind.table:
            if line.strip() not in END_OF_TABLE:
                filling.said = f"{filling.said}\n{line}".strip()
                return None
            return self.compute(name, filling.said, language)
        said = self._desk.assistant.kinds.said(name, line, language)
        listed = kinds()[filling.missing] == "rows" and is_readable(filling.missing, line)
        if (said.values or said.unclear) and not listed:
            filling.said = f"{filling.said}\n{line}".strip()
            filling.typed |= said.shown  # what is named anew goes before what was said of it
        else:
            none = filling.missing in filling.first and line.strip().lower() in NONE
            filling.typed[filling.missing] = "0" if none else line  # a figure alone answers what was asked for
        return self.compute(name, filling.said, language, filling.typed, filling.first)

    def compute(
        self,
        name: str,
        said: str,
        language: Language,
        typed: dict[str, str] | None = None,
        first: tuple[str, ...] = (),
    ) -> Reply:
        """The reply for what was said; while something is missing, the next line answers that."""
        typed = typed or {}
        reply = self._desk.assistant.kinds.reply(name, said, language, typed, first)
        missing = "" if KINDS[name].table else next(iter(reply.missing), "")
        self.filling = Filling(KINDS[name], said, typed, missing, first) if reply.missing else None
        return reply
