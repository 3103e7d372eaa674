"""/calc in the terminal: picking a kind, figures in one line or one after the other, tables, pictures, ways out."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.kinds import KINDS
from bot.language import Language
from bot.settings import Settings
from bot.terminal import chat as terminal_chat
from bot.terminal.pictures import free_name
from bot.terminal.screen import PlainScreen, RichScreen
from bot.terminal.session import Session

WAIT = "/calc wait 本金 10000，现在 10600，以后涨到 11500，税率 24%"
ROWS = ("日期 存入 转出", "2026-01-15 1500 1502.13", "2026-01-30 1500 1480")
QUESTION = "after-tax 401k亏了再转Roth能抵税吗"

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_calc_alone_lists_the_kinds(chat) -> None:
    """Without a kind all of them are numbered, each with what is typed for it; a number begins it."""
    out = chat.say("/calc")
    assert "要算什么？" in out
    assert [name for name in KINDS if f"/calc {name}" not in out] == []
    begun = chat.say(chat.number("没用完的 basis 值多少", out))
    assert begun.splitlines()[1:] == [
        "没用完的 basis 值多少",
        "可以写在一行里，比如：没用完的 basis 500，税率 24%",
        "请写：没用完的 basis",
    ]


def test_calc_alone_lists_in_the_language_of_the_chat(new_chat) -> None:
    """Somebody with an English system reads the kinds in English."""
    out = new_chat(fallback=Language.EN).say("/calc")
    assert "What shall be computed?" in out
    assert "Convert now or wait · /calc wait" in out


@pytest.mark.parametrize("line", ["/calc rooms", "/calc 额度", "/calc what is my room", "/calc 12"])
def test_an_unknown_kind_is_told(chat, line: str) -> None:
    """The kinds that there are stand below, to be picked."""
    out = chat.say(line)
    assert f"没有 {line.split()[1]} 这种计算" in out
    assert "/calc room" in out
    assert "可以写在一行里" in chat.say("2")


@pytest.mark.parametrize("line", ["/calc ROOM deferral 900", "/calc  room\tdeferral 900", "/CALC room deferral 900"])
def test_the_name_is_read_as_people_type(chat, line: str) -> None:
    """Capitals and gaps make no difference."""
    assert "2026" in chat.say(line)


def test_everything_in_one_line(chat) -> None:
    """Figures behind the kind are computed at once, with what was read and its sources."""
    out = chat.say(WAIT)
    assert "读到的数字：after-tax 本金（basis）$10,000" in out
    assert "来源" in out
    assert "请写：" not in out
    assert chat.number("相关问题", out)


def test_the_language_follows_the_figures(chat) -> None:
    """A line in English is answered in English; a fixed language stays."""
    line = "/calc leftover leftover basis 500, rate 24%"
    assert "Estimate:" in chat.say(line)
    chat.say("/lang zh-Hant")
    assert "估算：沒用完的 basis" in chat.say(line)


@pytest.mark.parametrize(
    ("fallback", "asked", "headline"),
    [
        (Language.ZH, ("after-tax 本金（basis）", "现在的市值", "以后转的时候的市值", "税率"), "再等，税只可能多"),
        (
            Language.EN,
            ("After-tax basis", "Value now", "Value at the later conversion", "Tax rate"),
            "waiting can only add tax",
        ),
    ],
)
def test_one_after_the_other(new_chat, fallback: Language, asked: tuple[str, ...], headline: str) -> None:
    """A kind alone asks for what it needs by name, one figure a line, however small; then it computes."""
    chat = new_chat(fallback=fallback)
    out = chat.say("/calc wait")
    for field, answer in zip(asked, ("10000", "99", "2万", "24"), strict=True):
        assert out.rstrip().endswith(field)
        out = chat.say(answer)
    assert headline in out.lower()
    assert "$99" in out
    assert "$20,000" in out
    assert "24%" in out


def test_named_figures_answer_too(chat) -> None:
    """While figures are asked for, several can be named in one line; only the rest is asked for."""
    chat.say("/calc wait")
    out = chat.say("现在 10600，以后涨到 11500，本金 10000")
    assert out.rstrip().endswith("请写：税率")
    assert "24%" in chat.say("24%")


def test_what_is_named_again_counts(chat) -> None:
    """A figure that is corrected on the way replaces the first one."""
    chat.say("/calc wait", "本金 9000，现在 10600")
    out = chat.say("本金 10000，以后涨到 11500，税率 24%")
    assert "after-tax 本金（basis）$10,000" in out
    assert "$9,000" not in out


def test_an_income_instead_of_the_rate(chat) -> None:
    """Where the rate is asked for, income and status do as well, and the estimate is said."""
    out = chat.say("/calc wait 本金 10000，现在 10600，以后涨到 11500")
    assert "我来估" in out
    assert "按收入估算" in chat.say("年收入 15万，单身")


def test_unclear_figures_are_asked_about_first(chat) -> None:
    """A range is asked about under its name; the next line answers that."""
    out = chat.say("/calc room deferral 24500，match 8k-10k")
    assert "8k-10k" in out
    assert out.rstrip().endswith("请写：公司 match（全年）")
    out = chat.say("9000")
    assert "公司 match（全年）$9,000" in out
    assert "8k-10k" not in out


@pytest.mark.parametrize(("line", "match"), [("10000", "$10,000"), ("没有", "$0")])
def test_a_second_figure_is_the_match(chat, line: str, match: str) -> None:
    """Where figures are asked for one after the other, the next one does not displace the first."""
    out = chat.say("/calc room", "24500")
    assert out.rstrip().endswith("请写：公司 match（全年）")
    out = chat.say(line)
    assert f"全年 deferral（pre-tax + Roth 401k）$24,500 · 公司 match（全年）{match}" in out
    assert "2026 年还能再存" in out


def test_a_sum_alone_and_then_a_profile(chat) -> None:
    """The sum is what the kind is about; an income is not taken for it."""
    out = chat.say("/calc leftover 500", "加州 20万 单身")
    assert "$500" in out
    assert "$200,000" not in out


def test_a_line_that_cannot_be_read_is_told(chat) -> None:
    """A slip is quoted, and the same figure is asked for again."""
    out = chat.say("/calc leftover", "???")
    assert "看不懂「???」" in out
    assert out.rstrip().endswith("请写：没用完的 basis")
    out = chat.say("500")
    assert "看不懂" not in out
    assert out.rstrip().endswith("请写：税率")


def test_conversions_are_answered_in_a_line(chat) -> None:
    """A list that cannot be read out of a sentence is asked for, and a line with its rows answers."""
    out = chat.say("/calc roth-ira 普通供款 7000，余额 18700，取 9000，40 岁，历次转换 8000")
    assert out.rstrip().endswith("请写：历次转换")
    out = chat.say("2024 200 10000")
    assert "来自" in out
    assert "请写" not in out


@pytest.mark.parametrize("answer", ["是", "否"])
def test_yes_or_no_answers(chat, answer: str) -> None:
    """Where it is asked whether the whole account leaves, yes or no is enough."""
    out = chat.say("/calc roth401k 本金 23000，现值 20000，转出 10000，支票寄给我，40 岁")
    asked = out.splitlines()[-1].removeprefix("请写：")
    assert asked.startswith("整个账户")
    out = chat.say(answer)
    assert asked in out
    assert "看不懂" not in out
    assert "请写" not in out


@pytest.mark.parametrize("line", [QUESTION, "Can I deduct the loss of my after-tax 401(k)?", "mega backdoor是什么"])
def test_a_new_question_leaves(chat, line: str) -> None:
    """Who asks something else instead of giving the figure is answered, and the form is over."""
    chat.say("/calc leftover")
    out = chat.say(line)
    assert "看不懂" not in out
    assert "不是税务建议" in out or "not tax advice" in out
    assert "请写" not in chat.say("亏损能抵税吗")


def test_a_command_leaves(chat) -> None:
    """Any command ends the form, another kind begins anew, and numbers belong to the menu again."""
    chat.say("/calc wait")
    assert "怎么用" in chat.say("/help")
    assert "现在没有编号 5" in chat.say("5")
    chat.say("/calc wait", "10000")
    assert "没用完的 basis 值多少" in chat.say("/calc leftover")
    assert "没用完的 basis $300" in chat.say("300")
    chat.say("/calc wait", "/convert")
    assert "市值" in chat.say("2万")


def test_convert_is_left_by_calc(chat) -> None:
    """A form of /convert does not come back when the kind has been computed."""
    chat.say("/convert", "/calc leftover", "500", "24%")
    assert "存了多少" not in chat.say("亏损能抵税吗")


# --- tables


def test_a_table_ends_with_an_empty_line(chat) -> None:
    """Rows are taken in silence until the empty line; then they are computed."""
    out = chat.say("/calc series")
    assert "一行一次" in out
    assert "比如：2026-01-15，1500，1502.13" in out
    assert "空一行" in out
    for row in ROWS:
        assert chat.say(row) == f"> {row}\n"
    out = chat.say("")
    assert "2 次转换一共应税 $2.13" in out
    assert "读到的数字：2 次转换\n" in out
    assert "现在没有编号 99" in chat.say("99")


@pytest.mark.parametrize("end", [".", "/end"])
def test_a_table_ends_in_other_ways_too(chat, end: str) -> None:
    """A dot or /end does as well."""
    assert "2 次转换" in chat.say("/calc series", *ROWS, end)


def test_a_table_pasted_at_once(chat) -> None:
    """A terminal hands over a pasted table as one text."""
    assert "2 次转换" in chat.say("/calc series", "\n".join(ROWS), "")


def test_an_empty_table_is_asked_for_again(chat) -> None:
    """An empty line before any row changes nothing: the rows can still be pasted."""
    assert "一行一次" in chat.say("/calc series", "")
    assert "2 次转换" in chat.say(*ROWS, "")


def test_a_broken_table_names_its_line(chat) -> None:
    """What cannot be read is refused with the number of the line."""
    assert "第 2 行" in chat.say("/calc series", ROWS[1], "2026-01-30 1500", "")


def test_a_command_leaves_a_table(chat) -> None:
    """A command is a command among rows too; nothing of the table is left."""
    chat.say("/calc series", ROWS[1])
    assert "怎么用" in chat.say("/help")
    assert chat.say("") == ""
    assert "次转换一共" not in chat.say("/calc series", ROWS[2], "").replace("1 次转换一共", "")


def test_the_end_of_the_input_ends_a_table(desk, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """A table from a pipe is computed although no empty line closes it."""
    monkeypatch.setattr(terminal_chat, "open_desk", lambda *_: desk)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(["/calc series", *ROWS])))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    terminal_chat.open_chat(Settings())
    assert "2 conversions, $2.13 taxable in total" in capsys.readouterr().out


@pytest.mark.parametrize("lines", [[], ["/calc series"], ["/calc wait", "10000"], [QUESTION]])
def test_the_end_of_the_input_says_nothing_else(chat, lines: list[str]) -> None:
    """Where no table is open the end is silent."""
    chat.say(*lines)
    before = chat._out.getvalue()
    chat.session.finish()
    assert chat._out.getvalue() == before


# --- pictures


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "lines",
    [(WAIT,), ("/calc series", *ROWS, ""), ("/convert 本金 2万 现值 18500",)],
    ids=["wait", "series", "convert"],
)
def test_a_picture_is_saved(chat, folder: Path, lines: tuple[str, ...]) -> None:
    """The menu saves it under a free name, says where, and says the same in words."""
    out = chat.say(*lines)
    number = chat.number("存成图片", out)
    said = chat.say(number)
    (first,) = folder.iterdir()
    assert str(first) in said
    assert "图" in said.splitlines()[2]
    assert first.read_bytes().startswith(b"\x89PNG")
    kept = first.read_bytes()
    first.write_bytes(b"mine")
    chat.say(number)
    assert first.read_bytes() == b"mine"
    assert [path.read_bytes() == kept for path in folder.iterdir() if path != first] == [True]


@pytest.mark.parametrize("line", ["/calc leftover 没用完的 basis 500，税率 24%", "/calc wait 本金 10000", QUESTION])
def test_where_there_is_no_picture_none_is_offered(chat, line: str) -> None:
    """Other calculations, open questions and plain answers have nothing to draw."""
    assert "存成图片" not in chat.say(line)


def test_nothing_to_draw_is_said(chat, folder: Path) -> None:
    """Figures of nothing give no picture and no file."""
    out = chat.say("/calc series", "2026-01-15 0 0", "")
    assert "画不出图" in chat.say(chat.number("存成图片", out))
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(chat, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chat goes on where the picture cannot be saved."""

    def refuse(*_: object) -> None:
        raise PermissionError

    out = chat.say(WAIT)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "图片没存成" in chat.say(chat.number("存成图片", out))
    assert "24%" in chat.say(WAIT)


