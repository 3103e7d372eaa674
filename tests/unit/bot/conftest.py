"""The desk on the real knowledge, opened once."""

import contextlib
import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.desk import Desk
from bot.language import Language
from bot.learning import model_of
from bot.plain import PlainText
from bot.settings import Settings
from bot.terminal.screen import PlainScreen
from bot.terminal.session import Session
from bot.wordbook import Wordbook
from knowledge.loader import load

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def words() -> Wordbook:
    """The interface texts."""
    return Wordbook.load()


@pytest.fixture(scope="session")
def assistant(words: Wordbook) -> Assistant:
    """The assistant on the packaged knowledge, on a fixed day."""
    base = load()
    return Assistant(base, words, today=lambda: TODAY, learned=model_of(base, Settings()))


@pytest.fixture(scope="session")
def desk(assistant: Assistant, words: Wordbook) -> Desk:
    """What every surface needs."""
    return Desk(assistant, words, PlainText(words))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of its own to work in, where pictures may be saved."""
    with contextlib.chdir(tmp_path_factory.mktemp("chat")):
        yield


class Chat:
    """A conversation whose output a test reads line by line."""

    def __init__(self, desk: Desk, language: Language | None, fallback: Language) -> None:
        self._out = io.StringIO()
        self.session = Session(desk, PlainScreen(self._out, desk.plain), language, fallback)

    def say(self, *lines: str) -> str:
        """Type lines; what was written in answer to them."""
        start = self._out.tell()
        for line in lines:
            self.session.handle(line)
        return self._out.getvalue()[start:]

    def number(self, label: str, text: str) -> str:
        """The number of the menu item that starts with the label."""
        found = [line.split() for line in text.splitlines() if line.lstrip().partition(" ")[2].startswith(label)]
        assert found, f"no {label!r} in {text}"
        return found[-1][0]


@pytest.fixture
def new_chat(desk: Desk) -> Callable[..., Chat]:
    """Starts a conversation, in Chinese unless told otherwise."""
    return lambda language=None, fallback=Language.ZH: Chat(desk, language, fallback)


@pytest.fixture
def chat(new_chat: Callable[..., Chat]) -> Chat:
    """A conversation of somebody whose system is Chinese."""
    return new_chat()
