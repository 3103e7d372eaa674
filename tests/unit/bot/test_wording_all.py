"""Every calculation has a wording."""

from bot.wording import view_of
from calc.functions import FUNCTIONS


def test_every_calculation_can_be_said() -> None:
    """The views are named by text, so that they load late; each name leads to a function."""
    assert len(FUNCTIONS) > 15
    assert all(callable(view_of(name)) for name in FUNCTIONS)
