"""What listening adds to cards and messages fits Discord: the word on photos, the button to reply, the choices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from discord import ui

from bot.assistant import Question
from bot.desk import Desk
from bot.discord.cards import markdown
from bot.discord.cards.content import Messages
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.ids import WHICH, Do, Ref, read
from bot.discord.limits import (
    CARD_BUTTONS,
    CARD_TEXT,
    COMPONENTS_V2,
    CONTENT,
    LABEL_TARGET,
    PLAIN_TEXT,
    check_message,
    walk,
)
from bot.discord.messages import photos
from bot.discord.messages.replying import LISTED, OFFERED, which
from bot.discord.messages.targets import note_of, target_of, with_reply
from bot.language import Language
from bot.reply import Reply

TARGET = 2**63 - 1
ROWS = 3


def problems(view: ui.LayoutView | ui.View, content: str = "") -> list[str]:
    """What breaks a limit, Discord's or our own."""
    components = components_of(view)
    flags = COMPONENTS_V2 if isinstance(view, ui.LayoutView) else 0
    found = check_message({"content": content, "components": components, "flags": flags})
    parts = list(walk(components))
    text = sum(len(part["content"]) for part in parts if part["type"] == 10)
    rows = [part for part in parts if part["type"] == 1]
    found += [f"{text} characters"] if text > CARD_TEXT else []
    found += [f"{len(rows)} rows"] if len(rows) > ROWS else []
    found += ["a long row" for row in rows if len(row["components"]) > CARD_BUTTONS]
    found += [f"label {part['label']}" for part in parts if part["type"] == 2 and len(part["label"]) > LABEL_TARGET]
    return found


def replies(desk: Desk, language: Language) -> Iterator[Reply]:
    """The cards of all entries."""
    yield from (desk.assistant.show(entry, language) for entry in desk.assistant.base.entries)


@pytest.mark.parametrize("language", list(Language))
def test_the_button_to_reply_fits_on_every_page(desk: Desk, language: Language) -> None:
    """On every page of every card there is room for it, and it names the message."""
    cards, note, looked = Cards(desk.words), note_of(TARGET), 0
    for reply in replies(desk, language):
        for page in range(4):
            view = with_reply(desk.words, cards.card(reply, start(language, note=note, page=page)), reply, note)
            assert problems(view) == [], reply.entry
            found = [read(part["custom_id"]) for part in walk(components_of(view)) if part.get("custom_id")]
            (ref,) = [one for one in found if one and one.do is Do.REPLY]
            assert (ref.subject, target_of(ref.note)) == (reply.entry, TARGET)
            looked += 1
    assert looked > 400


@pytest.mark.parametrize("language", list(Language))
def test_everything_together_fits_in_the_filing_season(desk: Desk, language: Language) -> None:
    """The question for the year, the button to reply and the word on a photo on one card: three rows."""
    cards, note = Cards(desk.words), note_of(TARGET)
    controls = photos.buttons(desk.words, (language,), ask=False)
    guard = photos.guard(desk.words, (language,), "server")
    for reply in replies(desk, language):
        asked = reply.model_copy(update={"years": (2026, 2027), "which_year": "ThatYear"})
        view = with_reply(desk.words, cards.card(asked, start(language, note=note)), asked, note)
        assert problems(photos.around(view, guard, "", controls)) == [], reply.entry
        for page in range(1, 4 if reply.blocks else 1):
            view = with_reply(desk.words, cards.card(asked, start(language, note=note, page=page)), asked, note)
            assert problems(view) == [], reply.entry
            parts = list(walk(components_of(view)))
            assert not [part for part in parts if f":{Do.YEAR}:" in part.get("custom_id", "")]
            assert "ThatYear" not in str(parts)  # nor is it asked where no button answers


