"""Folding for matching, and Traditional Chinese for display."""

import re
from importlib import resources
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading import read
from knowledge.text import has_han, is_traditional, normalise, pieces, stem, to_traditional

ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates too
PIECES = (
    "401 k ( ) 401k roth ira 1099 - r R form f 8606 box boxes 2a 5 1 b g and code codes line lines 14 after tax pre "
    "post in plan service roll over rolled back door mega pro rata 59 ½ .5 1/2 岁半 五十九岁半 第 格 行 栏 方框 "
    "代码 是 和 w/o w/ 's n't ' — § & 税后 帳戶 麼 乾 著 notice 2014 54 pub 590 h 1b s p 500 hr block carry "
    "forward write off wash sale , 。 ， ？ % $ 3,000 "
    "w 2 1040 x season 72 t 415 c １ ｋ （ ） é ① ﷺ 🙂"
).split()


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("401(k)", "401k"),
        ("401 k", "401k"),
        ("401-K", "401k"),
        ("401ｋ", "401k"),
        ("４０１（ｋ）", "401k"),
        ("401(k)s", "401k"),
        ("401k's", "401k"),
        ("Roth401k", "roth 401k"),
        ("after-tax401k", "after-tax 401k"),
        ("403(b)", "403b"),
        ("457(b)", "457b"),
        ("1099-R", "1099r"),
        ("1099 r", "1099r"),
        ("1099Rs", "1099r"),
        ("1099-B", "1099b"),
        ("form 8606", "8606"),
        ("Form 8606's", "8606"),
        ("59½", "age595"),
        ("59.5", "age595"),
        ("59 1/2", "age595"),
        ("59-1/2", "age595"),
        ("５９½", "age595"),
        ("59岁半", "age595"),
        ("box 2a", "box2a"),
        ("Box 2(a)", "box2a"),
        ("第2a格", "box2a"),
        ("第五格", "box5"),
        ("5 格", "box5"),
        ("boxes 5 and 2a", "box5 and box2a"),
        ("line 5a", "line5a"),
        ("第14行", "line14"),
        ("code G", "codeg"),
        ("codes G, H and B", "codeg codeh and codeb"),
        ("代码 1B", "code1b"),
        ("code G / H / 1B", "codeg codeh code1b"),
        ("H 1B", "h1b"),
        ("72(t)", "72t"),
        ("415(c)", "415c"),
        ("§402(g)", "section 402g"),
        ("408A(d)(3)", "408ad 3"),
        ("post-tax", "after-tax"),
        ("after tax", "after-tax"),
        ("aftertax", "after-tax"),
        ("Pre Tax", "pre-tax"),
        ("in plan", "in-plan"),
        ("inplan", "in-plan"),
        ("In-Plan", "in-plan"),
        ("roll over", "rollover"),
        ("roll-over", "rollover"),
        ("rolled over", "rollover"),
        ("back door", "backdoor"),
        ("megabackdoor", "mega backdoor"),
        ("prorated", "pro-rata"),
        ("carried forward", "carry-forward"),
        ("write off", "write-off"),
        ("H&R Block", "hrblock"),
        ("H-1B", "h1b"),
        ("w/o", "without"),
        ("isn't", "isnt"),
        ("what’s", "what is"),
        ("IRS's", "irs"),
        ("café", "cafe"),
        ("$3,000", "3000"),
        ("<@12345> hi", "hi"),
        ("https://example.org/a?t=401k亏了", "亏了"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_one_name_for_every_way_of_writing_it(written, normal):
    """Accounts, forms, boxes, paragraphs and compounds come out in one form."""
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("401k和403(b)的区别", "401k 和 403b 的区别"),
        ("我的401(k)亏了", "我的 401k 亏了"),
        ("税后401k亏了，能抵税吗？", "税后 401k 亏了 能抵税吗"),
        ("Box 5写9500", "box5 写 9500"),
        ("有一格空白", "有一格空白"),
        ("59.5%的税率", "59 5 的税率"),
        ("after tax season", "after tax season"),
        ("what plans are in plans", "what plans are in plans"),
        ("14010 k", "14010 k"),
    ],
)
def test_han_is_no_part_of_a_latin_word(written, normal):
    """Names are found right beside Chinese, and what only looks like a name is left alone."""
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("稅後", "税后"),
        ("帳戶", "账户"),
        ("賬戶", "账户"),
        ("退休帳戶", "退休账户"),
        ("退休計畫", "退休计画"),
        ("退休計劃", "退休计划"),
        ("著急", "着急"),
        ("虧損", "亏损"),
        ("抵銷", "抵销"),
        ("結轉", "结转"),
        ("轉換", "转换"),
        ("後門", "后门"),
        ("罰金", "罚金"),
        ("稅務局", "税务局"),
        ("國稅局", "国税局"),
        ("領出來", "领出来"),
        ("繳款", "缴款"),
        ("提撥", "提拨"),
        ("應稅", "应税"),
        ("列舉扣除", "列举扣除"),
        ("雙重課稅", "双重课税"),
        ("這筆錢", "这笔钱"),
        ("裡面", "里面"),
        ("裏面", "里面"),
        ("甚麼", "什么"),
        ("什麼", "什么"),
        ("台灣", "台湾"),
        ("臺灣", "台湾"),
        ("離職後", "离职后"),
        ("剩餘", "剩余"),
        ("報稅", "报税"),
        ("乾淨", "干净"),
        ("隻", "只"),
    ],
)
def test_traditional_folds_into_simplified(traditional, simplified):
    """A question in Traditional characters has the normal form of the same question in Simplified."""
    assert normalise(traditional) == normalise(simplified)


