"""The picture of a card: what it says, that it can be read, that nothing sticks out, and that it stays small."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from bot.charts import card_type, fonts
from bot.charts.card import draw_card
from bot.charts.card_paint import ACCENTS, FAINT, GROUND, INK, MOST_COLOURS, PANEL, palette
from bot.charts.card_sheet import LEFT, MOST_HEIGHT, RIGHT, SMALLEST, WIDTH, CardSheet, lay_out
from bot.charts.card_text import LONGEST_ADDRESS, Look, address, host, needed, pieces
from bot.charts.card_type import Type, language_of
from bot.charts.colours import contrast
from bot.charts.draw import Picture
from bot.charts.fonts import CARRIED, Glyphs, find
from bot.charts.telling import MOST
from bot.desk import Desk
from bot.language import Language
from bot.reply import Reply, Stamp, Tone

LOSS = "loss-not-deductible"
EXAMPLES = (LOSS, "out-stock-pick", "mega-steps", "limit-415c", "loss-wash-sale", "solo-401k-or-sep", "plan-pro-rata")
CONVERT = {
    Language.ZH: "本金 12,345 现值 11,987 税率 24%",
    Language.ZH_HANT: "本金 12,345 現值 11,987 稅率 24%",
    Language.EN: "basis 12,345 value 11,987 24% bracket",
}
FIGURE = re.compile(r"12,345|11,987")
CHINESE = find(Language.ZH) is not CARRIED
KB = 1024


@pytest.fixture
def more() -> Callable[[int], str]:
    """Says how many pieces are missing."""
    return lambda count: f"+{count}"


def sheet_of(desk: Desk, reply: Reply, *, expanded: bool = False, most: float = MOST_HEIGHT) -> CardSheet:
    """What stands on the picture of a card."""
    return lay_out(
        pieces(reply, desk.words, expanded=expanded), Type(reply.language), reply.language, lambda n: f"+{n}", most
    )


def opened(picture: Picture) -> Image.Image:
    """The picture as a viewer reads it."""
    image = Image.open(io.BytesIO(picture.png))
    image.load()
    return image


def said(sheet: CardSheet) -> str:
    """All text on a picture, without spaces."""
    return "".join("".join(run.text for run in sheet.runs).split())


def examples(desk: Desk) -> Iterator[tuple[Reply, bool]]:
    """Cards of every kind, short and long, in three scripts."""
    for language in Language:
        for entry in EXAMPLES:
            for expanded in (False, True):
                yield desk.assistant.show(entry, language), expanded
        yield desk.assistant.compute_text(CONVERT[language], language), False


# --- what it says


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("expanded", [False, True])
def test_it_says_what_the_card_says(desk: Desk, language: Language, *, expanded: bool) -> None:
    """Question, verdict, claims with their numbers, next step, sources, dates and the id of the entry."""
    reply = desk.assistant.show(LOSS, language)
    shown = "".join("".join(piece.text for piece in pieces(reply, desk.words, expanded=expanded)).split())
    lead = "".join(desk.plain.answer(reply).split())
    assert reply.stamp is not None
    for text in (reply.title, lead, reply.stamp.text, reply.stamp.footer):
        assert "".join(text.split()) in shown
    for citation in reply.citations if expanded else reply.lead_citations():
        assert f"[{citation.number}]{''.join(citation.short.split())}" in shown
        assert host(citation.url) in shown
    for block in reply.blocks:
        assert ("".join(block.heading.split()) in shown) is expanded
        for statement in block.statements:
            assert ("".join(statement.text.split()) in shown) is expanded


@pytest.mark.parametrize("language", list(Language))
def test_everything_is_on_the_sheet(desk: Desk, language: Language) -> None:
    """No character of any piece is lost on the way to the picture."""
    if language is not Language.EN and not CHINESE:
        pytest.skip("no Chinese font on this machine")
    for entry in EXAMPLES:
        reply = desk.assistant.show(entry, language)
        letters = Type(language)
        wanted = pieces(reply, desk.words, expanded=True)
        sheet = sheet_of(desk, reply, expanded=True, most=20_000)
        assert said(sheet) == "".join("".join(letters.written(piece.text) for piece in wanted).split())


def test_tone_is_a_word_too(desk: Desk) -> None:
    """The status stands on the accent colour; a card past its review says so first, in words."""
    reply = desk.assistant.show(LOSS, Language.EN)
    first, *_ = pieces(reply, desk.words, expanded=False)
    assert (first.look, first.text) == (Look.STATUS, "Rule")
    stamp = Stamp(tone=Tone.OVERDUE, text="Rule · tax year 2026", warning="Past its review date")
    looks = [one.look for one in pieces(reply.model_copy(update={"stamp": stamp}), desk.words, expanded=False)]
    assert looks[:4] == [Look.STATUS, Look.TITLE, Look.WARNING, Look.TEXT]


def test_what_was_asked_is_not_on_it(desk: Desk) -> None:
    """The picture is made to be passed on: the words of the asker stay away, figures come with a calculation alone."""
    reply = desk.assistant.show(LOSS, Language.EN)
    asked = reply.model_copy(update={"echo": "my secret 12,345", "read": "basis $12,345", "continues": "after 12,345"})
    assert not any(FIGURE.search(piece.text) for piece in pieces(asked, desk.words, expanded=True))
    assert not FIGURE.search(draw_card(asked, desk.words, expanded=True).alt)


@pytest.mark.parametrize("language", list(Language))
def test_a_calculation_is_on_it_whole(desk: Desk, language: Language) -> None:
    """Headline, each line, both readings and what is assumed, on a panel; its alt text has the figures."""
    reply = desk.assistant.compute_text(CONVERT[language], language)
    result = reply.calculation
    assert result is not None
    found = pieces(reply, desk.words, expanded=False)
    panel = "".join("".join(piece.text for piece in found if piece.panel).split())
    assert "".join(result.headline.split()) in panel
    for line in result.lines:
        assert "".join(f"{line.working} = {line.value}".removeprefix(" = ").split()) in panel
        assert line.label.split()[0] in panel
    for scenario in result.scenarios:
        assert "".join(scenario.title.split()) in panel
    assert "".join(result.assumptions.split()) in panel
    picture = draw_card(reply, desk.words)
    assert FIGURE.search(picture.alt)
    assert not FIGURE.search(picture.name)
    assert sheet_of(desk, reply).panels


def test_a_question_back_and_no_answer_can_be_drawn(desk: Desk) -> None:
    """Choices are items; a card without an entry still says that it is no advice."""
    reply = desk.assistant.show(LOSS, Language.EN)
    bare = Reply(outcome=reply.outcome, language=Language.EN, title="Which one?", choices=reply.related)
    found = pieces(bare, desk.words, expanded=False)
    assert [one.text for one in found if one.look is Look.ITEM] == [choice.title for choice in reply.related]
    assert desk.words("discord.disclaimer", Language.EN) in [one.text for one in found]
    assert draw_card(bare, desk.words).name == "card.png"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.law.cornell.edu/uscode/text/26/402", "law.cornell.edu/uscode/text/26/402"),
        ("https://irahelp.com/?p=70907", "irahelp.com/?p=70907"),
        ("https://www.irs.gov/", "irs.gov"),
        ("https://www.irs.gov/" + "a" * LONGEST_ADDRESS, "irs.gov"),
        ("no address", "no address"),
    ],
)
def test_addresses_are_short(url: str, shown: str) -> None:
    """As they are typed; of a long one the host."""
    assert address(url) == shown


# --- what is left out


@pytest.mark.parametrize("most", [900, 1800, 2600, 3400])
def test_whole_details_are_left_out_and_counted(desk: Desk, most: int) -> None:
    """The last ones first, with the sources that only they needed and headings that nothing follows; never a part."""
    reply = desk.assistant.show(LOSS, Language.EN)
    everything = pieces(reply, desk.words, expanded=True)
    sheet = sheet_of(desk, reply, expanded=True, most=most)
    spare = [piece for piece in everything if piece.spare]
    left = [piece for piece in sheet.shown if piece.spare]
    missing = len(spare) - len(left)
    assert missing > 0
    assert left == spare[: len(left)]
    assert [piece.text for piece in sheet.shown].count(f"+{missing}") == 1
    assert {piece.source for piece in sheet.shown} - {None} == needed(sheet.shown)
    assert all(after.look is Look.ITEM for one, after in pairwise(sheet.shown) if one.look is Look.HEADING)
    kept = [piece for piece in everything if not piece.spare and piece.look in (Look.TEXT, Look.TITLE, Look.FOOT)]
    assert [piece for piece in sheet.shown if piece in kept] == kept
    assert sheet.height <= most or not left


def test_rows_of_a_long_series_are_left_out(desk: Desk) -> None:
    """A series of many conversions keeps its totals."""
    rows = "\n".join(f"2026-01-{day:02d}, 1500, {1500 + day}" for day in range(1, 29))
    reply = desk.assistant.kinds.reply("series", rows, Language.EN, {})
    assert reply.calculation is not None
    sheet = sheet_of(desk, reply, most=2400)
    assert sheet.height <= 2400
    assert sum(piece.spare for piece in sheet.shown) < sum(line.key == "row" for line in reply.calculation.lines)
    assert reply.calculation.headline in [piece.text for piece in sheet.shown]


# --- how it looks


def test_letters_are_large_and_stay_inside(desk: Desk) -> None:
    """Type of at least 30 pixels; the ink of every run lies between the margins, and no two lines overlap."""
    looked = 0
    for reply, expanded in examples(desk):
        if language_of(reply.language) is not reply.language:
            continue
        sheet = sheet_of(desk, reply, expanded=expanded)
        letters = Type(reply.language)
        draw = ImageDraw.Draw(Image.new("L", (1, 1)))
        for run in sheet.runs:
            looked += 1
            assert run.size >= SMALLEST >= 30
            for face, text, away in letters.strokes(run.text, run.size):
                at = run.left + away, run.baseline
                box = draw.textbbox(at, text.strip() or " ", letters.font(face, run.size), anchor="ls")
                assert LEFT - run.size / 2 <= box[0]
                assert box[2] <= RIGHT + run.size / 2, run.text
        lines = sorted({(run.baseline, run.size) for run in sheet.runs})
        assert all(below - above >= size for (above, _), (below, size) in pairwise(lines) if below > above)
        assert lines[-1][0] < sheet.height
    assert looked > 1000


def test_colours_can_be_told_apart(desk: Desk) -> None:
    """Every text has a contrast of 4.5:1 at least, and the palette has room for the steps at its edges."""
    del desk
    for accent in ACCENTS.values():
        for ground in (GROUND, PANEL):
            assert contrast(accent, ground) >= 4.5
    for ink in (INK, FAINT):
        for ground in (GROUND, PANEL):
            assert contrast(ink, ground) >= 4.5
    assert all(len(palette(tone)) <= MOST_COLOURS for tone in Tone)


@pytest.mark.parametrize("language", list(Language))
def test_pictures_are_small_and_quick(desk: Desk, language: Language) -> None:
    """1,080 pixels wide, at most so high, collapsed ones below 200 kB; the bar has the colour of the tone."""
    draw_card(desk.assistant.show(LOSS, language), desk.words)
    for entry in EXAMPLES:
        reply = desk.assistant.show(entry, language)
        start = time.process_time()
        short, long = (draw_card(reply, desk.words, expanded=expanded) for expanded in (False, True))
        assert time.process_time() - start < 1.5  # a tenth of that on an idle machine
        for picture, limit in ((short, 200), (long, 260)):
            image = opened(picture)
            assert image.width == WIDTH
            assert image.height <= MOST_HEIGHT
            assert len(picture.png) < limit * KB
            assert image.convert("RGB").getpixel((3, 3)) == ACCENTS[reply.tone]
            assert len(image.getcolors() or ()) <= MOST_COLOURS
        assert short.png == draw_card(reply, desk.words).png


def test_every_entry_can_be_drawn_in_every_language(desk: Desk) -> None:
    """Each laid out in all languages, and drawn in one of them; its alt text has a limit."""
    languages = list(Language)
    for number, entry in enumerate(desk.assistant.base.entries):
        replies = [desk.assistant.show(entry, language) for language in languages]
        assert all(said(sheet_of(desk, reply)) for reply in replies)
        picture = draw_card(replies[number % len(replies)], desk.words)
        assert picture.name == f"{entry}.png"
        assert 40 < len(picture.alt) <= MOST
        assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("language", list(Language))
def test_alt_text_is_whole_pieces(desk: Desk, language: Language) -> None:
    """It begins with status and question, ends where a piece ends, and says when there is more."""
    long = draw_card(desk.assistant.show("mega-steps", language), desk.words, expanded=True).alt
    assert len(long) <= MOST
    assert long.endswith("…")
    assert long[-2] in ".。!?？！])）:："
    short = draw_card(desk.assistant.show("out-stock-pick", language), desk.words).alt
    assert not short.endswith("…")
    assert desk.assistant.show("out-stock-pick", language).title in short


# --- type


@pytest.mark.skipif(not CHINESE, reason="no Chinese font on this machine")
@pytest.mark.parametrize("language", list(Language))
def test_no_glyph_is_missing(desk: Desk, language: Language) -> None:
    """Every character of every card has a glyph, none is left out or spelt otherwise."""
    letters = Type(language)
    glyphs = {face: Glyphs(face) for face in {find(language), find(Language.ZH), CARRIED}}
    looked: set[str] = set()
    for entry in desk.assistant.base.entries:
        for piece in pieces(desk.assistant.show(entry, language), desk.words, expanded=True):
            assert letters.written(piece.text) == piece.text
            looked |= set(piece.text)
    for char in looked:
        face = letters.face(char)
        assert face is not None
        assert glyphs[face].cover(char), char
    assert len(looked) > 60


@pytest.mark.parametrize("language", list(Language))
def test_emoji_do_not_become_boxes(desk: Desk, language: Language) -> None:
    """What no font has is left out; the card is drawn all the same."""
    letters = Type(language)
    written = letters.written("a ⚠️ b 🇨🇳 c \u200b d\te")
    assert all(letters.face(char) for char in written)
    assert written.replace(" ", "").startswith("a")
    reply = desk.assistant.show(LOSS, language).model_copy(update={"title": "👨‍👩‍👧 \ufffc ok?"})
    assert draw_card(reply, desk.words).png


def test_without_a_chinese_font_it_is_english(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The carried font lacks a few signs: they are spelt out, and none is lost."""
    monkeypatch.setattr(card_type, "find", lambda *_: CARRIED)
    assert [language_of(language) for language in Language] == [Language.EN] * 3
    letters = Type(Language.EN)
    assert (
        letters.written("IRC §402, 59½, 2024–2026, 2 × 3 ÷ 4 − 1") == "IRC Sec. 402, 59 1/2, 2024-2026, 2 x 3 / 4 - 1"
    )
    for entry in desk.assistant.base.entries:
        for piece in pieces(desk.assistant.show(entry, Language.EN), desk.words, expanded=True):
            assert len(letters.written(piece.text)) >= len(piece.text)
    assert draw_card(desk.assistant.show(LOSS, Language.EN), desk.words, expanded=True).png


