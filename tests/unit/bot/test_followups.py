"""Messages that only change something of the question before them: which are, what they say, what comes of them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.followup.change import Change, Figure, read_change
from bot.followup.thread import Thread, awaited, inputs_of, merge, missing, places_of, settle
from bot.followup.vocabulary import vocabulary
from bot.language import Language
from calc.functions import run

TODAY = date(2026, 11, 25)
HERE = Path(__file__).parent
# file → follow-ups, questions of their own, and phrases whose values are read too, each exactly right at least so often
FLOORS = {"dev": (45, 35, 45), "heldout": (37, 28, 37)}


def phrases(name: str) -> list[dict[str, Any]]:
    """The labelled phrases of a file."""
    return [json.loads(line) for line in (HERE / f"followups_{name}.jsonl").read_text("utf-8").splitlines()]


def change_in(text: str) -> Change | None:
    """What a text changes after an answer that waits for nothing."""
    change = read_change(text, TODAY)
    return change if change and change.tells and change.small is None else None


def values(change: Change) -> dict[str, Any]:
    """What was read, as the files label it."""
    found: dict[str, Any] = dict(change.said)
    found |= {figure.name or ("rate" if figure.percent else "?"): figure.value for figure in change.figures}
    found |= {"account": True} if change.account else {}
    return found | ({"question": True} if change.questions else {})


@pytest.mark.parametrize("name", FLOORS)
def test_labelled_phrases_stay_above_their_floors(name: str) -> None:
    """Follow-ups are told from questions of their own, and read right, as often as when the floors were set."""
    follow = own = right = 0
    misses = []
    for phrase in phrases(name):
        change = change_in(phrase["text"])
        if not phrase["follow"]:
            own += change is None
            misses += [phrase["text"]] if change else []
            continue
        follow += change is not None
        same = change is not None and values(change) == phrase["said"]
        right += same
        misses += [] if same else [f"{phrase['text']}: {change and values(change)}"]
    floors = FLOORS[name]
    assert follow >= floors[0], misses
    assert own >= floors[1], misses
    assert right >= floors[2], misses


def test_the_phrases_are_enough_and_of_every_language() -> None:
    """At least 60 follow-ups and 40 questions of their own, in four ways of writing; no phrase is in both files."""
    found = {name: phrases(name) for name in FLOORS}
    every = [phrase for rows in found.values() for phrase in rows]
    assert sum(phrase["follow"] for phrase in every) >= 60
    assert sum(not phrase["follow"] for phrase in every) >= 40
    for follow in (True, False):
        assert {p["lang"] for p in every if p["follow"] is follow} == {"zh-Hans", "zh-Hant", "en", "mixed"}
    assert not {p["text"] for p in found["dev"]} & {p["text"] for p in found["heldout"]}


def test_real_questions_are_hardly_ever_taken_for_changes() -> None:
    """Of the evaluation's dev questions at most one in five hundred would follow an answer."""
    rows = [json.loads(line) for line in (HERE.parents[1] / "eval/dev.jsonl").read_text("utf-8").splitlines()]
    taken = [row["text"] for row in rows if change_in(row["text"])]
    assert len(rows) > 1000
    assert len(taken) <= len(rows) // 500, taken


@pytest.mark.parametrize("text", ["", "   ", "？", "9" * 200, "24% " * 30, "\ud800", "401(k) 401(k)"])
def test_nothing_and_too_much_are_no_change(text: str) -> None:
    """An empty, an endless and a broken message are left to the desk."""
    assert read_change(text, TODAY) is None


def test_the_vocabulary_names_entries_that_exist(assistant: Assistant) -> None:
    """Entries that the state of a question leads to are there, and so are those that lead there."""
    versions = vocabulary().state_versions
    assert versions
    assert {*versions, *versions.values()} <= assistant.base.entries.keys()


# --- merging, by the names of the inputs


def thread(function: str | None, said: dict[str, Any], **more: Any) -> Thread:
    """A thread of a calculation."""
    return Thread(Language.ZH, function=function, said=said, **more)


def merged(before: Thread, text: str) -> Thread:
    """The thread after a message."""
    change = read_change(text, TODAY)
    assert change is not None
    after = merge(before, change)
    assert after is not None
    return after


CONVERT = {"basis": Decimal(10000), "value": Decimal(9500)}


