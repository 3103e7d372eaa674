"""Objects as Discord words them: users, messages, channels, servers, and what a session begins with."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from typing import Any

Payload = dict[str, Any]

BOT, OWNER, GUILD, CHANNEL, FORUM = "100", "1", "200", "300", "350"
PERMISSIONS = "274878024704"  # what the bot asks for, and the right to use commands
EVERYTHING = str((1 << 53) - 1)
JOINED = "2026-01-01T00:00:00+00:00"
EPOCH = 1_420_070_400_000  # where Discord's ids begin to count, in milliseconds
TEXT, DIRECT, PUBLIC_THREAD, FORUM_KIND = 0, 1, 11, 15
_COUNT = itertools.count(1)


def new_id() -> str:
    """An id as Discord makes them: the time, and a number that no other has."""
    return str(((time.time_ns() // 1_000_000 - EPOCH) << 22) + next(_COUNT) % (1 << 22))


def user(user_id: str, name: str, *, bot: bool = False) -> Payload:
    """A user."""
    return {"id": user_id, "username": name, "discriminator": "0", "avatar": None, "global_name": None, "bot": bot}


def myself() -> Payload:
    """The bot's own user."""
    return user(BOT, "desk", bot=True)


def member(one: Payload) -> Payload:
    """A user as member of a server."""
    return {"user": one, "roles": [], "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0}


def message(author: Payload, channel: str, body: Mapping[str, Any]) -> Payload:
    """A message as it comes back, from the body that was sent."""
    lists: Payload = {"attachments": [], "embeds": [], "mentions": [], "mention_roles": [], "components": []}
    times = {"timestamp": "2026-11-25T00:00:00+00:00", "edited_timestamp": None, "type": 0, "flags": 0}
    flags = {"tts": False, "mention_everyone": False, "pinned": False}
    given = {"id": new_id(), "channel_id": channel, "author": author, "content": body.get("content") or ""}
    return {**lists, **times, **flags, **given, **changes(body)}


def changes(body: Mapping[str, Any]) -> Payload:
    """What a body says of a message: files are given addresses, and pictures in it are resolved to them."""
    kept = ("content", "components", "embeds", "flags", "mentions")
    found = {key: body[key] for key in kept if body.get(key) is not None}
    if "components" in found:
        found["components"] = _resolved(found["components"])
    if body.get("attachments") is not None:
        found["attachments"] = [attachment(str(one.get("filename", "file"))) for one in body["attachments"]]
    return found


def attachment(name: str) -> Payload:
    """A file of a message."""
    address = f"https://cdn.example/{name}"
    return {"id": new_id(), "filename": name, "size": 9, "content_type": "image/png", "url": address} | {
        "proxy_url": address
    }


def _resolved(part: Any) -> Any:  # noqa: ANN401 - any piece of JSON
    if isinstance(part, list):
        return [_resolved(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _resolved(value) for key, value in part.items()}
    url = str(found.get("url", ""))
    if url.startswith("attachment://"):
        address = f"https://cdn.example/{url.removeprefix('attachment://')}"
        found |= {"url": address, "proxy_url": address, "width": 9, "height": 9, "content_type": "image/png"}
    return found


def channel(channel_id: str, name: str, kind: int = TEXT, **more: object) -> Payload:
    """A channel of the server."""
    basics = {"id": channel_id, "type": kind, "name": name, "position": 0, "permission_overwrites": [], "nsfw": False}
    return {**basics, "guild_id": GUILD, **more}


def thread(thread_id: str, name: str, parent: str, owner: str) -> Payload:
    """A thread, such as a forum's post."""
    times = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": JOINED, "locked": False}
    basics = {"id": thread_id, "type": PUBLIC_THREAD, "name": name, "guild_id": GUILD, "parent_id": parent}
    counts = {"message_count": 0, "member_count": 1, "rate_limit_per_user": 0, "flags": 0, "applied_tags": []}
    return {**basics, "owner_id": owner, "thread_metadata": {**times, "create_timestamp": JOINED}, **counts}


def ready(gateway: str, session: str) -> Payload:
    """What a session begins with."""
    servers = [{"id": GUILD, "unavailable": True}]
    own = {"v": 10, "user": myself(), "guilds": servers, "application": {"id": BOT, "flags": 0}}
    return {**own, "session_id": session, "resume_gateway_url": gateway}


def guild(channels: Sequence[str], permissions: str = PERMISSIONS, locale: str = "zh-CN") -> Payload:
    """The server, with some text channels and a forum."""
    role = {"id": GUILD, "name": "@everyone", "permissions": permissions, "position": 0, "color": 0, "hoist": False}
    basics = {"id": GUILD, "name": "Guild", "owner_id": OWNER, "preferred_locale": locale, "member_count": 2}
    lists: Payload = {
        name: [] for name in ("emojis", "stickers", "features", "threads", "voice_states", "presences", "roles")
    }
    forum = channel(FORUM, "questions", FORUM_KIND, topic=None, available_tags=[], default_forum_layout=0, flags=0)
    lists["channels"] = [*(channel(one, f"c{one}") for one in channels), forum]
    lists["roles"] = [{**role, "managed": False, "mentionable": False}]
    lists["members"] = [member(myself())]
    levels = {"verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0}
    return {**basics, **lists, **levels, "mfa_level": 0, "nsfw_level": 0, "system_channel_flags": 0, "premium_tier": 0}


def application(*, team: bool = False) -> Payload:
    """The application, owned by a user or by a team."""
    owner = user(OWNER, "owner")
    about = {"id": BOT, "name": "desk", "icon": None, "description": "", "summary": "", "flags": 0, "verify_key": "00"}
    found = {**about, "bot_public": True, "bot_require_code_grant": False, "rpc_origins": None, "owner": owner}
    if team:
        one = {"user": owner, "membership_state": 2, "permissions": ["*"], "team_id": "7", "role": "admin"}
        found["team"] = {"id": "7", "name": "Team", "icon": None, "owner_user_id": OWNER, "members": [one]}
    return found
