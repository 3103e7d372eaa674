"""The terminal chat: rich cards and line editing on a terminal, plain lines from a pipe. No token, no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from bot import language as languages
from bot.desk import Desk, open_desk
from bot.language import Language
from bot.settings import Settings
from bot.terminal.screen import PlainScreen, RichScreen, Screen
from bot.terminal.session import Session
from bot.wordbook import Wordbook

COMMANDS = ("/ask", "/browse", "/glossary", "/convert", "/calc", "/help", "/lang", "/quit")


def open_chat(settings: Settings) -> None:
    """Chat until ``/quit``, the end of the input, or Ctrl-C."""
    fixed = None if settings.language == "auto" else Language(settings.language)
    fallback = fixed or _of_environment()
    if sys.stdin.isatty() and sys.stdout.isatty():
        words = Wordbook.load()
        console = Console()
        desk = _opened(settings, console, words, fallback)
        screen: Screen = RichScreen(console, desk.words)
        session = Session(desk, screen, fixed, fallback, settings.chart_font)
        session.welcome()
        lines = _typed(session)
    else:
        desk = open_desk(settings)
        session = Session(desk, PlainScreen(sys.stdout, desk.plain), fixed, fallback, settings.chart_font)
        session.welcome()
        lines = iter(sys.stdin)
    for line in lines:
        session.handle(line)
        if session.over:
            return
    session.finish()


def _opened(settings: Settings, console: Console, words: Wordbook, language: Language) -> Desk:
    """Open the desk; where the matcher must be learned first, a bar shows how far that is."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words("chat.loading", language), total=1.0)

        def tell(share: float) -> None:
            bar.update(task, description=words("chat.learning", language), completed=share)

        return open_desk(settings, tell)


def _of_environment() -> Language:
    """The language of the reader's system; ``LANG=C`` says nothing, then English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return languages.of_locale(value) or Language.EN
    return Language.EN


def _typed(session: Session) -> Iterator[str]:
    prompts: PromptSession[str] = PromptSession(
        completer=WordCompleter(list(COMMANDS), sentence=True), complete_while_typing=False
    )
    while True:
        try:
            yield prompts.prompt(session.say("prompt"))
        except (EOFError, KeyboardInterrupt):
            return