@pytest.mark.parametrize(
    "simplified",
    [
        "税后",
        "后门",
        "里面",
        "干净",
        "只转本金",
        "准备",
        "余额",
        "占用",
        "抵消",
        "列举扣除",
        "结转",
        "税前税后都有",
        "一万二",
    ],
)
def test_simplified_stays(simplified):
    """Text that is Simplified already keeps its characters."""
    assert normalise(simplified) == simplified


def test_own_folds_hold_on_both_sides():
    """帐 and 账, 显著 and 显着 are one, whoever writes them."""
    assert normalise("退休帐户") == normalise("退休账户") == normalise("退休帳戶")
    assert normalise("显著") == normalise("顯著") == normalise("显着")


@given(ANY_TEXT)
def test_any_text_folds_once_and_for_all(text):
    """No text raises; folding again changes nothing; nothing is left outside the alphabet."""
    normal = normalise(text)
    assert normalise(normal) == normal
    assert re.fullmatch(r"(?:[a-z0-9\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff-]+(?: (?=[^ ]))?)*", normal)


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", " ", "  "]))
def test_names_fold_once_and_for_all(pieces, glue):
    """However pieces of names meet, folding again changes nothing."""
    normal = normalise(glue.join(pieces))
    assert normalise(normal) == normal


def test_the_mask_comes_first():
    """What the mask blanks is gone before names are looked for."""
    assert normalise("401k 里有 $401k", lambda text: text.replace("$401k", " " * 5)) == "401k 里有"


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("losses", "loss"),
        ("taxes", "tax"),
        ("boxes", "box"),
        ("penalties", "penalty"),
        ("converted", "convert"),
        ("converting", "convert"),
        ("converts", "convert"),
        ("dropped", "drop"),
        ("rolling", "roll"),
        ("filled", "fill"),
        ("contributed", "contribut"),
        ("contribute", "contribut"),
        ("earnings", "earning"),
        ("earned", "earn"),
        ("basis", "basis"),
        ("irs", "irs"),
        ("loss", "loss"),
        ("during", "during"),
        ("need", "need"),
        ("married", "marry"),
        ("ira", "ira"),
        ("401k", "401k"),
        ("in-plan", "in-plan"),
    ],
)
def test_the_stemmer_is_light(word, stemmed):
    """Plural, -ing and -ed go; words that are not such forms stay."""
    assert stem(word) == stemmed


