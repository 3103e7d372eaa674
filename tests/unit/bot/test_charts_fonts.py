"""The font of the labels: the one that is set, one of the machine, or English in the one that Pillow carries."""

import logging
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import ImageFont

from bot.charts import fonts, letters
from bot.charts.draw import draw
from bot.charts.fonts import CARRIED, Face, Glyphs, find
from bot.charts.letters import Letters
from bot.language import Language
from bot.wordbook import Phrase, Wordbook
from calc.conversion import ConvertInput, convert
from knowledge.text import has_han

INPUTS = {"basis": 10000, "value": 9400, "rate": "0.24"}
RESULT = convert(ConvertInput.read(INPUTS)).to_json()
LATIN = "latin.ttf"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    find.cache_clear()
    yield
    find.cache_clear()


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which there is no Chinese font."""
    monkeypatch.setattr(fonts, "candidates", lambda _: iter(()))


@pytest.fixture
def chinese() -> Path:
    """A Chinese font of this machine, for the tests that need one."""
    face = find(Language.ZH)
    if face.path is None:
        pytest.skip("this machine has no Chinese font")
    return face.path


@pytest.fixture
def latin(tmp_path: Path) -> Path:
    """A font file without Chinese."""
    carried = ImageFont.load_default(20)
    path = tmp_path / LATIN
    path.write_bytes(carried.font_bytes)
    return path


def texts(words: Wordbook, language: Language, chosen: Path | None = None) -> list[str]:
    """The labels of a conversion."""
    from bot.charts import conversion

    shown = conversion.read(INPUTS, RESULT)
    assert shown is not None
    return [label.text for label in conversion.lay_out(shown, Letters(words, language, chosen)).labels]


def test_a_machine_with_chinese_has_chinese_labels(words: Wordbook, chinese: Path) -> None:
    """Labels are in the asker's script; names of boxes and figures stay what they are."""
    simplified, traditional = (texts(words, language) for language in (Language.ZH, Language.ZH_HANT))
    assert "没用完的 basis" in simplified
    assert "沒用完的 basis" in traditional
    assert len(simplified) == len(traditional)
    assert chinese.is_file()


def test_without_chinese_the_labels_are_english(words: Wordbook, no_fonts: None) -> None:
    """All of them, as an English asker sees them; the alt text stays Chinese, and no label is a box."""
    assert find(Language.ZH) == find(Language.ZH_HANT) == CARRIED
    english = texts(words, Language.EN)
    assert texts(words, Language.ZH) == texts(words, Language.ZH_HANT) == english
    assert not any(has_han(text) for text in english)
    made = draw("convert", INPUTS, RESULT, words, Language.ZH)
    other = draw("convert", INPUTS, RESULT, words, Language.EN)
    assert made is not None
    assert other is not None
    assert made.png == other.png
    assert has_han(made.alt)


def test_english_looks_the_same_everywhere(words: Wordbook) -> None:
    """English is set in the font that Pillow carries, so no font of the machine is looked for."""
    assert find(Language.EN) == CARRIED


def test_english_labels_need_ascii_alone(words: Wordbook) -> None:
    """The last resort has a glyph for each English label; what stands in sentences alone need not."""
    glyphs = Glyphs(CARRIED)
    labels = {key: phrase.en for key, phrase in words._phrases.items() if re.match(r"chart\.(?!alt-)", key)}
    assert len(labels) > 30
    assert [key for key, text in labels.items() if not text.isascii() or not glyphs.cover(text)] == []


