"""Replies laid out: as cards of components, as plain messages, on pages, as pictures, to keep and to share."""
