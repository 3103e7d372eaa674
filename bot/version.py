"""Which version of the program runs."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The version as it is installed; a word in its place where it runs from its folder."""
    try:
        return metadata.version("rothdesk")
    except metadata.PackageNotFoundError:
        return "(not installed, run from its folder)"
