"""Alembic's steps from an empty database to the tables of today; run by ``bot.store.migrating``, never by hand."""
