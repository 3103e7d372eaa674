"""What Alembic runs around the steps: they use the connection, and the transaction, of who called."""

from __future__ import annotations

from alembic import context

from bot.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
