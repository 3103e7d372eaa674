"""Fitting the judgement: thresholds keep what they promise, and only the judgement's lines of the policy change."""

import io

import numpy as np
import yaml

from bot import tuning
from bot.settings import Settings
from bot.tuning import OFFERED_IN_VAIN, WRONG_AT_MOST, Row, tune, with_judgement
from knowledge.judging import SIGNS, fitted
from knowledge.loader import packaged


def rows(count: int, *, right: bool, labelled: bool = True, harmless: bool = False) -> list[Row]:
    """Questions of one kind."""
    return [Row((0.0,) * len(SIGNS), right, harmless, labelled, "f")] * count


def test_the_answer_threshold_is_the_least_that_keeps_the_promise() -> None:
    """At the threshold at most the stated share is wrong; a step below it is more."""
    asked = rows(900, right=True) + rows(100, right=False)
    chance = np.concatenate([np.full(900, 0.95), np.linspace(0.3, 0.9, 100)])
    threshold = tuning._answer_threshold(asked, chance)
    wrong = np.array([not row.right for row in asked])
    assert (wrong & (chance >= threshold)).mean() <= WRONG_AT_MOST
    assert (wrong & (chance >= threshold - 0.011)).mean() > WRONG_AT_MOST


def test_pointing_elsewhere_is_no_wrong_card() -> None:
    """A question without an entry whose best is a redirect may be as sure as it likes."""
    asked = rows(50, right=True) + rows(50, right=False, labelled=False, harmless=True)
    assert tuning._answer_threshold(asked, np.full(100, 0.99)) == 0.2


def test_few_messages_without_an_entry_are_asked_back() -> None:
    """The offer threshold leaves at most the stated share of them above it."""
    asked = rows(100, right=False, labelled=False)
    chance = np.linspace(0, 0.49, 100)
    threshold = tuning._offer_threshold(asked, chance)
    assert (chance >= threshold).mean() <= OFFERED_IN_VAIN


def test_only_the_judgement_changes_in_the_policy() -> None:
    """Every other line stays as it was, and the result reads back."""
    text = (packaged() / "policy.yaml").read_text("utf-8")
    new = with_judgement(text, fitted(1.5, range(len(SIGNS)), 0.8, 0.1, "a test"))
    before, after = yaml.safe_load(text), yaml.safe_load(new)
    assert after.pop("judgement") == {
        "constant": 1.5, **{name: float(index) for index, name in enumerate(SIGNS)}, "answer": 0.8, "offer": 0.1,
        "set_by": "a test",
    }  # fmt: skip
    before.pop("judgement")
    assert before == after
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in new.splitlines() if line.startswith("#")
    ]


def test_the_stored_judgement_is_what_the_run_gives() -> None:
    """`python -m bot tune` on the present knowledge would change little: the policy is not out of date."""
    out = io.StringIO()
    judgement = tune(Settings(), out, write=False)
    stored = yaml.safe_load((packaged() / "policy.yaml").read_text("utf-8"))["judgement"]
    assert "best entry right" in out.getvalue()
    assert abs(judgement.answer - stored["answer"]) <= 0.03
    assert abs(judgement.offer - stored["offer"]) <= 0.1
    assert all(abs(getattr(judgement, name) - stored[name]) < 1 for name in ("lead", "missing"))
