"""``/faq-admin status``: what is being served, how quickly, and what is missing. No figure of anybody's."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from discord import ui

from bot.discord import answering
from bot.discord.admin import missing as gone
from bot.discord.admin.guard import Channel, lacking, may_manage, names_of
from bot.discord.cards.render import notice
from bot.discord.services import Interaction, Services, locale_of, of
from bot.language import Language
from bot.store.keeper import State
from calc import parameters
from knowledge.learned_ranking import LearnedRanking

SOON = timedelta(days=30)
_CHANNELS = 6  # whose missing permissions are spelled out
_DAY, _HOUR, _MINUTE = 86400, 3600, 60


async def show(interaction: Interaction) -> None:
    """Show the status to the admin alone."""
    if await may_manage(interaction):
        lines = _Status(of(interaction), locale_of(interaction)).lines(interaction)
        await answering.put_new(interaction, view_of(lines))


def view_of(lines: Iterator[str]) -> ui.LayoutView:
    """The card of a status."""
    return notice("\n".join(lines))


class _Status:
    def __init__(self, services: Services, language: Language) -> None:
        self._services = services
        self._language = language

    def lines(self, interaction: Interaction) -> Iterator[str]:
        yield f"### {self._say('status-title')}"
        yield from self._knowledge(self._services.desk.assistant.today())
        yield self._say("status-calc", years=self._years())
        learned = isinstance(self._services.desk.assistant.matcher.ranking, LearnedRanking)
        yield self._say("status-matcher-learned" if learned else "status-matcher-likeness")
        yield from self._speed(interaction.client)
        yield self.store()
        yield from self._permissions(interaction)

    def _knowledge(self, today: date) -> Iterator[str]:
        entries = self._services.desk.assistant.base.entries.values()
        yield self._say("status-knowledge", version=self._services.desk.assistant.base.version)
        counts = {name: sum(bool(getattr(entry.question, name)) for entry in entries) for name in ("zh", "en")}
        yield self._say("status-entries", **counts)
        past = sum(entry.review_by < today for entry in entries)
        soon = sum(today <= entry.review_by <= today + SOON for entry in entries)
        yield self._say("status-review", past=past, soon=soon)

    def _years(self) -> str:
        years = sorted({year for name in parameters.names() for year in parameters.parameter(name).values})
        return f"{years[0]}-{years[-1]}"

    def _speed(self, client: Any) -> Iterator[str]:  # noqa: ANN401 - discord.py's interactions do not say which client
        pace = self._services.pace
        gateway = client.latency
        beat = self._say("status-unknown") if math.isnan(gateway) else f"{gateway * 1000:.0f} ms"
        yield self._say("status-latency", gateway=beat)
        if pace.p95 is not None:
            yield self._say("status-p95", p95=f"{pace.p95 * 1000:.0f} ms", count=pace.count)
        days, rest = divmod(int(pace.up), _DAY)
        up = self._say("status-time", days=days, hours=rest // _HOUR, minutes=rest % _HOUR // _MINUTE)
        yield self._say("status-up", time=up, servers=len(client.guilds))

    def store(self) -> str:
        health = self._services.keeper.health
        if health.state in {State.WITHOUT, State.OPEN}:
            return self._say(f"status-store-{health.state}")
        if health.fault is None:
            return self._say("status-store-opening")
        return self._say("status-store-broken", list=self._say(f"fault-{health.fault}"))

    def _permissions(self, interaction: Interaction) -> Iterator[str]:
        """What is missing here, and in the channels that the server has chosen; those that are no more."""
        found: dict[str, tuple[str, ...]] = {}
        if isinstance(interaction.channel, Channel):
            found[interaction.channel.mention] = lacking(interaction.channel, interaction.app_permissions)
        guild = interaction.guild
        settings = self._services.servers.of(interaction.guild_id)
        if guild is not None:
            yield from gone.lines(settings, guild, self._services.desk.words, self._language)
        for channel_id in sorted(settings.channels | settings.forums):
            channel = guild.get_channel(channel_id) if guild else None
            if channel is not None and channel.mention not in found:
                found[channel.mention] = lacking(channel)
        missing = [(place, names) for place, names in found.items() if names]
        if not missing:
            yield self._say("status-permissions-all")
        for place, names in missing[:_CHANNELS]:
            listed = names_of(names, self._services.desk.words, self._language)
            yield self._say("warning-permissions", channel=place, list=listed)
        if len(missing) > _CHANNELS:
            yield self._say("warning-more", count=len(missing) - _CHANNELS)

    def _say(self, key: str, **values: object) -> str:
        return self._services.desk.words(f"admin.{key}", self._language, **values)