@pytest.mark.parametrize(
    ("function", "said", "text", "inputs"),
    [
        ("convert", CONVERT, "税率24%呢", {**CONVERT, "rate": Decimal("0.24")}),
        ("convert", CONVERT, "现值改成 9,800", {**CONVERT, "value": Decimal(9800)}),
        ("convert", CONVERT, "basis 12k, worth 11k", {"basis": Decimal(12000), "value": Decimal(11000)}),
        ("convert", CONVERT, "转去 Roth IRA 呢", {**CONVERT, "to": "roth_ira"}),
        ("convert", CONVERT, "2025年呢", {**CONVERT, "year": 2025}),
        ("convert", CONVERT, "亏了800呢", {"basis": Decimal(10000), "value": Decimal(9200)}),
        ("convert", CONVERT, "跌了 5% 呢", {"basis": Decimal(10000), "value": Decimal("9500.00")}),
        ("convert", {"basis": Decimal(10000), "loss": Decimal(500)}, "本金 12000 呢", {"basis": Decimal(12000),
         "value": Decimal(11500)}),
        ("convert", {"basis": Decimal(10000), "loss": Decimal(500)}, "现值 9000", {"basis": Decimal(10000),
         "value": Decimal(9000)}),
        ("convert", {**CONVERT, "loss": Decimal(500)}, "本金 12000 呢", {**CONVERT, "basis": Decimal(12000)}),
        ("convert", {**CONVERT, "loss_pct": Decimal(5)}, "basis 12k", {**CONVERT, "basis": Decimal(12000)}),
        ("convert", CONVERT, "如果只转一半呢", {**CONVERT, "amount": Decimal("4750.00")}),
        ("convert", CONVERT, "only half of it", {**CONVERT, "amount": Decimal("4750.00")}),
        ("convert", CONVERT, "只转 5000 呢", {**CONVERT, "amount": Decimal(5000)}),
        ("convert", CONVERT, "把 10000 改成 12000", {**CONVERT, "basis": Decimal(12000)}),
        ("convert", CONVERT, "9k instead of 9.5k", {**CONVERT, "value": Decimal(9000)}),
        ("convert", {"basis": Decimal(10000)}, "9500", CONVERT),
        ("convert", {"basis": Decimal(10000)}, "50", {"basis": Decimal(10000), "value": Decimal(50)}),
        ("wait_vs_now", {"basis": "10000", "value_now": "10600", "value_later": "11500", "rate": "0.24"}, "税率32%呢",
         {"basis": "10000", "value_now": "10600", "value_later": "11500", "rate": Decimal("0.32")}),
        ("wait_vs_now", {"basis": "10000", "rate": "0.24", "value_later": "9"}, "现值 10,600",
         {"basis": "10000", "rate": "0.24", "value_later": "9", "value_now": Decimal(10600)}),
        ("federal_increment", {"year": 2026, "status": "single", "wages": "150000", "taxable_conversion": "8000"},
         "夫妻合报，工资 20万", {"year": 2026, "status": "mfj", "wages": Decimal(200000),
         "taxable_conversion": "8000"}),
        ("federal_increment", {"year": 2026, "status": "single", "wages": "150000"}, "8000",
         {"year": 2026, "status": "single", "wages": "150000", "taxable_conversion": Decimal(8000)}),
        ("state_addon", {"state": "CA", "year": 2026, "status": "single", "wages": "150000",
         "taxable_conversion": "8000"}, "那新泽西呢", {"state": "NJ", "year": 2026, "status": "single",
         "wages": "150000", "taxable_conversion": "8000"}),
        ("room_415c", {"year": 2026, "comp": "250000", "deferral": "24500"}, "2025年，年薪 20万",
         {"year": 2025, "comp": Decimal(200000), "deferral": "24500"}),
        ("whole_plan_loss", {"aftertax_basis": "30000", "aftertax_value": "24000"}, "本金 32000",
         {"aftertax_basis": Decimal(32000), "aftertax_value": "24000"}),
    ],
)  # fmt: skip
def test_a_change_goes_into_the_inputs(function: str, said: dict[str, Any], text: str, inputs: dict[str, Any]) -> None:
    """Whatever the calculation, the input that is meant gets the new value and everything else stays."""
    after = merged(thread(function, said), text)
    assert after.pending is None
    assert after.inputs == inputs


