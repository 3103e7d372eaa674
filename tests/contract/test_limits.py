"""The checks of the limits find what they are for: each plants one violation."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.limits import COMPONENTS_V2, check_commands, check_message, check_modal, shorten

Body = dict[str, Any]


def row(*components: Body) -> Body:
    """An action row."""
    return {"type": 1, "components": list(components)}


def button(custom_id: str = "a", label: str = "press") -> Body:
    """A button."""
    return {"type": 2, "style": 2, "label": label, "custom_id": custom_id}


def select(count: int, **more: str) -> Body:
    """A select of so many options."""
    options = [{"label": f"l{n}", "value": f"v{n}", **more} for n in range(count)]
    return {"type": 3, "custom_id": "s", "options": options}


def text(size: int) -> Body:
    """A text display of so many characters."""
    return {"type": 10, "content": "x" * size}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {},
        {"content": "x", "components": [text(1)], "flags": COMPONENTS_V2},
        {"components": [text(2000), text(2001)]},
        {"components": [text(0)]},
        {"components": [text(1)] * 41},
        {"components": [row(*[button(str(n)) for n in range(6)])]},
        {"components": [row()]},
        {"components": [row(button(label="x" * 81))]},
        {"components": [row(button("x" * 101))]},
        {"components": [row(button("same"), button("same"))]},
        {"components": [row({"type": 2, "style": 5, "label": "l", "url": "https://a.b", "custom_id": "x"})]},
        {"components": [row(select(26))]},
        {"components": [row(select(0))]},
        {"components": [row(select(2), button())]},
        {"components": [row(select(2, description="x" * 101))]},
        {"components": [{"type": 9, "components": [text(1)] * 4, "accessory": button()}]},
        {"components": [{"type": 9, "components": [text(1)], "accessory": button("x" * 101)}]},
    ],
)
def test_broken_message_is_found(body: Body) -> None:
    """A message that Discord would refuse is reported."""
    assert check_message(body)


def test_message_at_the_limits_passes() -> None:
    """What is just allowed is not reported."""
    full = [text(4000), row(*[button(str(n), "x" * 80) for n in range(5)]), row(select(25, description="x" * 100))]
    assert check_message({"components": full, "flags": COMPONENTS_V2}) == []
    assert check_message({"content": "x" * 2000}) == []


def modal(**changes: Any) -> Body:
    """A modal with one input."""
    label = {"type": 18, "label": "l", "component": {"type": 4, "custom_id": "x", "max_length": 40}}
    return {"title": "t", "custom_id": "m", "components": [label], **changes}


@pytest.mark.parametrize(
    "body",
    [
        modal(title="x" * 46),
        modal(custom_id="x" * 101),
        modal(components=[]),
        modal(components=modal()["components"] * 6),
        modal(components=[{"type": 18, "label": "x" * 46, "component": {}}]),
        modal(components=[{"type": 18, "label": "l", "description": "x" * 101, "component": {}}]),
        modal(components=[{"type": 18, "label": "l", "component": {"placeholder": "x" * 101}}]),
        modal(components=[{"type": 18, "label": "l", "component": {"value": "x" * 41, "max_length": 40}}]),
    ],
)
def test_broken_modal_is_found(body: Body) -> None:
    """A modal that Discord would refuse is reported."""
    assert check_modal(modal()) == []
    assert check_modal(body)


COMMAND: Body = {
    "name": "ask",
    "description": "d",
    "description_localizations": {"zh-CN": "问"},
    "options": [
        {"name": "q", "description": "d", "required": True, "type": 3},
        {"name": "lang", "description": "d", "type": 3, "choices": [{"name": "a", "value": "a"}]},
    ],
}


@pytest.mark.parametrize(
    "breaking",
    [
        lambda c: c.update(name="Ask"),
        lambda c: c.update(name="a b"),
        lambda c: c.update(name="x" * 33),
        lambda c: c.update(description=""),
        lambda c: c.update(description="x" * 101),
        lambda c: c["description_localizations"].update({"zh-TW": "x" * 101}),
        lambda c: c["description_localizations"].update({"zh": "问"}),
        lambda c: c["options"].reverse(),
        lambda c: c["options"].extend([c["options"][1]] * 25),
        lambda c: c["options"][1].update(choices=[{"name": str(n), "value": str(n)} for n in range(26)]),
        lambda c: c["options"][1]["choices"][0].update(value="x" * 101),
        lambda c: c["options"][1]["choices"][0].update(name_localizations={"fr": "a"}),
        lambda c: (
            c["options"][1].update(
                choices=[{"name": "x" * 100, "value": f"{n:x>100}"} for n in range(25)], description="x" * 100
            )
            or c["options"].extend([c["options"][1]])
        ),
    ],
)
def test_broken_command_is_found(breaking: Callable[[Body], None]) -> None:
    """A command that Discord would refuse is reported."""
    command = copy.deepcopy(COMMAND)
    assert check_commands([command]) == []
    breaking(command)
    assert check_commands([command])


def test_more_than_a_hundred_commands_are_found() -> None:
    """Discord takes a hundred."""
    assert check_commands([COMMAND] * 101)


def test_shortened_label_says_so() -> None:
    """A label that is cut ends in an ellipsis and keeps to the limit."""
    assert shorten("abc", 3) == "abc"
    assert shorten("abcdef", 4) == "abc…"
