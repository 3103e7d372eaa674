"""The reply as plain text."""

import pytest

from bot.assistant import Question
from bot.language import Language
from bot.plain import citation_line, marks, statement_line, value_line
from bot.reply import Citation, Line, Statement
from knowledge.model import Status


def test_marks() -> None:
    """Numbers of sources stand in square brackets."""
    assert (marks((1, 12)), marks(())) == ("[1][12]", "")


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ({"text": "It is.", "label": None}, "It is.[1]"),
        ({"text": "It is.", "label": "View A"}, "View A: It is.[1]"),
        ({"text": "是。", "label": "说法 A"}, "说法 A：是。[1]"),
    ],
)
def test_a_statement_on_a_line(statement: dict[str, str], shown: str) -> None:
    """Label, text and numbers, with the colon of the language."""
    made = Statement(key="k", status=Status.RULE, status_word="Rule", marks=(1,), **statement)
    assert statement_line(made) == shown
    assert statement_line(made, with_status=True) == f"{shown} (Rule)"


def test_a_remark_has_the_brackets_of_its_language() -> None:
    """Full-width brackets around Chinese, half-width around English."""
    citation = Citation(
        number=2,
        source="s",
        locator="(a)",
        place="(a)",
        title="T",
        short="IRC",
        url="https://x.org",
        status=Status.RULE,
        caveat="read in part",
    )
    assert citation_line(citation) == "[2] IRC (a) (read in part) https://x.org"
    chinese = citation.model_copy(update={"caveat": "只读到一部分"})
    assert citation_line(chinese, with_url=False) == "[2] IRC (a)（只读到一部分）"


def test_a_value_on_a_line() -> None:
    """Label, working, value and numbers; what is not there leaves no trace."""
    line = Line(key="k", label="Taxable", value="$0", working="9,500 − 9,500", marks=(3,))
    assert value_line(line) == "Taxable: 9,500 − 9,500 = $0 [3]"
    assert value_line(Line(key="k", label="应税额", value="$0")) == "应税额：$0"
    assert value_line(Line(key="k", label="1099-R", value="Box 1 $0 · 代码 G")) == "1099-R：Box 1 $0 · 代码 G"
    assert (
        value_line(Line(key="k", label="Form 1040", value="line 5a $0 · line 5b $0"))
        == "Form 1040: line 5a $0 · line 5b $0"
    )


@pytest.mark.parametrize("language", Language)
def test_a_card_in_order(desk, language: Language) -> None:
    """Title, then verdict and answer, then figures, then sources with addresses, then the stamp."""
    reply = desk.assistant.ask(Question("存了1万，转的时候只剩9500，亏的500能抵税吗？", language=language))
    card = desk.plain.card(reply)
    pieces = [
        reply.title, reply.verdict, reply.statements[0].text, reply.calculation.headline, reply.calculation.assumptions,
        desk.words("card.sources", language), reply.citations[0].url, reply.stamp.text,
    ]  # fmt: skip
    places = [card.index(piece) for piece in pieces]
    assert places == sorted(places)
    assert reply.stamp.footer not in card
    assert reply.blocks[0].statements[0].text not in card


def test_an_expanded_card_holds_everything(desk) -> None:
    """Expanded, every claim, every source and the footer are there."""
    for entry_id in desk.assistant.base.entries:
        reply = desk.assistant.show(entry_id, Language.ZH)
        card = desk.plain.card(reply, expanded=True)
        texts = [statement.text for block in reply.blocks for statement in block.statements]
        assert all(text in card for text in [*texts, *(c.url for c in reply.citations), reply.stamp.footer])


def test_choices_are_numbered(desk) -> None:
    """ "Which one?" shows numbered questions and what sets them apart."""
    entries = [desk.assistant.base.entries[name] for name in desk.assistant.base.policy.pinned[:2]]
    reply = desk.assistant._cards.which_one(entries, Language.ZH)
    card = desk.plain.card(reply)
    for number, entry in enumerate(entries, start=1):
        assert f"{number}. {entry.question.zh}\n   {entry.scope.zh}" in card