@pytest.mark.parametrize(
    ("function", "said", "text", "places"),
    [
        ("convert", CONVERT, "what if it's 12k", ("basis", "value")),
        ("convert", {**CONVERT, "amount": Decimal(4000)}, "12000", ("basis", "value", "amount")),
        ("convert", {}, "9500", ("basis", "value")),
        ("wait_vs_now", {"basis": "1", "value_now": "2", "value_later": "3", "rate": "0.2"}, "如果是9000呢",
         ("basis", "value_now", "value_later")),
        ("split_or_not", {"basis": "1", "value": "2", "rate_now": "0.3", "rate_later": "0.2"}, "税率24%呢",
         ("rate_now", "rate_later")),
    ],
)  # fmt: skip
def test_an_unnamed_figure_is_asked_about(function: str, said: dict[str, Any], text: str, places: tuple[str]) -> None:
    """Where more than one input may be meant nothing changes until it is told which."""
    before = thread(function, said)
    after = merged(before, text)
    assert after.places == places
    assert after.inputs == before.inputs
    settled = settle(after, places[-1])
    assert settled is not None
    assert settled.inputs[places[-1]] in {after.pending.value, after.pending.value / 100}
    assert settle(after, "nothing") is None
    assert settle(before, places[0]) is None


@pytest.mark.parametrize("text", ["税率24%呢", "9500", "亏了800呢", "大概一万多"])
def test_figures_follow_nothing_that_takes_none(text: str) -> None:
    """After an answer without a calculation a figure is a message of its own."""
    change = read_change(text, TODAY)
    assert change is not None
    assert merge(Thread(Language.ZH, entry="mega-steps"), change) is None


def test_what_no_calculation_takes_is_kept_or_left_to_the_desk() -> None:
    """A state is remembered for later; a wage means nothing to a conversion."""
    after = merged(thread("convert", CONVERT), "那加州呢")
    assert after.said["state"] == "CA"
    assert "state" not in after.inputs
    change = read_change("工资20万呢", TODAY)
    assert change is not None
    assert merge(thread("convert", CONVERT), change) is None


@pytest.mark.parametrize("kind", ["room", None])
def test_the_only_sum_is_not_overwritten(kind: str | None) -> None:
    """Where one sum was said and nothing is missing, a bare figure may be another one."""
    before = thread("room_415c", {"year": 2026, "deferral": Decimal(24500)}, kind=kind)
    after = merge(before, Change({}, (Figure(Decimal(10000)),)))
    assert after is not None
    assert after.said == before.said
    assert {"deferral", "match", "comp", "aftertax_ytd"} <= set(after.places)


def test_a_half_goes_with_the_value() -> None:
    """Half of the account stays half when its value changes, until a sum is said; the unknown has no half."""
    half = merged(thread("convert", CONVERT), "转一半")
    assert merged(half, "现值改成 2万5").inputs["amount"] == 12500
    fixed = merged(half, "只转 5000 呢")
    assert merged(fixed, "现值改成 2万5").inputs["amount"] == 5000
    change = read_change("转一半", TODAY)
    assert change is not None
    for before in (thread("convert", {"basis": Decimal(1)}), thread("room_415c", {"deferral": Decimal(1)})):
        assert merge(before, change) is None


@pytest.mark.parametrize("text", ["只剩转一半", "本金转一半", "转一半去 Roth IRA", "half of it, 24%", "half of it 5"])
def test_half_of_something_else_is_no_change(text: str) -> None:
    """Half beside anything else is a question of its own."""
    assert read_change(text, TODAY) is None


def test_two_names_that_the_reader_doubts_are_asked_about() -> None:
    """Where the words beside two sums and the reader of questions disagree, neither is taken."""
    for text in ("10k in, now 9k", "1万存进去，现在9千", "9k now, basis 10k", "9千现在，1万本金"):
        change = read_change(text, TODAY)
        assert change is not None
        assert change.questions or values(change) == {"basis": 10000, "value": 9000}


def test_inputs_know_their_places_and_what_is_missing() -> None:
    """A name leads to the inputs that go by it, and the calculation says itself what it lacks."""
    assert places_of("state_addon", "filing") == ("status",)
    assert places_of("convert", "wages") == ()
    assert missing("convert", {}) == ("basis", "value")
    assert missing("federal_increment", {"year": 2026, "wages": 1}) == ("status", "taxable_conversion")
    assert missing("state_addon", {"taxable_conversion": 1})[0] == "state"
    assert missing("convert", CONVERT) == ()
    assert awaited(thread("convert", {"value": Decimal(5)})) == ("basis",)
    assert run("convert", inputs_of("convert", {"basis": Decimal(10000), "gain_pct": Decimal(10)})).taxable == 1000


def test_an_old_figure_that_stood_twice_is_asked_about() -> None:
    """A figure that stood for two inputs does not tell which one is meant."""
    both = thread("convert", {"basis": Decimal(9000), "value": Decimal(9000)})
    change = Change({}, (Figure(Decimal(8000), old=Decimal(9000)),))
    after = merge(both, change)
    assert after is not None
    assert after.places == ("basis", "value")
    assert merge(replace(both, said={"basis": Decimal(1)}), change) is None