def test_free_names_count_up(folder: Path) -> None:
    """Names are numbered from two on."""
    path = folder / "a.png"
    names = []
    for _ in range(3):
        names.append(free_name(path).name)
        free_name(path).touch()
    assert names == ["a.png", "a-2.png", "a-3.png"]


# --- entries


def test_figures_of_an_entry_begin_its_kind(chat) -> None:
    """Where an entry explains another calculation than a conversion, the button asks for its figures."""
    out = chat.say("我今年还能存多少 after-tax？怎么算？")
    begun = chat.say(chat.number("用我的数字算", out))
    assert "今年还能存多少 after-tax" in begun
    assert begun.rstrip().endswith("请写：全年 deferral（pre-tax + Roth 401k）")
    assert "$47,500" in chat.say("24500", "0")


def test_other_figures_of_an_entry_begin_its_kind_too(chat) -> None:
    """A card that was computed with the figures of its question offers others."""
    out = chat.say("我今年 deferral 24500，公司 match 1万，after-tax 还能存多少？")
    assert "$37,500" in out
    assert "请写：全年 deferral" in chat.say(chat.number("换一组数字算", out))


def test_figures_of_a_conversion_stay_with_convert(chat) -> None:
    """An entry about conversions asks for basis and value as before."""
    out = chat.say("亏损能抵税吗")
    out = out if "用我的数字算" in out else chat.say("1")
    assert "存了多少" in chat.say(chat.number("用我的数字算", out))


# --- anything


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(
        st.text(max_size=12)
        | st.sampled_from(["/calc", "/calc series", "/calc wait", "/calc room", WAIT, *ROWS, "", ".", "/end", "1", "5"])
        | st.sampled_from(["10000", "24%", "是", QUESTION, "本金 5", "single", "/lang en", "2024 200 10000", "8k-10k"]),
        max_size=7,
    )
)
def test_no_line_breaks_the_conversation(desk, lines: list[str]) -> None:
    """Whatever is typed in whatever order, the conversation goes on."""
    out = io.StringIO()
    session = Session(desk, PlainScreen(out, desk.plain), None, Language.EN)
    for line in lines:
        session.handle(line)
    session.finish()
    assert "Traceback" not in out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_shows_the_same(desk, width: int) -> None:
    """With colours and panels the figures, the question for what is missing and the menu are there."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor")
    session = Session(desk, RichScreen(console, desk.words), None, Language.ZH)
    with console.capture() as shown:
        for line in ("/calc", "/calc wait 本金 10000", WAIT, "/calc series", *ROWS, ""):
            session.handle(line)
    for text in ("要算什么", "还缺", "$1,500", "第 1 次", "存成图片"):
        assert text in shown.get()
