"""The REST routes that a bot of this kind uses, with the refusals that Discord has for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.bench.fake_discord.payloads import BOT, DIRECT, Payload, application, changes, message, myself, new_id, user
from bot.bench.fake_discord.sent import CALLBACK, DEFERRED, EDIT, FOLLOWUP, MESSAGE, Answer, body_of

if TYPE_CHECKING:
    from bot.bench.fake_discord.server import FakeDiscord

TOO_LATE = 3.0  # seconds within which an interaction has to be answered
UNKNOWN_MESSAGE, UNKNOWN_INTERACTION, ANSWERED, UNKNOWN_WEBHOOK = 10008, 10062, 40060, 10015
EDITS = frozenset({6, 7})
SHOWN = frozenset({4, 5, 7})


class Rest:
    """Routes and what they hold.

    Attributes:
        stored: messages by id.
        open: interactions by id and by token.
        registered: the commands.
        puts: how often they were registered.
        calls: method and path of every request.
    """

    def __init__(self, fake: FakeDiscord, token: str, *, team: bool, patience: float) -> None:
        self.stored: dict[str, Payload] = {}
        self.open: dict[str, Payload] = {}
        self.registered: list[Payload] = []
        self.puts = 0
        self.calls: list[str] = []
        self._nonces: dict[tuple[str, str], Payload] = {}
        self._fake = fake
        self._token = token
        self._team = team
        self._patience = patience

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        hook, original = "/api/webhooks/{app}/{token}", "/api/webhooks/{app}/{token}/messages/{message}"
        one = "/api/channels/{channel}/messages/{message}"
        for method, path, handler in (
            ("GET", "/api/users/@me", self._me),
            ("GET", "/api/oauth2/applications/@me", self._application),
            ("GET", "/api/applications/@me", self._application),
            ("GET", "/api/applications/{app}/commands", self._commands),
            ("PUT", "/api/applications/{app}/commands", self._register),
            ("POST", "/api/interactions/{id}/{token}/callback", self._callback),
            ("POST", hook, self._follow_up),
            ("GET", original, self._get_original),
            ("PATCH", original, self._edit_original),
            ("DELETE", original, self._delete_original),
            ("POST", "/api/channels/{channel}/messages", self._post),
            ("GET", one, self._get),
            ("PATCH", one, self._edit),
            ("DELETE", one, self._delete),
            ("POST", "/api/users/@me/channels", self._direct),
        ):
            app.router.add_route(method, path, handler)

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Check the token, and let go wrong what shall."""
        self.calls.append(f"{request.method} {request.path}")
        ours = request.headers.get("Authorization") == f"Bot {self._token}"
        if not ours and not request.path.startswith(("/api/interactions/", "/api/webhooks/", "/gateway")):
            return refuse(401, 0, "401: Unauthorized")
        fault = next((one for one in self._fake.faults if one.meets(request)), None)
        if fault is not None:
            fault.met += 1
            if fault.arrived:
                await handler(request)
            response = await fault.answer(request)
            if response is not None:
                return response
        return await handler(request)

    async def _me(self, _: web.Request) -> web.Response:
        return say(myself())

    async def _application(self, _: web.Request) -> web.Response:
        return say(application(team=self._team))

    async def _commands(self, _: web.Request) -> web.Response:
        return say(self.registered)

    async def _register(self, request: web.Request) -> web.Response:
        self.puts += 1
        added = {"application_id": BOT, "version": "1", "dm_permission": True}
        self.registered = [{**one, **added, "id": str(900 + n)} for n, one in enumerate(await request.json())]
        return say(self.registered)

    async def _callback(self, request: web.Request) -> web.Response:
        body, files = await body_of(request)
        event = request.match_info["id"]
        opened, ledger = self.open.get(event), self._fake.ledger
        if opened is None or ledger.age(event) > self._patience:
            ledger.refused[event] += 1
            return refuse(404, UNKNOWN_INTERACTION, "Unknown interaction")
        if "answered" in opened:
            ledger.refused[event] += 1
            return refuse(400, ANSWERED, "Interaction has already been acknowledged.")
        opened["answered"] = body["type"]
        self._fake.callbacks.put_nowait({"interaction": event, **body})
        made = self._made_by(opened, body)
        ledger.note(event, Answer(CALLBACK, body, ledger.age(event), made, files))
        told = {"id": event, "type": opened["type"], "response_message_id": made.get("id")}
        resource = {"type": body["type"], **({"message": made} if made else {})}
        return say({"interaction": told, "resource": resource})

    def _made_by(self, opened: Payload, body: Payload) -> Payload:
        """The message that a callback makes or changes."""
        if body["type"] in EDITS and "message" in opened:
            made = {**opened["message"], **changes(body.get("data") or {})}
        elif body["type"] in SHOWN:
            made = message(myself(), opened["channel_id"], body.get("data") or {})
        else:
            return {}
        opened["original"] = made["id"]
        self.stored[made["id"]] = made
        return made

    async def _follow_up(self, request: web.Request) -> web.Response:
        body, files = await body_of(request)
        opened = self.open.get(request.match_info["token"])
        if opened is None:
            return refuse(404, UNKNOWN_WEBHOOK, "Unknown Webhook")
        made = message(myself(), opened["channel_id"], body)
        if opened.get("answered") in DEFERRED - EDITS and not opened.get("shown"):
            made["id"] = opened["original"]  # the first one takes the place of "thinking…"
        opened["shown"] = True
        self.stored[made["id"]] = made
        self._note(opened["id"], Answer(FOLLOWUP, body, self._fake.ledger.age(opened["id"]), made, files))
        return say(made)

    async def _edit_original(self, request: web.Request) -> web.Response:
        body, files = await body_of(request)
        opened, found = self._original(request)
        if opened is None or found is None:
            return refuse(404, UNKNOWN_MESSAGE, "Unknown Message")
        found |= changes(body)
        opened["shown"] = True
        self._note(opened["id"], Answer(EDIT, body, self._fake.ledger.age(opened["id"]), found, files))
        return say(found)

    async def _get_original(self, request: web.Request) -> web.Response:
        _, found = self._original(request)
        return say(found) if found else refuse(404, UNKNOWN_MESSAGE, "Unknown Message")

    async def _delete_original(self, request: web.Request) -> web.Response:
        opened, found = self._original(request)
        if opened is None or found is None:
            return refuse(404, UNKNOWN_MESSAGE, "Unknown Message")
        del self.stored[found["id"]]
        self._note(opened["id"], Answer(EDIT, {"deleted": found["id"]}, self._fake.ledger.age(opened["id"])))
        return web.Response(status=204)

    def _original(self, request: web.Request) -> tuple[Payload | None, Payload | None]:
        opened = self.open.get(request.match_info["token"])
        named = request.match_info["message"]
        wanted = opened.get("original", "") if opened and named == "@original" else named
        return opened, self.stored.get(wanted)

    async def _post(self, request: web.Request) -> web.Response:
        body, files = await body_of(request)
        channel = request.match_info["channel"]
        nonce = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return say(self._nonces[nonce])  # as Discord does for some minutes
        made = message(myself(), channel, body)
        self.stored[made["id"]] = self._nonces[nonce] = made
        self._fake.messages.put_nowait(body)
        answered = str((body.get("message_reference") or {}).get("message_id", channel))
        self._note(answered, Answer(MESSAGE, body, self._fake.ledger.age(answered), made, files))
        return say(made)

    async def _get(self, request: web.Request) -> web.Response:
        found = self.stored.get(request.match_info["message"])
        return say(found) if found else refuse(404, UNKNOWN_MESSAGE, "Unknown Message")

    async def _edit(self, request: web.Request) -> web.Response:
        body, files = await body_of(request)
        found = self.stored.get(request.match_info["message"])
        if found is None:
            return refuse(404, UNKNOWN_MESSAGE, "Unknown Message")
        found |= changes(body)
        self._note(found["id"], Answer(EDIT, body, 0.0, found, files))
        return say(found)

    async def _delete(self, request: web.Request) -> web.Response:
        if self.stored.pop(request.match_info["message"], None) is None:
            return refuse(404, UNKNOWN_MESSAGE, "Unknown Message")
        return web.Response(status=204)

    async def _direct(self, request: web.Request) -> web.Response:
        body = await request.json()
        who = str(body["recipient_id"])
        return say({"id": f"9{who}", "type": DIRECT, "recipients": [user(who, "asker")], "last_message_id": new_id()})

    def _note(self, event: str, answer: Answer) -> None:
        self._fake.ledger.note(event, answer)


def say(value: Any) -> web.Response:  # noqa: ANN401 - any JSON
    """An answer; discord.py takes JSON only under exactly this type, without a charset."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json")


def refuse(status: int, code: int, why: str) -> web.Response:
    """A refusal with Discord's own code."""
    return web.Response(
        body=json.dumps({"message": why, "code": code}).encode(), status=status, content_type="application/json"
    )
