"""The first tables: what a server has set, and which answers go with which question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "server_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(16)),
        sa.Column("mentions", sa.Boolean, nullable=False),
        sa.Column("channels", sa.JSON, nullable=False),
        sa.Column("quiet", sa.JSON, nullable=False),
        sa.Column("forums", sa.JSON, nullable=False),
        sa.Column("curators", sa.BigInteger),
        sa.Column("pictures", sa.Boolean, nullable=False),
        sa.Column("changed_on", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_on", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "answers",
        sa.Column("answer_message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question_message_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("kept_on", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("answers")
    op.drop_table("server_settings")
