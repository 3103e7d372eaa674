"""Words that only say something about an answer are no question; what a user wrote is echoed without a live link."""

from __future__ import annotations

import re

import pytest

from bot.discord.cards import markdown
from bot.discord.messages.remarks import is_question

MASKED = re.compile(r"\]\(")


@pytest.mark.parametrize(
    "text",
    [
        "Can I deduct the loss?", "can you deduct it then", "But does it count for 2026", "what about a Roth IRA",
        "tell me how the basis is kept", "so should I wait", "is it the same in California",
        "亏的能抵税吗", "那怎么填 8606", "能不能留着", "為什麼不能", "有没有例外", "多少算亏", "转到 Roth IRA 呢",
    ],
)  # fmt: skip
def test_questions_are_known(text: str) -> None:
    """By a mark, a word that asks, or a verb before its subject."""
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "That's wrong, you can deduct the after-tax 401k loss", "No. You can deduct it.", "the loss is deductible",
        "I did deduct mine last year", "thanks, so the loss is not deductible", "不对，亏了可以抵税",
        "谢谢，亏损不能抵税",
    ],
)  # fmt: skip
def test_objections_and_thanks_are_none(text: str) -> None:
    """They have the words of the answer, and ask nothing."""
    assert not is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](http://a.com) and [Fidelity](http://evil.com)",
        "[Fidelity](<http://evil.com>)",
        "\\[x](http://evil.com)",
        "\\\\[x](http://evil.com) [y](http://evil.com)",
        "[see http://a.com](http://evil.com)",
        "http://a.com/[x](http://evil.com)",
        "[a [b](http://c.com)](http://evil.com)",
    ],
)
def test_no_link_of_a_user_hides_behind_words(text: str) -> None:
    """Not the first one of a line, nor the second; no bracket begins or joins one."""
    shown = markdown.quoted(text)
    assert not MASKED.search(shown)
    assert not re.search(r"\[(?!\u200b)", shown)
    assert "<http" not in shown
