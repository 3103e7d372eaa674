"""Discord's limits as named constants, and checks of bodies against them.

The renderer lays out within them, the tests hold every card, form and command to them, and ``python -m bot check``
reports the entry that does not fit. The numbers are those of Discord's developer documentation (August 2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.reply import Reply
from bot.wordbook import Wordbook

CONTENT = 2000
TEXT_DISPLAYS = 4000  # over all text displays of a message
COMPONENTS = 40  # nested ones included
ROW_BUTTONS = 5
SECTION_TEXTS = 3
SELECT_OPTIONS = 25
OPTION_TEXT = 100  # label, description and value of a select's option
CUSTOM_ID = 100
BUTTON_LABEL = 80
PLACEHOLDER = 150
MODAL_TITLE = 45
MODAL_COMPONENTS = 5
MODAL_LABEL = 45
MODAL_DESCRIPTION = 100
INPUT_PLACEHOLDER = 100
INPUT_TEXT = 4000
AUTOCOMPLETE_CHOICES = 25
AUTOCOMPLETE_TEXT = 100
COMMANDS = 100
CHAT_INPUT = 1  # the type of slash commands
MENU_TYPES = (2, 3)  # of a user, of a message
MENUS = 15  # of each type
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
COMMAND_OPTIONS = 25
COMMAND_TEXT = 8000  # over all names, descriptions and choice values of one command
COMMAND_LOCALES = frozenset({"en-US", "zh-CN", "zh-TW"})

# our own, tighter ones (ux.md §3.0): room for an echo, and a row of buttons that a phone shows in two lines
CARD_TEXT = 3600
PLAIN_TEXT = 1800
CARD_BUTTONS = 4
LABEL_TARGET = 38
QUESTION = 1000
ECHO = 200
LIST_PAGE = 20
TABLE_TEXT = 3000  # of a pasted table

COMPONENTS_V2 = 1 << 15

_TEXT_DISPLAY, _BUTTON, _ROW, _SECTION = 10, 2, 1, 9
_STRING_SELECT = 3
_SELECTS = frozenset({_STRING_SELECT, 5, 6, 7, 8})
_LINK_STYLE = 5
_SUBCOMMANDS = frozenset({1, 2})  # and groups of them
_NAME = re.compile(r"[-_\w]{1,32}")


def walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every component of a body, nested ones and accessories included."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        for key in ("accessory", "component"):
            if key in component:
                yield from walk([component[key]])


def check_message(body: Mapping[str, Any]) -> list[str]:
    """What in the body of a message breaks a limit; empty when it fits."""
    components = list(walk(body.get("components") or ()))
    problems = [problem for component in components for problem in _component(component)]
    content = body.get("content") or ""
    text = sum(len(c["content"]) for c in components if c["type"] == _TEXT_DISPLAY)
    problems += _over("content", len(content), CONTENT)
    problems += _over("text over all displays", text, TEXT_DISPLAYS)
    problems += _over("components", len(components), COMPONENTS)
    ids = [c["custom_id"] for c in components if "custom_id" in c]
    problems += [f"custom_id used twice: {one}" for one in sorted(set(ids)) if ids.count(one) > 1]
    if content and body.get("flags", 0) & COMPONENTS_V2:
        problems.append("content beside version 2 components")
    if not content and not components:
        problems.append("an empty message")
    return problems


def check_modal(body: Mapping[str, Any]) -> list[str]:
    """What in the body of a modal breaks a limit; empty when it fits."""
    problems = _over("modal title", len(body["title"]), MODAL_TITLE)
    problems += _over("custom_id", len(body["custom_id"]), CUSTOM_ID)
    if not 1 <= len(body["components"]) <= MODAL_COMPONENTS:
        problems.append(f"{len(body['components'])} components in a modal")
    for label in body["components"]:
        problems += _over("label", len(label.get("label") or ""), MODAL_LABEL)
        problems += _over("label description", len(label.get("description") or ""), MODAL_DESCRIPTION)
        control = label.get("component", {})
        problems += _over("placeholder", len(control.get("placeholder") or ""), INPUT_PLACEHOLDER)
        problems += _over("prefilled value", len(control.get("value") or ""), control.get("max_length") or INPUT_TEXT)
    return problems


def check_commands(commands: Sequence[Mapping[str, Any]]) -> list[str]:
    """What in a set of command definitions breaks a limit or a rule; empty when Discord takes them."""
    slash = [command for command in commands if command.get("type", CHAT_INPUT) == CHAT_INPUT]
    problems = _over("commands", len(slash), COMMANDS)
    for kind in MENU_TYPES:
        problems += _over(f"menus of type {kind}", sum(command.get("type") == kind for command in commands), MENUS)
    for command in commands:
        if command in slash:
            problems += [f"/{command['name']}: {problem}" for problem in _command(command)]
        else:
            problems += [f"{command['name']}: {problem}" for problem in _menu(command)]
    return problems


def overflow(reply: Reply, words: Wordbook) -> list[str]:
    """Where a reply does not fit Discord, collapsed or expanded, as card or as plain message."""
    from bot.discord.cards.fitting import problems  # noqa: PLC0415 - the renderer lays out by the constants above

    return list(problems(reply, words))


def shorten(text: str, limit: int) -> str:
    """A label cut to ``limit`` characters with an ellipsis; never used on a claim."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _over(what: str, size: int, limit: int) -> list[str]:
    return [f"{what}: {size} of at most {limit}"] if size > limit else []