@pytest.mark.parametrize("name", ["missing.ttf", "broken.ttf", "folder", LATIN])
def test_a_font_that_cannot_be_used_is_passed_over(
    name: str, words: Wordbook, tmp_path: Path, latin: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong path, no font at all and a font without Chinese change nothing, except that a warning is given."""
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    (tmp_path / "folder").mkdir()
    usual = texts(words, Language.ZH)
    with caplog.at_level(logging.WARNING):
        assert texts(words, Language.ZH, tmp_path / name) == usual
    assert ["ROTHDESK_CHART_FONT" in record.getMessage() for record in caplog.records] == [True]
    assert str(tmp_path) not in caplog.text


def test_the_font_that_is_set_comes_first(words: Wordbook, latin: Path, chinese: Path, no_fonts: None) -> None:
    """It is used for the languages that it has, though the machine has others or none."""
    assert find(Language.EN, latin) == Face(latin)
    find.cache_clear()
    assert find(Language.ZH, chinese).path == chinese
    assert "没用完的 basis" in texts(words, Language.ZH, chinese)


def test_a_missing_glyph_makes_one_label_english(words: Wordbook, chinese: Path) -> None:
    """A character that the font has not is never drawn as a box: that one label is English, the others stay."""
    phrases = dict(words._phrases)
    phrases["chart.own"] = Phrase(zh="本金\U0002f9f4\U000e0041", en="Your basis")
    shown = texts(Wordbook(phrases), Language.ZH)
    assert "Your basis" in shown
    assert "没用完的 basis" in shown


def test_no_label_lacks_a_glyph(words: Wordbook, chinese: Path) -> None:
    """Every text of the pictures can be written with the font that was found, in both scripts."""
    for language in (Language.ZH, Language.ZH_HANT):
        glyphs = Glyphs(find(language))
        keys = [key for key in words._phrases if key.startswith("chart.")]
        gaps = {"tax", "taxable", "amount", "nontaxable", "rate", "box", "number", "size", "count", "kept", "dropped"}
        lacking = [
            key
            for key in keys
            if not key.startswith("chart.alt-")
            and not glyphs.cover(words(key, language, **dict.fromkeys(gaps, "$1.2%")))
        ]
        assert len(keys) > 40
        assert lacking == []


def test_glyphs_are_told_from_boxes() -> None:
    """The font that Pillow carries has Latin and lacks Chinese; an empty text lacks nothing."""
    glyphs = Glyphs(CARRIED)
    assert glyphs.cover("Tax now: $1,234.56 (24%)")
    assert glyphs.cover("")
    assert not glyphs.cover("税")
    assert not glyphs.cover("Tax 税")


def test_each_script_has_its_own_face() -> None:
    """Of a file with faces for several scripts the one is taken that draws the reader's."""
    collections = [
        path for path in map(Path, fonts._PLACES) if path.name == "NotoSansCJK-Regular.ttc" and path.is_file()
    ]
    if not collections:
        pytest.skip("this machine has no font with a face for each script")
    for language, family in ((Language.ZH, "Noto Sans CJK SC"), (Language.ZH_HANT, "Noto Sans CJK TC")):
        assert find(language, collections[0]).open(20).getname() == (family, "Regular")


def test_the_best_face_of_a_file_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script decides first, then that it is not monospaced, then that it is regular, then the order."""
    names = [("X JP", "Regular"), ("X Mono SC", "Regular"), ("X SC", "Bold"), ("X SC", "Regular"), ("X TC", "Regular")]

    class Named:
        def __init__(self, index: int) -> None:
            self.index = index

        def getname(self) -> tuple[str, str]:
            return names[self.index]

    def opened(face: Face, size: int) -> Named:
        if face.index >= len(names):
            raise OSError("no such face")
        return Named(face.index)

    monkeypatch.setattr(Face, "open", opened)
    for language, order in ((Language.ZH, [3, 2, 1, 4, 0]), (Language.ZH_HANT, [4, 3, 2, 1, 0])):
        ranked = sorted(fonts._faces(Path("x.ttc"), language), key=lambda found: found[0])
        assert [face.index for _, face in ranked] == order
    assert len(list(fonts._faces(Path("x.ttf"), Language.ZH))) == 1


def fake_fontconfig(monkeypatch: pytest.MonkeyPatch, answer: Callable[[list[str]], bytes]) -> list[list[str]]:
    """Puts an answer in place of fontconfig's; the list of what it was asked."""
    asked: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        assert options["timeout"] == fonts.PATIENCE
        return subprocess.CompletedProcess(command, 0, answer(command), b"")

    monkeypatch.setattr(fonts.shutil, "which", lambda name: name)
    monkeypatch.setattr(fonts.subprocess, "run", run)
    return asked


def test_fontconfig_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its match, then its list with serifs last, then the usual places of Linux, macOS and Windows."""
    lists = b"/f/NotoSerifCJK-Regular.ttc\n/f/NotoSansCJK-Bold.ttc\n/f/NotoSansCJK-Regular.ttc\n"
    asked = fake_fontconfig(monkeypatch, lambda command: b"/f/best.ttc\n" if command[0] == "fc-match" else lists)
    found = [path.as_posix() for path in fonts.candidates(Language.ZH)]
    assert found[:4] == [
        "/f/best.ttc", "/f/NotoSansCJK-Regular.ttc", "/f/NotoSansCJK-Bold.ttc", "/f/NotoSerifCJK-Regular.ttc",
    ]  # fmt: skip
    assert asked[0][-1] == "sans-serif:lang=zh-cn"
    assert asked[1][-1] == ":lang=zh-cn"
    assert {"PingFang.ttc", "msyh.ttc", "wqy-microhei.ttc"} <= {Path(path).name for path in found}


def test_a_slow_or_broken_fontconfig_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it takes too long, fails or is absent, the usual places are looked at."""

    def slow(command: list[str]) -> bytes:
        raise subprocess.TimeoutExpired(command, fonts.PATIENCE)

    def failing(command: list[str]) -> bytes:
        raise subprocess.CalledProcessError(1, command)

    for trouble in (slow, failing):
        fake_fontconfig(monkeypatch, trouble)
        assert next(fonts.candidates(Language.ZH)).as_posix() == fonts._PLACES[0]
    monkeypatch.setattr(fonts.shutil, "which", lambda _: None)
    assert next(fonts.candidates(Language.ZH_HANT)).as_posix() == fonts._PLACES[0]


def test_a_match_without_chinese_is_not_taken(monkeypatch: pytest.MonkeyPatch, latin: Path) -> None:
    """Fontconfig always names some font; one that lacks Chinese is passed over."""
    monkeypatch.setattr(fonts, "candidates", lambda _: iter((latin, Path("missing.ttf"))))
    assert find(Language.ZH) == CARRIED


def test_the_search_is_made_once(monkeypatch: pytest.MonkeyPatch, no_fonts: None) -> None:
    """What was found, or not found, is kept."""
    count: list[Language] = []
    monkeypatch.setattr(fonts, "candidates", lambda language: iter(count.append(language) or ()))
    for _ in range(3):
        find(Language.ZH)
    assert count == [Language.ZH]
    assert letters.find is find
