"""What a person sees on a simulated Discord: texts, labels, and the controls to press."""

from __future__ import annotations

from typing import Any

from bot.discord.limits import walk


def parts(message: Any) -> list[dict[str, Any]]:
    """All components of a response or message, as Discord holds them."""
    if message is None:
        return []
    components = [c if isinstance(c, dict) else c.to_dict() for c in message.components]
    return [dict(part) for part in walk(components)]


def text(message: Any) -> str:
    """Everything readable: content and text displays."""
    if message is None:
        return ""
    return "\n".join([message.content or "", *(p["content"] for p in parts(message) if p["type"] == 10)]).strip()


def labels(message: Any) -> list[str]:
    """The labels of the buttons."""
    return [part["label"] for part in parts(message) if part["type"] == 2]


def custom_ids(message: Any) -> list[str]:
    """All custom_ids."""
    return [part["custom_id"] for part in parts(message) if part.get("custom_id")]


def control(message: Any, action: str) -> str:
    """The custom_id of the first control with that action."""
    found = [one for one in custom_ids(message) if one.split(":")[1] == action]
    assert found, f"no {action} among {custom_ids(message)}"
    return found[0]


def options(message: Any, action: str) -> list[str]:
    """The values that a select offers."""
    wanted = control(message, action)
    return [o["value"] for part in parts(message) if part.get("custom_id") == wanted for o in part["options"]]


def plain(message: Any) -> str:
    """The text without the backslashes that keep Markdown quiet."""
    return text(message).replace("\\", "")


def fields(shown: Any) -> dict[str, dict[str, Any]]:
    """The fields of a form by their ids, each with what stands around it under ``above``."""
    assert shown.modal is not None
    return {part["component"]["custom_id"]: {**part["component"], "above": part} for part in shown.modal["components"]}


def pictures(message: Any) -> list[tuple[str, str]]:
    """The pictures on a card: where each comes from, and its alt text."""
    found = [item for part in parts(message) if part["type"] == 12 for item in part["items"]]
    return [(item["media"]["url"], item.get("description") or "") for item in found]