@pytest.mark.skipif(not CHINESE, reason="no Chinese font on this machine")
def test_air_between_marks_is_taken_away() -> None:
    """Marks in a row stand closer, signs among Latin letters are narrow, a bracket that begins a line hangs out."""
    letters = Type(Language.ZH)
    apart = sum(letters.widths("）", 40)) + sum(letters.widths("，", 40))
    assert sum(letters.widths("），", 40)) < apart - 5
    assert sum(letters.widths("§", 40)) < 30
    assert letters.overhang("（税", 40) > 0
    assert letters.overhang("税", 40) == 0
    whole = "税后（basis），§402"
    assert "".join(text for _, text, _ in letters.strokes(whole, 40)) == whole


def test_the_chosen_font_is_used(desk: Desk) -> None:
    """`ROTHDESK_CHART_FONT` counts here too, and one that is no font does no harm."""
    reply = desk.assistant.show(LOSS, Language.EN)
    assert draw_card(reply, desk.words, font=Path(__file__)).png
    wqy = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
    if wqy.exists():
        assert draw_card(reply, desk.words, font=wqy).png != draw_card(reply, desk.words).png
    assert fonts.find(Language.EN) is CARRIED


# --- in the terminal


def height(path: Path) -> int:
    """Of a picture, in pixels."""
    with Image.open(path) as image:
        return image.height


def test_the_last_card_is_saved(chat: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """/save writes the card on the screen, says where, and says so when there is none or nothing can be written."""
    monkeypatch.chdir(tmp_path)
    assert "还没有卡片" in chat.say("/save")
    chat.say("after-tax 401(k) 亏了再转 Roth，这笔亏损能抵税吗？")
    told = chat.say("/save")
    (path,) = tmp_path.iterdir()
    assert str(path) in told
    assert path.name == f"{LOSS}.png"
    short = height(path)
    chat.say(chat.number("展开说明", chat.say("after-tax 401(k) 亏了再转 Roth，这笔亏损能抵税吗？")))
    chat.say("/save")
    assert height(path.with_stem(f"{LOSS}-2")) > 2 * short

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "图片没存成" in chat.say("/save")


def test_saving_without_a_chinese_font_is_english(chat: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chat says why the picture is in another language."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(card_type, "find", lambda *_: CARRIED)
    chat.say("after-tax 401(k) 亏了再转 Roth，这笔亏损能抵税吗？")
    assert "没有中文字体" in chat.say("/save")
    assert len(list(tmp_path.iterdir())) == 1
