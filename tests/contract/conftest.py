"""The real desk, read once for all contracts."""

from __future__ import annotations

import pytest

from bot import desk as desks
from bot.desk import Desk
from bot.settings import Settings


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The real desk."""
    return desks.open_desk(Settings())
