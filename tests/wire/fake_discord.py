"""A small Discord of our own: enough of its REST API and gateway to serve one bot over loopback."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "MTIz.right.token"
BOT, GUILD, CHANNEL, ASKER = "100", "200", "300", "400"
PERMISSIONS = "274878024704"


def user(user_id: str, name: str, *, bot: bool = False) -> dict[str, Any]:
    """A user object."""
    return {"id": user_id, "username": name, "discriminator": "0", "avatar": None, "global_name": None, "bot": bot}


class FakeDiscord:
    """REST and gateway on one port; keeps what the bot sends, and lets a test send events."""

    def __init__(self) -> None:
        self.callbacks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.identified: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.resumed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.registered: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.puts, self.refused, self.refuse_gateway = 0, 0, False
        self.fatal_close: int | None = None
        self.socket: web.WebSocketResponse | None = None
        self._ids = itertools.count(1000)
        self._sequence = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def __aenter__(self) -> FakeDiscord:
        app = web.Application(middlewares=[self._authorise])
        app.router.add_get("/api/users/@me", self._me)
        app.router.add_get("/api/oauth2/applications/@me", self._application)
        app.router.add_get("/api/applications/{app}/commands", self._commands)
        app.router.add_put("/api/applications/{app}/commands", self._register)
        app.router.add_post("/api/interactions/{id}/{token}/callback", self._callback)
        app.router.add_post("/api/channels/{channel}/messages", self._message)
        app.router.add_get("/gateway", self._gateway)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.address = f"127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.socket is not None and not self.socket.closed:
            await self.socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    def environment(self, token: str = TOKEN) -> dict[str, str]:
        """Settings that send a bot here."""
        return {
            "DISCORD_TOKEN": token,
            "ROTHDESK_API_BASE": f"http://{self.address}/api",
            "ROTHDESK_GATEWAY": f"ws://{self.address}/gateway",
            "ROTHDESK_LOG_FORMAT": "json",
            "ROTHDESK_LOG_LEVEL": "DEBUG",
        }

    async def send(self, event: str, data: Any) -> None:
        """Dispatch an event to the bot."""
        assert self.socket is not None
        await self.socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": data})

    async def slash(self, name: str, **options: str) -> str:
        """A user runs a command in the channel; the id of the interaction."""
        interaction = str(next(self._ids))
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        await self.send(
            "INTERACTION_CREATE",
            {
                "id": interaction,
                "application_id": BOT,
                "type": 2,
                "token": f"token-{interaction}",
                "version": 1,
                "data": {"id": "900", "name": name, "type": 1, "options": given},
                "guild_id": GUILD,
                "channel_id": CHANNEL,
                "channel": {"id": CHANNEL, "type": 0, "name": "general", "permissions": PERMISSIONS},
                "member": {**self._member(ASKER, "asker"), "permissions": PERMISSIONS},
                "locale": "zh-CN",
                "guild_locale": "en-US",
                "app_permissions": PERMISSIONS,
                "entitlements": [],
                "authorizing_integration_owners": {},
                "attachment_size_limit": 1,
            },
        )
        return interaction

    async def say(self, content: str) -> None:
        """A user writes in the channel, mentioning the bot."""
        mentioned = {
            **user(BOT, "desk", bot=True),
            "member": {"roles": [], "joined_at": None, "deaf": False, "mute": False},
        }
        message = self._message_object(user(ASKER, "asker"), f"<@{BOT}> {content}")
        member = self._member(ASKER, "asker")
        await self.send("MESSAGE_CREATE", {**message, "guild_id": GUILD, "member": member, "mentions": [mentioned]})

    @web.middleware
    async def _authorise(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.calls.append(f"{request.method} {request.path}")
        ours = request.headers.get("Authorization") == f"Bot {TOKEN}"
        if not ours and "/interactions/" not in request.path and not request.path.startswith("/gateway"):
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        response: web.StreamResponse = await handler(request)
        return response

    async def _me(self, _: web.Request) -> web.Response:
        return _json(user(BOT, "desk", bot=True))

    async def _application(self, _: web.Request) -> web.Response:
        flags = {
            "id": BOT,
            "name": "desk",
            "icon": None,
            "description": "",
            "summary": "",
            "flags": 0,
            "verify_key": "00",
        }
        return _json(
            {**flags, "bot_public": True, "bot_require_code_grant": False, "rpc_origins": None, "owner": user("1", "o")}
        )

    async def _commands(self, _: web.Request) -> web.Response:
        return _json(self.registered)

    async def _register(self, request: web.Request) -> web.Response:
        self.puts += 1
        added = {"application_id": BOT, "version": "1", "dm_permission": True}
        self.registered = [{**one, **added, "id": str(900 + n)} for n, one in enumerate(await request.json())]
        return _json(self.registered)

    async def _callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.callbacks.put_nowait({"interaction": request.match_info["id"], **body})
        made = self._message_object(user(BOT, "desk", bot=True), "")
        resource = {"type": body["type"], "message": made}
        interaction = {"id": request.match_info["id"], "type": 2, "response_message_id": made["id"]}
        return _json({"interaction": interaction, "resource": resource})

    async def _message(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.messages.put_nowait(body)
        return _json(self._message_object(user(BOT, "desk", bot=True), body.get("content") or ""))

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if self.refuse_gateway:
            self.refused += 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.socket = socket
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            await self._received(json.loads(frame.data))
        return socket

    async def _received(self, payload: dict[str, Any]) -> None:
        assert self.socket is not None
        if payload["op"] == 1:
            await self.socket.send_json({"op": 11})
        elif payload["op"] == 6:
            await self.send("RESUMED", {})
            self.resumed.put_nowait(payload["d"])
        elif payload["op"] == 2:
            if self.fatal_close:
                await self.socket.close(code=self.fatal_close)
                return
            await self._ready()
            self.identified.put_nowait(payload["d"])

    async def _ready(self) -> None:
        gateway = f"ws://{self.address}/gateway"
        ready = {"v": 10, "user": user(BOT, "desk", bot=True), "guilds": [{"id": GUILD, "unavailable": True}]}
        application = {"id": BOT, "flags": 0}
        await self.send(
            "READY", {**ready, "session_id": "s", "resume_gateway_url": gateway, "application": application}
        )
        channel = {
            "id": CHANNEL,
            "type": 0,
            "name": "general",
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
        }
        role = {"id": GUILD, "name": "@everyone", "permissions": PERMISSIONS, "position": 0, "color": 0, "hoist": False}
        guild = {"id": GUILD, "name": "Guild", "owner_id": "1", "preferred_locale": "zh-CN", "member_count": 2}
        lists: dict[str, Any] = {
            "emojis": [],
            "stickers": [],
            "features": [],
            "threads": [],
            "voice_states": [],
            "presences": [],
        }
        more = {"channels": [channel], "roles": [{**role, "managed": False, "mentionable": False}]}
        levels = {"verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0}
        more |= {"members": [self._member(BOT, "desk", bot=True)], **levels, "mfa_level": 0, "nsfw_level": 0}
        await self.send("GUILD_CREATE", {**guild, **lists, **more, "system_channel_flags": 0, "premium_tier": 0})

    def _member(self, user_id: str, name: str, *, bot: bool = False) -> dict[str, Any]:
        joined = "2026-01-01T00:00:00+00:00"
        return {
            "user": user(user_id, name, bot=bot),
            "roles": [],
            "joined_at": joined,
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    def _message_object(self, author: dict[str, Any], content: str) -> dict[str, Any]:
        lists: dict[str, Any] = {"attachments": [], "embeds": [], "mentions": [], "mention_roles": [], "components": []}
        times = {"timestamp": "2026-11-25T00:00:00+00:00", "edited_timestamp": None, "type": 0, "flags": 0}
        flags = {"tts": False, "mention_everyone": False, "pinned": False}
        return {
            "id": str(next(self._ids)),
            "channel_id": CHANNEL,
            "author": author,
            "content": content,
            **lists,
            **times,
            **flags,
        }


def _json(value: Any, status: int = 200) -> web.Response:
    # discord.py takes JSON only under exactly this type, without a charset
    return web.Response(body=json.dumps(value).encode(), status=status, content_type="application/json")
