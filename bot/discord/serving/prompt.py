"""Answers to interactions in time: Discord takes them within three seconds, while discord.py would try for 25."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from discord.webhook.async_ import AsyncWebhookAdapter, async_context

if TYPE_CHECKING:
    import aiohttp
    from discord.http import MultipartParameters

SECONDS = 2.6  # in which there are two attempts; what comes of a third would be too late


class TooLateError(Exception):
    """Discord has not taken the answer to an interaction in time, and takes no other any more."""


class _Prompt(AsyncWebhookAdapter):
    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:  # noqa: ANN401 - what discord.py expects
        """Answer an interaction, or give up in time."""
        answering = super().create_interaction_response(
            interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
        )
        try:
            async with asyncio.timeout(SECONDS):
                return await answering
        except TimeoutError:
            raise TooLateError from None


def answer_promptly() -> None:
    """Let everything that is started from here on give up in time; discord.py offers no other place for this."""
    async_context.set(_Prompt())  # type: ignore[no-untyped-call]
