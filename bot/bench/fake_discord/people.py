"""Who acts where, and what Discord dispatches when they do: commands, presses, forms, messages, posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bench.fake_discord.payloads import (
    BOT,
    CHANNEL,
    DIRECT,
    EVERYTHING,
    FORUM,
    GUILD,
    PERMISSIONS,
    TEXT,
    Payload,
    attachment,
    member,
    message,
    myself,
    new_id,
    thread,
    user,
)

COMMAND, PRESS, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
_SUBCOMMAND = 1
_OPTION = {bool: 5, int: 4, float: 10, str: 3}
_BUTTON, _SELECT, _LABEL, _CHECKBOX = 2, 3, 18, 23
_LISTS = frozenset({_SELECT, 22})  # selects and groups of checkboxes send a list


@dataclass(frozen=True)
class Person:
    """A user.

    Attributes:
        id: of the user.
        name: of the user.
        locale: the language of the user's Discord.
        permissions: what the user may do in the server.
    """

    id: str = "400"
    name: str = "asker"
    locale: str = "zh-CN"
    permissions: str = PERMISSIONS


@dataclass(frozen=True)
class Place:
    """Where something happens.

    Attributes:
        channel: its id.
        guild: the server's id; ``None`` in a direct message.
        locale: the language of the server.
        permissions: what the bot may do there, as interactions tell it.
    """

    channel: str = CHANNEL
    guild: str | None = GUILD
    locale: str = "en-US"
    permissions: str = PERMISSIONS


ASKER = Person()
HERE = Place()


def direct(person: Person) -> Place:
    """The direct messages between a person and the bot."""
    return Place(f"9{person.id}", None, permissions=EVERYTHING)


def interaction(kind: int, data: Mapping[str, Any], by: Person, at: Place, shown: Payload | None = None) -> Payload:
    """An interaction of any kind, on a message if it is one with a control."""
    made = new_id()
    found: Payload = {
        "id": made,
        "application_id": BOT,
        "type": kind,
        "token": f"token-{made}",
        "version": 1,
        "data": dict(data),
        "channel_id": at.channel,
        "channel": {"id": at.channel, "type": TEXT if at.guild else DIRECT, "permissions": at.permissions},
        "locale": by.locale,
        "app_permissions": at.permissions,
        "entitlements": [],
        "authorizing_integration_owners": {},
        "attachment_size_limit": 10_000_000,
        "context": 0 if at.guild else 1,
    }
    person = user(by.id, by.name)
    if at.guild:
        found |= {"guild_id": at.guild, "guild_locale": at.locale}
        found["member"] = {**member(person), "permissions": by.permissions}
        found["channel"] |= {"name": "general", "position": 0, "nsfw": False, "parent_id": None, "guild_id": at.guild}
    else:
        found["user"] = person
        found["channel"] |= {"recipients": [person], "last_message_id": None}
    if shown is not None:
        found["message"] = shown
    return found


def command(name: str, options: Mapping[str, Any], focused: str = "") -> Payload:
    """The data of a slash command, or of what Discord asks for while one of its options is typed.

    Args:
        name: of the command.
        options: values by name; a mapping is a subcommand with options of its own.
        focused: the option that is being typed.
    """
    return {"id": "900", "name": name, "type": 1, "options": _options(options, focused)}


def _options(options: Mapping[str, Any], focused: str = "") -> list[Payload]:
    given: list[Payload] = []
    for key, value in options.items():
        if isinstance(value, Mapping):
            given.append({"name": key, "type": _SUBCOMMAND, "options": _options(value)})
        else:
            typed = {"focused": True} if key == focused else {}
            given.append({"name": key, "type": _OPTION[type(value)], "value": value, **typed})
    return given


def message_command(name: str, target: Payload) -> Payload:
    """The data of a command from a message's menu."""
    resolved = {"messages": {target["id"]: target}}
    return {"id": "901", "name": name, "type": 3, "target_id": target["id"], "resolved": resolved}


def pressed(custom_id: str, values: Sequence[str]) -> Payload:
    """The data of a press on a button, or of a choice from a select."""
    if values:
        return {"component_type": _SELECT, "custom_id": custom_id, "values": list(values), "resolved": {}}
    return {"component_type": _BUTTON, "custom_id": custom_id}


def submitted(form: Mapping[str, Any], values: Mapping[str, Any]) -> Payload:
    """The data of a form that is sent: its fields with what was typed; those without a value as they stood."""
    fields = []
    for number, label in enumerate(form["components"], start=1):
        if label["type"] != _LABEL:
            continue
        control = label["component"]
        value = values.get(control["custom_id"], _standing(control))
        key = "values" if isinstance(value, list) else "value"
        filled = {"type": control["type"], "id": number * 2, "custom_id": control["custom_id"], key: value}
        fields.append({"type": _LABEL, "id": number * 2 + 1, "component": filled})
    return {"custom_id": form["custom_id"], "components": fields}


def _standing(control: Mapping[str, Any]) -> Any:  # noqa: ANN401 - text, a yes or no, one option, or a list of them
    if control["type"] == _CHECKBOX:
        return bool(control.get("default"))
    if "options" not in control:
        return control.get("value") or ""
    chosen = [option["value"] for option in control["options"] if option.get("default")]
    return chosen if control["type"] in _LISTS else (chosen or [None])[0]


def said(
    content: str,
    by: Person,
    at: Place,
    *,
    mentioning: bool = True,
    attachments: Sequence[str] = (),
    replying_to: Payload | None = None,
) -> Payload:
    """A message that somebody writes; in a server with a mention of the bot, as any client would send it."""
    person = user(by.id, by.name)
    mention = mentioning and at.guild is not None
    made = message(person, at.channel, {"content": f"<@{BOT}> {content}".strip() if mention else content})
    made["attachments"] = [attachment(name) for name in attachments]
    if at.guild:
        bare = {key: value for key, value in member(person).items() if key != "user"}
        own = {**myself(), "member": {key: value for key, value in member(myself()).items() if key != "user"}}
        made |= {"guild_id": at.guild, "member": bare, "mentions": [own] if mention else []}
    if replying_to is not None:
        where = {"message_id": replying_to["id"], "channel_id": replying_to["channel_id"], "type": 0}
        made |= {"type": 19, "message_reference": where, "referenced_message": replying_to}
    return made


def post(title: str, by: Person, forum: str = FORUM) -> Payload:
    """A new post in a forum."""
    return {**thread(new_id(), title, forum, by.id), "newly_created": True}