def _component(component: Mapping[str, Any]) -> Iterator[str]:
    kind = component["type"]
    yield from _over("custom_id", len(component.get("custom_id", "")), CUSTOM_ID)
    if kind == _BUTTON:
        yield from _button(component)
    elif kind == _ROW:
        children = component["components"]
        if not 1 <= len(children) <= ROW_BUTTONS or (
            len(children) > 1 and any(c["type"] in _SELECTS for c in children)
        ):
            yield f"a row of {len(children)}"
    elif kind in _SELECTS:
        yield from _select(component)
    elif kind == _SECTION and not 1 <= len(component["components"]) <= SECTION_TEXTS:
        yield f"a section of {len(component['components'])} texts"
    elif kind == _TEXT_DISPLAY and not component["content"]:
        yield "an empty text display"


def _button(component: Mapping[str, Any]) -> Iterator[str]:
    yield from _over(f"label {component.get('label')!r}", len(component.get("label") or ""), BUTTON_LABEL)
    if (component.get("style") == _LINK_STYLE) == ("custom_id" in component):
        yield "a button is either a link or has a custom_id"


def _select(component: Mapping[str, Any]) -> Iterator[str]:
    options = component.get("options") or ()
    if component["type"] == _STRING_SELECT and not 1 <= len(options) <= SELECT_OPTIONS:
        yield f"a select of {len(options)} options"
    yield from _over("values to choose", component.get("max_values") or 1, SELECT_OPTIONS)
    yield from _over("values chosen", len(component.get("default_values") or ()), component.get("max_values") or 1)
    yield from _over("placeholder", len(component.get("placeholder") or ""), PLACEHOLDER)
    for option in options:
        for key in ("label", "description", "value"):
            yield from _over(f"option {key}", len(option.get(key) or ""), OPTION_TEXT)


def _command(command: Mapping[str, Any]) -> Iterator[str]:
    options = command.get("options") or ()
    for item in (command, *options):
        if item["name"] != item["name"].lower() or not _NAME.fullmatch(item["name"]):
            yield f"name {item['name']!r}"
        for key, limit in (("name", COMMAND_NAME), ("description", COMMAND_DESCRIPTION)):
            localised = item.get(f"{key}_localizations") or {}
            yield from (f"locale {locale}" for locale in localised.keys() - COMMAND_LOCALES)
            for text in (item[key], *localised.values()):
                if not 1 <= len(text) <= limit:
                    yield f"{key} {text!r} has {len(text)} of 1 to {limit} characters"
    yield from _over("options", len(options), COMMAND_OPTIONS)
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "a required option after an optional one"
    for option in options:
        if option.get("type") in _SUBCOMMANDS:
            yield from (f"{option['name']}: {problem}" for problem in _command(option))
        else:
            yield from _choices(option)
    yield from _over("text of the whole command", _command_text(command), COMMAND_TEXT)


def _menu(command: Mapping[str, Any]) -> Iterator[str]:
    """A menu of a message or user: its name may have capitals and spaces, and is all that it has."""
    localised = command.get("name_localizations") or {}
    yield from (f"locale {locale}" for locale in localised.keys() - COMMAND_LOCALES)
    for text in (command["name"], *localised.values()):
        if not 1 <= len(text) <= COMMAND_NAME or text != text.strip():
            yield f"name {text!r} has {len(text)} of 1 to {COMMAND_NAME} characters"
    if command.get("description") or command.get("options"):
        yield "a menu has neither description nor options"


def _choices(option: Mapping[str, Any]) -> Iterator[str]:
    choices = option.get("choices") or ()
    yield from _over(f"choices of {option['name']}", len(choices), AUTOCOMPLETE_CHOICES)
    for choice in choices:
        localised = choice.get("name_localizations") or {}
        yield from (f"locale {locale}" for locale in localised.keys() - COMMAND_LOCALES)
        for text in (choice["name"], str(choice["value"]), *localised.values()):
            yield from _over(f"choice {text!r}", len(text), AUTOCOMPLETE_TEXT)


def _command_text(command: Mapping[str, Any]) -> int:
    """Length of the longest rendering of a command: names, descriptions and choice values together."""
    total = 0
    subcommands = [one for one in command.get("options") or () if one.get("type") in _SUBCOMMANDS]
    total += sum(_command_text(one) for one in subcommands)
    for item in (command, *(one for one in command.get("options") or () if one not in subcommands)):
        for key in ("name", "description"):
            total += max(len(text) for text in (item[key], *(item.get(f"{key}_localizations") or {}).values()))
        for choice in item.get("choices") or ():
            names = (choice["name"], *(choice.get("name_localizations") or {}).values())
            total += max(map(len, names)) + len(str(choice["value"]))
    return total