def test_pieces_keep_names_and_drop_figures():
    """A number is a piece only where it names something; Han runs stand between the words, in order."""
    normal = normalise("converted 12000 and 15k of my 401(k), box 5 of the 1099-R, form 8606, 529 亏了 2024，吗")
    assert pieces(normal) == [
        "converted", "and", "of", "my", "401k", "box5", "of", "the", "1099r", "8606", "529", "亏了", "吗",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("稅後虧損", True),
        ("税后亏损", False),
        ("401k", None),
        ("", None),
        ("后里只干台", None),
        ("本金", None),
        ("稅后亏", None),
        ("這個 basis 怎麼辦", True),
        ("亏了怎么办", False),
    ],
)
def test_script_of_a_text(text, expected):
    """Characters that exist in one script only decide; shared ones and ties tell nothing."""
    assert is_traditional(text) is expected


def test_has_han():
    """Only Han characters count."""
    assert has_han("401k亏")
    assert not has_han("401k, Roth（）「」")
    assert not has_han("")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("税后账户的余额", "稅後帳戶的餘額"),
        ("公司的退休计划", "公司的退休計劃"),
        ("问税务局还是州税务局", "問國稅局還是州稅務局"),
        ("加州税务局的信息", "加州稅務局的資訊"),
        ("软件里默认的网页", "軟體裡預設的網頁"),
        ("看视频，点击链接", "看影片，點選連結"),
        ("1099-R 的 Box 5「员工缴款」填 $9,500", "1099-R 的 Box 5「員工繳款」填 $9,500"),
        ("记账、对账、转账、账单、账面亏损", "記帳、對帳、轉帳、帳單、帳面虧損"),
        ("后门 Roth：只转本金", "後門 Roth：只轉本金"),
        ("没用完的 basis 能抵以后的 earnings 吗？", "沒用完的 basis 能抵以後的 earnings 嗎？"),
        ("没有通过 ACP 测试，程序不变", "沒有通過 ACP 測試，程序不變"),
        ("复利和恢复", "複利和恢復"),
        ("占用额度", "佔用額度"),
        ("在台湾了解一下", "在台灣了解一下"),
        ("应税收入、征税、发给你", "應稅收入、徵稅、發給你"),
    ],
)
def test_traditional_for_display(simplified, traditional):
    """Overrides win over opencc, the longest first; English terms, quotes and figures stay."""
    assert to_traditional(simplified) == traditional


@given(st.text())
def test_display_touches_only_han(text):
    """Everything that is not Han survives conversion, in its order."""
    assert re.sub(r"[\u2e80-\U0003ffff]", "", to_traditional(text)) == re.sub(r"[\u2e80-\U0003ffff]", "", text)


@given(st.text("税务局信息软件默认账户余额只转后门里台湾占用视频网站 401kRothabc-5「」$,.%"))
def test_display_keeps_figures_and_latin(text):
    """Digits and Latin letters are the same before and after, around every override."""
    assert re.findall("[A-Za-z0-9]+", to_traditional(text)) == re.findall("[A-Za-z0-9]+", text)


@given(st.text("税后余额只转门里亏损抵扣缴款应征发给复利准备面制 401k，。"))
def test_display_folds_back(text):
    """Where no override changes the word, what we show has the normal form of what was written."""
    assert normalise(to_traditional(text)) == normalise(text)


def test_every_override_is_needed_and_works():
    """No line of the overrides repeats what opencc does anyway, and each takes effect."""
    folder = Path(str(resources.files("knowledge"))) / "lexicon"
    document, problems = read(folder / "traditional.yaml", "traditional.yaml")
    assert not problems
    assert isinstance(document.value, dict)
    assert len(document.value) >= 20
    converter = opencc.OpenCC("s2tw")
    for simplified, traditional in document.value.items():
        assert to_traditional(simplified) == traditional
        shorter = [word for word in document.value if word in simplified and word != simplified]
        assert converter.convert(simplified) != traditional or shorter, simplified
