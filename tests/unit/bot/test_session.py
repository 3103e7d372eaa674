"""The conversation in the terminal: menu numbers, the form for figures, languages, commands."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.language import Language
from bot.terminal.chat import COMMANDS, _of_environment
from bot.terminal.screen import RichScreen
from bot.terminal.session import Session

TEXT = "存了1万，转的时候只剩9500，亏的500能抵税吗？"
QUESTION = "税后401k亏了能抵扣吗"

pytestmark = pytest.mark.usefixtures("elsewhere")


def test_a_question_gets_its_card_and_a_menu(chat) -> None:
    """The answer comes first, then what can be done, numbered."""
    out = chat.say(TEXT)
    assert out.startswith(f"> {TEXT}\n")
    assert out.index("不能。") < out.index("$500") < out.index("来源") < out.index("输入编号：")
    assert chat.number("展开说明", out)


def test_numbers_expand_and_collapse(chat) -> None:
    """Expanding shows the blocks and the footer; the same place then collapses."""
    out = chat.say(QUESTION)
    expanded = chat.say(chat.number("展开说明", out))
    assert "loss-not-deductible v" in expanded
    assert "loss-not-deductible v" not in out
    collapsed = chat.say(chat.number("收起", expanded))
    assert collapsed.partition("\n")[2] == out.partition("\n")[2]


def test_numbers_switch_the_language(chat) -> None:
    """The card is shown again in English, with its figures, and the conversation goes on in English."""
    out = chat.say(TEXT)
    english = chat.say(chat.number("English", out))
    assert "No." in english
    assert "Unrecovered basis: $500" in english
    assert "Type a number:" in english
    assert "There is no number 99" in chat.say("99")


def test_numbers_open_related_questions(chat) -> None:
    """A related question opens its own card."""
    out = chat.say(QUESTION)
    related = chat.say(chat.number("相关问题", out))
    assert "不是税务建议" in related
    assert related.splitlines()[1] != out.splitlines()[1]


def test_from_a_card_to_its_sources_and_to_what_rests_on_them(chat) -> None:
    """Answer → its sources → one source with address → the answers that rest on it → back to one of them."""
    out = chat.say(QUESTION)
    sources = chat.say(chat.number("这条的来源", out))
    one = chat.say("1")
    assert "[1]" in sources
    assert "https://" in one
    assert "还有哪些条目用到它" in one
    assert "不是税务建议" in chat.say("1")


def test_back_from_the_sources(chat) -> None:
    """The last item of the sources leads back to the card."""
    out = chat.say(QUESTION)
    sources = chat.say(chat.number("这条的来源", out))
    assert "不能。" in chat.say(chat.number("返回", sources))


def test_share_prints_a_copy(chat) -> None:
    """Sharing prints the card as text to copy."""
    out = chat.say(QUESTION)
    copy = chat.say(chat.number("保存／分享", out))
    assert "可以复制下面的文字" in copy
    assert "不能。" in copy


def test_browse(chat) -> None:
    """Topics lead to questions, questions to cards, and back."""
    topics = chat.say("/browse")
    questions = chat.say("1")
    card = chat.say("1")
    assert "（" in topics
    assert "返回" in questions
    assert "不是税务建议" in card
    chat.say("/browse")
    assert "按主题浏览" in chat.say(chat.number("返回", chat.say("2")))


def test_convert_in_one_line(chat) -> None:
    """Typed options are read and computed."""
    out = chat.say("/convert 本金 2万 现值 18500 税率 24%")
    assert "读到的数字：" in out
    assert "$1,500" in out


def test_convert_step_by_step(chat) -> None:
    """Without options basis and value are asked for one after the other; what is not a figure is asked again."""
    assert "存了多少" in chat.say("/convert")
    assert "存了多少" in chat.say("??")
    assert "市值" in chat.say("2万")
    out = chat.say("18500")
    assert "$1,500" in out
    assert "没用完的 basis" in out


@pytest.mark.parametrize(
    ("basis", "value", "result"), [("50", "$40", "$10"), ("1", "0", "$1"), ("99.50", "29", "$70.50")]
)
def test_small_figures_are_figures_in_a_form(chat, basis: str, value: str, result: str) -> None:
    """Where dollars are asked for a bare number is dollars, however small, and no number of an old menu."""
    chat.say(QUESTION, "/convert", basis)
    assert result in chat.say(value)


@pytest.mark.parametrize("text", ["亏了能抵税吗", "in-plan conversion是什么", "如果转的时候只剩9500，亏的500能抵税吗"])
def test_a_form_does_not_swallow_a_question(chat, text: str) -> None:
    """Who asks something else instead of typing the figure is answered."""
    chat.say("/convert")
    out = chat.say(text)
    assert "存了多少" not in out.splitlines()[1]
    assert "输入编号" in out


def test_a_command_ends_a_form(chat) -> None:
    """A command is a command in a form too."""
    chat.say("/convert")
    assert "怎么用" in chat.say("/help")
    assert "现在没有编号 1" in chat.say("1")


def test_a_question_with_one_figure_asks_for_the_other(chat) -> None:
    """The missing figure can simply be typed, and the menu of the card still works."""
    out = chat.say("我存了2万after-tax 401k，转Roth之前亏了，能抵税吗")
    assert "还缺市值" in out
    assert "$1,500" in chat.say("18500")
    out = chat.say("我存了2万after-tax 401k，转Roth之前亏了，能抵税吗")
    assert "收起" in chat.say(chat.number("展开说明", out))


def test_the_compute_action_opens_the_form(chat) -> None:
    """Computing from a card asks for the figures."""
    out = chat.say(QUESTION)
    assert "存了多少" in chat.say(chat.number("用我的数字算", out))


@pytest.mark.parametrize(("name", "verdict"), [("en", "No."), ("zh-Hant", "虧損"), ("zh", "亏损")])
def test_a_language_can_be_fixed(chat, name: str, verdict: str) -> None:
    """/lang fixes the language of the answers, whatever that of the question."""
    assert name in chat.say(f"/lang {name}")
    assert verdict in chat.say("mega backdoor loss deduct")


def test_the_language_follows_the_question_again(chat) -> None:
    """/lang auto lets each question decide."""
    chat.say("/lang en", "/lang auto")
    assert "不能。" in chat.say(QUESTION)
    assert "No." in chat.say("mega backdoor loss deduct")


@pytest.mark.parametrize("line", ["/lang", "/lang fr", "/lang ZH"])
def test_an_unknown_language_is_told(chat, line: str) -> None:
    """What can be chosen is said."""
    assert "zh-Hant" in chat.say(line)


@pytest.mark.parametrize("line", ["/nonsense", "/", "/convertt 5", "/ 1"])
def test_an_unknown_command_is_told(chat, line: str) -> None:
    """The way to the help is said, and nothing breaks."""
    out = chat.say(line)
    assert line.split(maxsplit=1)[0] in out
    assert "/help" in out


def test_help_names_every_command(chat) -> None:
    """The help mentions each command that the completion offers, except the plain question."""
    out = chat.say("/help")
    assert [command for command in COMMANDS if command not in out and command not in {"/ask", "/help"}] == []
    assert "怎么用" in chat.say("/ask")
    assert "不能。" in chat.say(f"/ask {QUESTION}")


@pytest.mark.parametrize("line", ["/quit", "/exit", "/QUIT"])
def test_quit(chat, line: str) -> None:
    """The conversation ends with a word."""
    out = chat.say(line)
    assert chat.session.over
    assert "再见" in out


@pytest.mark.parametrize("line", ["", "   ", "\t"])
def test_an_empty_line_is_nothing(chat, line: str) -> None:
    """Pressing enter does nothing."""
    assert chat.say(line) == ""


@pytest.mark.parametrize("line", ["0", "7", "99", "０"])
def test_a_number_without_a_menu_is_told(chat, line: str) -> None:
    """A number that stands for nothing is said to."""
    assert "现在没有编号" in chat.say(line)


def test_a_digit_that_is_no_number_is_a_question(chat) -> None:
    """² is a digit to Python and no number of a menu."""
    assert "输入编号" in chat.say("²")


def test_the_welcome_names_the_commands(new_chat) -> None:
    """The first lines say what this is and how to leave, in the language of the system."""
    for language, word in ((Language.ZH, "答疑台"), (Language.EN, "answer desk")):
        chat = new_chat(fallback=language)
        chat.session.welcome()
        out = chat._out.getvalue()
        assert word in out
        assert "/quit" in out


@settings(max_examples=80, deadline=None)
@given(
    lines=st.lists(
        st.text(max_size=12)
        | st.sampled_from(
            ["/convert", "/browse", "1", "2", "3", "9", "²", "１", QUESTION, TEXT, "2万", "/lang en", "basis 5"]
        ),
        max_size=6,
    )
)
def test_no_line_breaks_the_conversation(desk, lines: list[str]) -> None:
    """Whatever is typed in whatever order, the conversation goes on."""
    from bot.terminal.screen import PlainScreen

    out = io.StringIO()
    session = Session(desk, PlainScreen(out, desk.plain), None, Language.EN)
    for line in lines:
        session.handle(line)
    assert out.getvalue() or not any(line.strip() for line in lines)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_shows_the_same(desk, width: int) -> None:
    """With colours and panels the same verdict, figures and sources are there, within the width."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor")
    session = Session(desk, RichScreen(console, desk.words), None, Language.ZH)
    session.welcome()
    for line in (TEXT, "2", "/browse", "1", "tqqq适合长期持有吗", "早上好", "401k"):
        session.handle(line)
    with console.capture() as shown:
        session.handle(TEXT)
    assert "不能。" in shown.get()
    assert "$500" in shown.get()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh_TW.UTF-8"}, Language.ZH_HANT),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, Language.ZH),
        ({"LANG": "POSIX"}, Language.EN),
        ({}, Language.EN),
    ],
)
def test_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: Language
) -> None:
    """The interface starts in the language of the system; C says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert _of_environment() is expected


def test_glossary_defines_lists_and_leads_on(chat) -> None:
    """A term is defined in the language of its word, with the way to its entry; an unknown one lists them all."""
    defined = chat.say("/glossary 按比例")
    assert "pro rata（按比例）" in defined
    assert "不能只挑 basis" in defined
    card = chat.say("1")
    assert "不是税务建议" in card
    unknown = chat.say("/glossary xyzzyx")
    assert "no such term" in unknown
    assert unknown.count("\n") > 80
