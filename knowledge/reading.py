"""Read a YAML file as plain strings, remembering on which line each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Place: TypeAlias = tuple[str | int, ...]

# libyaml is several times faster; the pure loader does the same work where a platform has no wheel with it
TextLoader: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file, worded for the person who will mend it."""

    file: str
    line: int
    rule: str
    what: str
    fix: str

    def __str__(self) -> str:
        """The line that `check` prints: file:line, the rule, what is wrong and what to do."""
        return f"{self.file}:{self.line}: [{self.rule}] {self.what} → {self.fix}"


@dataclass(frozen=True)
class Document:
    """A parsed file: its value, and the line of every place in it."""

    file: str
    value: Value
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that the file has."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 1


def read(path: Path, shown_as: str) -> tuple[Document, list[Problem]]:
    """Parse one file. All scalars stay text, so `no`, `on` and dates mean what they say.

    Args:
        path: the file.
        shown_as: its name in messages.
    """
    problems: list[Problem] = []
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=TextLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"this is not valid YAML: {getattr(error, 'problem', None) or error}"
        fix = "look at the line above too; quote texts that hold a colon or start with a special sign"
        return Document(shown_as, None, {}), [Problem(shown_as, mark.line + 1 if mark else 1, "yaml", what, fix)]
    except UnicodeDecodeError:
        return Document(shown_as, None, {}), [Problem(shown_as, 1, "yaml", "the file is not UTF-8", "save it as UTF-8")]
    lines: dict[Place, int] = {}
    try:
        value = _build(node, (), lines, problems, shown_as) if node is not None else None
    except RecursionError:
        what, fix = "a block contains itself, or blocks stand too deep in each other", "write it out without `*`"
        return Document(shown_as, None, {}), [Problem(shown_as, 1, "yaml", what, fix)]
    return Document(shown_as, value, lines), problems


def _build(node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem], file: str) -> Value:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*place, index), lines, problems, file) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        built: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in built:
                what = f"`{key}` stands twice in the same block"
                problems.append(Problem(file, key_node.start_mark.line + 1, "yaml", what, "keep one of the two"))
            built[key] = _build(value_node, (*place, key), lines, problems, file)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return built
    text = str(node.value)
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if text == "" and plain else text
