"""Every card fits Discord, in three renderings, collapsed and expanded, as a card and as a message."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Question
from bot.desk import Desk
from bot.discord.cards import markdown, pages
from bot.discord.cards.content import Messages, parts
from bot.discord.cards.fitting import problems
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.ids import read
from bot.discord.limits import (
    CARD_BUTTONS,
    CARD_TEXT,
    COMPONENTS_V2,
    LABEL_TARGET,
    PLAIN_TEXT,
    check_message,
    overflow,
    walk,
)
from bot.language import Language
from bot.reply import Block, Choice, Outcome, Reply, Stamp, Statement, Tone
from knowledge.model import Status

OWNER = 2**63


def statement(key: str, text: str, *marks: int) -> Statement:
    """A made-up claim."""
    return Statement(key=key, text=text, status=Status.RULE, status_word="Rule", marks=marks)


@pytest.mark.parametrize("language", list(Language))
def test_every_entry_fits(desk: Desk, language: Language) -> None:
    """No page of any card and no message breaks a limit."""
    entries = desk.assistant.base.entries
    assert entries
    found = {entry: overflow(desk.assistant.show(entry, language), desk.words) for entry in entries}
    assert {entry: what for entry, what in found.items() if what} == {}


@pytest.mark.parametrize("language", list(Language))
def test_every_claim_is_on_some_page_with_its_sources(desk: Desk, language: Language) -> None:
    """Splitting a card loses no claim, and each page links the sources that its claims name."""
    for entry in desk.assistant.base.entries:
        reply = desk.assistant.show(entry, language)
        found = pages.expanded(reply, desk.words)
        for one in [*reply.statements, *(s for block in reply.blocks for s in block.statements)]:
            text = markdown.safe(one.text)
            holding = [page for page in found if text in page.body]
            assert holding, f"{entry}: {one.key} is on no page"
            assert all(f"[{mark}] [" in page.below for page in holding for mark in one.marks)


@pytest.mark.parametrize("language", list(Language))
def test_card_has_at_most_four_buttons_with_short_labels(desk: Desk, language: Language) -> None:
    """A phone shows four buttons in two lines; labels stay short, verbs first, at most one is primary."""
    cards = Cards(desk.words)
    for entry in desk.assistant.base.entries:
        reply = desk.assistant.show(entry, language)
        for owner in (None, OWNER):
            rows = [c for c in walk(components_of(cards.card(reply, start(language), owner=owner))) if c["type"] == 1]
            buttons = [b for b in rows[0]["components"] if b["type"] == 2]
            assert 1 <= len(buttons) <= CARD_BUTTONS
            assert all(len(b["label"]) <= LABEL_TARGET for b in buttons)
            assert sum(b["style"] == 1 for b in buttons) <= 1


def test_custom_ids_hold_only_what_they_say(desk: Desk) -> None:
    """Every custom_id of every card reads back to itself."""
    cards = Cards(desk.words)
    seen = set()
    for entry in desk.assistant.base.entries:
        for page in (0, 1):
            view = cards.card(
                desk.assistant.show(entry, Language.ZH_HANT), start(Language.ZH_HANT, page=page, note="0a1b2c3d")
            )
            seen |= {c["custom_id"] for c in walk(components_of(view)) if "custom_id" in c}
    assert seen
    assert all(str(read(one)) == one for one in seen)


def test_long_card_is_split_between_claims(desk: Desk) -> None:
    """A card too long for one message goes on to further pages, each with its heading, none cut within a claim."""
    blocks = tuple(
        Block(
            heading=f"Head {b}",
            statements=tuple(statement(f"s{b}-{n}", f"claim {b}-{n} " + "x" * 350) for n in range(4)),
        )
        for b in range(5)
    )
    reply = Reply(
        outcome=Outcome.ANSWER,
        language=Language.EN,
        title="Long",
        entry="long",
        statements=(statement("s", "first claim"),),
        blocks=blocks,
        stamp=Stamp(tone=Tone.SETTLED, text="stamp"),
    )
    found = pages.expanded(reply, desk.words)
    assert len(found) > 1
    assert all(page.size <= CARD_TEXT for page in found)
    assert all(f"claim {b}-{n} " + "x" * 350 in "".join(p.body for p in found) for b in range(5) for n in range(4))
    assert all(page.body.startswith("**Head") for page in found[1:])
    assert list(problems(reply, desk.words)) == []
    labels = [
        [
            c["label"]
            for c in walk(components_of(Cards(desk.words).card(reply, start(Language.EN, page=n))))
            if c["type"] == 2
        ]
        for n in (1, 2, len(found))
    ]
    assert any("Next page 2/" in one for one in labels[0])
    assert any("Previous page 1/" in one for one in labels[1])
    assert not any("Next" in one for one in labels[2])


def test_claim_too_long_for_any_page_is_reported(desk: Desk) -> None:
    """What cannot fit is found by `check`, not by a reader."""
    reply = Reply(
        outcome=Outcome.ANSWER,
        language=Language.EN,
        title="Endless",
        entry="endless",
        statements=(statement("s", "x" * 4100),),
    )
    assert any("text over all displays" in problem for problem in overflow(reply, desk.words))


def test_message_too_long_is_reported_and_sent_as_a_card(desk: Desk) -> None:
    """A message that would not fit says so, so that the card is sent in its place."""
    reply = Reply(
        outcome=Outcome.ANSWER,
        language=Language.EN,
        title="Long",
        entry="long",
        statements=(statement("s", "x" * 1900),),
    )
    assert not Messages(desk.words).message(reply, start(Language.EN)).fits
    assert any("plain message" in problem for problem in overflow(reply, desk.words))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=300), private=st.booleans(), language=st.sampled_from([None, *Language]))
def test_any_question_gives_one_valid_reply(desk: Desk, text: str, private: bool, language: Language | None) -> None:
    """Whatever is asked, the card and the message made of the answer are bodies that Discord takes."""
    reply = desk.assistant.ask(Question(text, language, private=private))
    owner = None if private else OWNER
    ref = start(reply.language, note="0" * 8)
    view = Cards(desk.words).card(reply, ref, owner=owner)
    assert check_message({"components": components_of(view), "flags": COMPONENTS_V2}) == []
    message = Messages(desk.words).message(reply, ref, owner=owner)
    assert check_message({"content": message.content, "components": components_of(message.view)}) == []


@given(text=st.text(max_size=6000).filter(lambda text: all(len(line) <= PLAIN_TEXT for line in text.split("\n"))))
def test_copies_are_cut_between_lines(text: str) -> None:
    """A long copy comes in parts that fit a message and together hold every line."""
    found = parts(text)
    assert all(len(part) <= PLAIN_TEXT for part in found)
    assert [line for part in found for line in part.split("\n") if line.strip()] == [
        line for line in text.split("\n") if line.strip()
    ]


def test_echo_can_neither_format_nor_mention(desk: Desk) -> None:
    """What a user wrote is shown as it is: no heading, no link, no mention, no second line."""
    reply = Reply(
        outcome=Outcome.NONE, language=Language.EN, title="t", echo="# hi\n**b** <@123> <#5> @everyone [x](http://y)"
    )
    (line,) = markdown.echo(reply, desk.words)
    assert "\n" not in line
    assert "<@123>" not in line
    assert "<#5>" not in line
    assert "@everyone" not in line
    assert "**b**" not in line


def test_choice_without_text_still_fits(desk: Desk) -> None:
    """A question back shows its choices as sections with a button each."""
    choices = tuple(Choice(entry=f"e{n}", title=f"Question {n}") for n in range(3))
    reply = Reply(outcome=Outcome.CLARIFY, language=Language.EN, title="Which?", body=("None?",), choices=choices)
    view = Cards(desk.words).card(reply, start(Language.EN))
    components = list(walk(components_of(view)))
    assert sum(c["type"] == 9 for c in components) == 3
    assert check_message({"components": components_of(view), "flags": COMPONENTS_V2}) == []
