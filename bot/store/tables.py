"""The tables, in types that SQLite and PostgreSQL both know; ``migrations`` makes them, a test holds the two equal."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, DateTime, MetaData, String, Table

METADATA = MetaData()

# What a server has set. `left_on` is set while the bot is not in the server; thirty days later the row goes.
SERVERS = Table(
    "server_settings",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(16)),
    Column("mentions", Boolean, nullable=False),
    Column("channels", JSON, nullable=False),
    Column("quiet", JSON, nullable=False),
    Column("forums", JSON, nullable=False),
    Column("curators", BigInteger),
    Column("pictures", Boolean, nullable=False),
    Column("changed_on", DateTime(timezone=True), nullable=False),
    Column("left_on", DateTime(timezone=True)),
)

# Which public answers go with which question: ids alone, no text, no user. A question may have several.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("answer_message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_message_id", BigInteger, nullable=False, index=True),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("kept_on", DateTime(timezone=True), nullable=False, index=True),
)
