"""In which language a message is answered."""

import pytest

from bot import language
from bot.language import Language

ZH, HANT, EN = Language.ZH, Language.ZH_HANT, Language.EN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亏了能抵税吗", ZH),
        ("税后401k亏了能抵扣吗", ZH),
        ("mega backdoor亏了能抵税吗", ZH),
        ("after-tax 401k里的loss可以拿去offset capital gain吗", ZH),
        ("convert的时候价值比投入的少，deduct得了吗", ZH),
        ("in-plan conversion 亏", ZH),
        ("稅後401k虧損轉Roth可以抵稅嗎", HANT),
        ("mega backdoor虧了怎麼辦", HANT),
        ("Is my after-tax 401(k) loss deductible?", EN),
        ("mega backdoor loss deduct", EN),
        ("put in 10k after tax, only 9.5k when it moved to Roth", EN),
        ("what does 亏损 mean on the form", EN),
        ("How do I say 税后 in the plan portal?", EN),
    ],
)
def test_the_question_decides(text: str, expected: Language) -> None:
    """Any Han makes a text Chinese, unless an English sentence only quotes some; script is that of the text."""
    for fallback in (None, ZH, EN):
        assert language.choose(text, fallback) is expected


@pytest.mark.parametrize(
    "text",
    [
        "401k",
        "10000 9500",
        "Roth",
        "",
        "mega backdoor Roth IRA",
        "1099-R box 5",
        "😀",
        "$1,500",
        "deferral 24500，match 10k",
    ],
)
def test_names_and_figures_carry_no_language(text: str) -> None:
    """Figures and names are answered in the language of the reader or place, else in English."""
    assert language.of_text(text) is None
    assert [language.choose(text, fallback) for fallback in (ZH, HANT, EN, None)] == [ZH, HANT, EN, EN]


def test_a_text_without_telling_characters_takes_the_readers_script() -> None:
    """本金 is written alike in both scripts, so a reader of Traditional is answered in Traditional."""
    assert language.choose("本金 9500", HANT) is HANT
    assert language.choose("本金 9500", EN) is ZH
    assert language.choose("亏损", HANT) is ZH


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-CN", ZH), ("zh_CN.UTF-8", ZH), ("zh", ZH), ("zh-SG", ZH), ("zh-Hans-US", ZH),
        ("zh-TW", HANT), ("zh_TW.UTF-8", HANT), ("zh_HK.Big5", HANT), ("zh-Hant", HANT), ("zh-Hant-TW", HANT),
        ("en-US", EN), ("en_GB.UTF-8", EN), ("de", EN), ("ja", EN), ("", None), (None, None),
    ],
)  # fmt: skip
def test_locales(locale: str | None, expected: Language | None) -> None:
    """Discord's and POSIX' names of locales are understood; other languages read English."""
    assert language.of_locale(locale) is expected


def test_the_switch_leads_to_the_other_language() -> None:
    """From Chinese in either script to English, from English to Chinese."""
    assert [one.other for one in (ZH, HANT, EN)] == [EN, EN, ZH]
    assert [one.base for one in (ZH, HANT, EN)] == ["zh", "zh", "en"]
