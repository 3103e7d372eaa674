"""Which texts the desk says it cannot read: other languages, and nothing that somebody writes in ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot import foreign
from bot.assistant import Question
from bot.desk import Desk, open_desk
from bot.interfaces import reply_json
from bot.language import Language
from bot.reply import Outcome
from bot.settings import Settings
from knowledge.learning import wordings

HERE = Path(__file__).parent
EVAL = HERE.parents[1] / "eval"
TEXTS = yaml.safe_load((HERE / "foreign.yaml").read_text("utf-8"))
# share of questions in other languages that are seen, and of our own texts that are let through
FLOORS = {"dev": 0.98, "heldout": 0.98, "ours_dev": 1.0, "ours_heldout": 0.97}
SPANISH = "¿Puedo convertir mi after-tax 401k a Roth si perdí dinero?"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real desk."""
    return open_desk(Settings())


def labelled() -> list[dict[str, str]]:
    """Every labelled question."""
    return [
        json.loads(line)
        for name in ("dev", "heldout")
        for line in (EVAL / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize("half", ["dev", "heldout"])
def test_other_languages_are_seen(half: str) -> None:
    """Questions in some forty languages, terms of this trade in most of them, are told from ours."""
    texts = [text for group in TEXTS[half].values() for text in group]
    seen = sum(map(foreign.is_foreign, texts))
    assert len(texts) >= 60
    assert seen / len(texts) >= FLOORS[half], [text for text in texts if not foreign.is_foreign(text)]


@pytest.mark.parametrize("half", ["ours_dev", "ours_heldout"])
def test_our_own_texts_are_let_through(half: str) -> None:
    """Fragments, typos, pinyin, Cantonese, names, tickers and quoted words are no other language."""
    texts = TEXTS[half]
    flagged = [text for text in texts if foreign.is_foreign(text)]
    assert len(texts) >= 45
    assert 1 - len(flagged) / len(texts) >= FLOORS[half], flagged


def test_no_question_that_expects_an_answer_is_flagged() -> None:
    """Of all labelled questions only some without an answer are in another language."""
    rows = labelled()
    flagged = [row for row in rows if foreign.is_foreign(row["text"])]
    assert len(rows) == 2566
    assert [row["text"] for row in flagged if row["expect"] == "answer"] == []
    assert 10 <= len(flagged) <= 20


def test_ordinary_questions_never_load_the_model() -> None:
    """A process that answers an English and a Chinese question has no use for the model and does not load it."""
    code = (
        "import sys\nfrom bot.assistant import Question\nfrom bot.desk import open_desk\n"
        "from bot.settings import Settings\na = open_desk(Settings()).assistant\n"
        "asked = ('Can I deduct the loss on my after-tax 401k?', '税后 401k 亏了能抵税吗')\n"
        "found = [a.ask(Question(text)).outcome for text in asked]\n"
        "print(*found, 'py3langid' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE.parents[2])
    assert ran.stdout.split() == ["answer", "answer", "False"]


def test_few_questions_reach_the_model(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """One question in ten at most is doubtful enough to be looked at, of the desk's own as of the labelled ones."""
    reached: list[str] = []
    monkeypatch.setattr(foreign, "_is_other_latin", lambda text: bool(reached.append(text)))
    own = [entry.question.en for entry in desk.assistant.base.entries.values()]
    assert len(own) > 100
    assert not any(map(foreign.is_foreign, own))
    assert len(reached) <= len(own) / 10
    reached.clear()
    rows = labelled()
    assert not any(foreign.is_foreign(row["text"]) and row["expect"] == "answer" for row in rows)
    assert 0 < len(reached) <= len(rows) / 10


def test_wordings_of_the_knowledge_are_ours(desk: Desk) -> None:
    """Of the many wordings that the matcher learned from, English typos among them, hardly any looks foreign."""
    texts = [text for _, text in wordings(desk.assistant.base)][::8]
    flagged = [text for text in texts if foreign.is_foreign(text)]
    assert len(texts) > 4000
    assert len(flagged) <= 2, flagged


@pytest.mark.parametrize("language", list(Language))
def test_the_desk_says_it_in_both_languages(desk: Desk, language: Language) -> None:
    """The reply is no answer, holds one line in each language, and repeats neither figures nor choices."""
    reply = desk.assistant.ask(Question(f"{SPANISH} basis $10,000, valor $9,500", language))
    assert (reply.outcome, reply.foreign, reply.entry, reply.choices) == (Outcome.NONE, True, None, ())
    assert reply.title == desk.words("listen.foreign", language)
    assert reply.body == (desk.words("listen.foreign", language.other),)
    assert reply.calculation is None
    assert reply.read is None
    assert reply.asks == ()
    again = desk.assistant.again(reply, language.other)
    assert (again.title, again.foreign) == (desk.words("listen.foreign", language.other), True)


def test_scripts_and_pipes_are_told_too(desk: Desk) -> None:
    """The JSON of such a question decides for no entry and says why in words; so does the explanation."""
    reply = desk.assistant.ask(Question("세후 401k를 Roth로 전환할 때 손실이 나면 공제받을 수 있나요?"))
    told = reply_json("…", reply, desk.plain)
    assert told["decision"] == "none"
    assert "English" in told["reply"]["title"]
    assert "中文" in told["reply"]["text"]
    assert desk.assistant.explain(SPANISH).reason == "in neither English nor Chinese"


@pytest.mark.parametrize("text", ["hola", "merci beaucoup", "gracias!", "안녕", "ok danke", "привет"])
def test_a_greeting_of_a_word_or_two_needs_no_lecture(text: str) -> None:
    """So little text tells no language for sure; short greetings in another script are told, those in Latin are not."""
    assert foreign.is_foreign(text) is (not text.isascii() and len(text) > 2)


def test_a_known_wording_is_never_foreign(desk: Desk) -> None:
    """What stands word for word in the knowledge is answered, whatever the model makes of it."""
    entry = next(iter(desk.assistant.base.entries.values()))
    decision = desk.assistant.explain(entry.question.en)
    assert decision.exact
    assert decision.reason != "in neither English nor Chinese"
