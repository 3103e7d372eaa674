"""The bot: least privilege, no cache of members or messages, nothing that a restart could lose."""

from __future__ import annotations

import asyncio
import math
import sys
from typing import TYPE_CHECKING, Any

import discord

from bot import log
from bot.desk import Desk
from bot.discord import answering, commands
from bot.discord.components import listeners
from bot.discord.messages import forums, listening, retracting
from bot.discord.services import Services
from bot.discord.serving import errors
from bot.discord.serving.guarding import guard_parsers
from bot.discord.serving.sweeping import Sweeper
from bot.discord.translator import Translator
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store.database import Database

# see, send (in threads too), link, attach, and read what a reply refers to
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)

# seconds that a start waits to know what servers have set; an answer never waits
STORE_PATIENCE = 2.0

_log = log.get("rothdesk.discord")


def intents() -> discord.Intents:
    """Servers and messages, none of the privileged ones: mentions and direct messages carry their text without."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


class RothdeskBot(discord.Client):
    """Serves the desk on Discord."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=settings.guild_ready_timeout,
        )
        self.services = Services.around(desk, settings)
        self._sweeper = Sweeper(self.services)
        self.unreachable = asyncio.Event()
        self.tree = errors.Tree(self)
        for command in commands.build(desk.words):
            self.tree.add_command(command)
        guard_parsers(self)

    async def setup_hook(self) -> None:
        """Register what listens to buttons; this opens no connection."""
        await self.tree.set_translator(Translator(self.services.desk.words))
        self.add_dynamic_items(*listeners())
        self._sweeper.start()
        self.services.owners |= _owners(self.application)
        self.services.keeper.when_open(self._settle)
        await self.services.keeper.start(STORE_PATIENCE)

    async def close(self) -> None:
        """End, and let what is being written reach the store."""
        self._sweeper.stop()
        await super().close()
        await self.services.keeper.close()

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        base = self.services.desk.assistant.base
        _log.info(
            "ready", servers=len(self.guilds), entries=len(base.entries), knowledge=base.version, invite=self.invite()
        )
        self.services.servers.settle({guild.id for guild in self.guilds}, self._serves)
        await self.services.slash.learn(self.tree)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what the server may have set when the bot was in it before."""
        self.services.servers.came_back(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begin to forget the server."""
        self.services.servers.left(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take a deleted channel out of what its server has set."""
        await self.services.servers.lose_channel(channel.guild.id, channel.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Take a deleted role out of what its server has set."""
        await self.services.servers.lose_role(role.guild.id, role.id)

    async def _settle(self, database: Database) -> None:
        """Where the store opens later than the connection: catch up with the servers now."""
        if self.is_ready():
            await self.services.servers.settle_in(database, {guild.id for guild in self.guilds}, self._serves)

    def _serves(self, guild: int) -> bool:
        """Whether a server is this connection's: with shards the others are unknown here, not left."""
        return self.shard_count is None or (guild >> 22) % self.shard_count == (self.shard_id or 0)

    def invite(self) -> str:
        """The address under which an admin adds the bot to a server, with no more permissions than it uses."""
        scopes = ("bot", "applications.commands")
        return discord.utils.oauth_url(self.application_id or 0, permissions=PERMISSIONS, scopes=scopes)

    async def on_disconnect(self) -> None:
        """Note a first connection that failed: discord.py 2.7 would go on to resume a session that it never had."""
        if math.isnan(self.latency):  # there has been no connection at all
            self.unreachable.set()

    async def on_message(self, message: discord.Message) -> None:
        """Answer mentions and direct messages."""
        self.services.starters.note(self, message)
        if self.user is not None:
            await listening.hear(self.services, self.user, message)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Answer a new post in a forum that has opted in."""
        await forums.welcome(self, self.services, thread)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Delete the answers to a question that was deleted."""
        await retracting.retract(self, self.services, payload.guild_id, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Delete the answers to questions that were deleted together."""
        await retracting.retract(self, self.services, payload.guild_id, payload.message_ids)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer for forms that were opened before a restart or too long ago; all else has its own listener."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if not self.services.memory.is_open(custom_id) and not interaction.response.is_done():
            await answering.tell(interaction, "form-expired")

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log a failed event without what it carried."""
        del args, kwargs
        error = sys.exc_info()[1]
        if error is not None:
            errors.report_event(error, event_method)


def _owners(application: discord.AppInfo | None) -> set[int]:
    """Who may act for the whole bot: the owner of the application, or the members of the team that owns it."""
    if application is None:
        return set()
    team = application.team
    if team is None:
        return {application.owner.id}
    return {one.id for one in team.members if one.membership_state is discord.TeamMembershipState.accepted}


def create_bot(settings: Settings, desk: Desk) -> RothdeskBot:
    """A bot that has not connected to anything yet."""
    return RothdeskBot(settings, desk)