@pytest.mark.parametrize("language", list(Language))
def test_the_word_on_photos_fits_above_every_answer(desk: Desk, language: Language) -> None:
    """As an ordinary message where both fit, as a card where they do not."""
    words = desk.words
    first = photos.guard(words, (language,), "server")
    last = markdown.small(words("listen.first-direct", language))
    messages, cards, plain = Messages(words), Cards(words), 0
    for reply in replies(desk, language):
        controls = photos.buttons(words, (language,), ask=False)
        message = messages.message(reply, start(language, note="ab12cd34"), owner=None)
        content = "\n".join((first, message.content, last))
        if len(content) <= PLAIN_TEXT:
            plain += 1
            assert problems(photos.add_row(message.view, controls), content) == [], reply.entry
            assert len(content) <= CONTENT
        card = cards.card(reply, start(language, note="ab12cd34"))
        assert problems(photos.around(card, first, last, controls)) == [], reply.entry
    assert plain > 50


@pytest.mark.parametrize("asked", ["亏损", "box 5?", "这是我的表", "roth loss"])
@pytest.mark.parametrize("owner", [None, TARGET])
def test_the_word_on_photos_fits_above_a_question_back(desk: Desk, asked: str, owner: int | None) -> None:
    """The choices, the buttons below them and the one for the form take three rows."""
    reply = desk.assistant.ask(Question(asked, private=owner is None))
    assert reply.choices
    message = Messages(desk.words).message(reply, start(reply.language, note="ab12cd34"), owner=owner)
    view = photos.add_row(message.view, photos.buttons(desk.words, (reply.language,), ask=False))
    content = f"{photos.guard(desk.words, (reply.language,), 'server')}\n{message.content}"
    assert problems(view, content) == []
    assert len(components_of(view)) == ROWS


@pytest.mark.parametrize("where", ["server", "direct", "other"])
def test_the_word_alone_fits_in_both_languages(desk: Desk, where: str) -> None:
    """Two lines, and a button of each kind and language."""
    both = (Language.ZH, Language.EN)
    content, view = photos.alone(photos.guard(desk.words, both, where), photos.buttons(desk.words, both, ask=True))
    assert problems(view, content) == []
    assert len(components_of(view)[0]["components"]) == 4


@pytest.mark.parametrize("language", list(Language))
def test_the_choices_of_a_curator_fit(desk: Desk, language: Language) -> None:
    """The three longest questions with a button each, the next ones in a list."""
    every = [
        choice
        for topic, _, _ in desk.assistant.topics(language)
        for choice in desk.assistant.questions(topic, language)
    ]
    longest = sorted(every, key=lambda choice: len(choice.title + choice.differs), reverse=True)
    view = which(desk.words, longest[: OFFERED + LISTED], Ref(Do.PULL, WHICH, language, note=note_of(TARGET)))
    assert problems(view) == []
    for count in (0, 1, OFFERED):
        assert problems(which(desk.words, longest[:count], Ref(Do.PULL, WHICH, language, note=note_of(TARGET)))) == []


@pytest.mark.parametrize(
    ("name", "kind", "photo"),
    [
        ("form", "image/png", True),
        ("form", "image/heic; charset=binary", True),
        ("form", "application/pdf", True),
        ("form.pdf", None, True),
        ("FORM.JPEG", "application/octet-stream", True),
        ("rows.csv", "text/csv", False),
        ("clip.mp4", "video/mp4", False),
        ("pdf", None, False),
    ],
)
def test_a_photo_is_known_by_type_or_ending(name: str, kind: str | None, photo: bool) -> None:
    """Either is enough; a forwarded one counts too."""
    one = _Attachment(name, kind)
    assert photos.has_photo(_Message([one], [])) is photo  # type: ignore[arg-type]
    assert photos.has_photo(_Message([], [_Message([one], [])])) is photo  # type: ignore[arg-type]


class _Attachment:
    """What an attachment says about itself."""

    def __init__(self, filename: str, content_type: str | None) -> None:
        self.filename, self.content_type = filename, content_type


class _Message:
    """What a message brings, and forwards."""

    def __init__(self, attachments: list[_Attachment], snapshots: list[_Message]) -> None:
        self.attachments, self.message_snapshots = attachments, snapshots
