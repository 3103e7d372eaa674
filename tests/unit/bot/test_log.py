"""Logging: to stderr, one JSON object a line where nobody watches, Chinese readable."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import log
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_json_lines_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and the standard library's messages look alike and leave stdout alone."""
    log.configure(Settings(log_format="json"))
    log.get("bot.test").info("answered", entry="亏损")
    logging.getLogger("discord").warning("slow %s", "down")
    captured = capsys.readouterr()
    ours, theirs = (json.loads(line) for line in captured.err.splitlines())
    assert captured.out == ""
    assert (ours["event"], ours["entry"], ours["level"], ours["logger"]) == ("answered", "亏损", "info", "bot.test")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("slow down", "warning", "discord")
    assert "亏损" in captured.err


def test_what_is_less_severe_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing below the chosen level is logged."""
    log.configure(Settings(log_level="ERROR", log_format="json"))
    logging.getLogger("x").warning("no")
    logging.getLogger("x").error("yes")
    assert "yes" in capsys.readouterr().err.replace("no", "")


def test_a_console_line_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """On a console the message stands as words."""
    log.configure(Settings(log_format="console"))
    log.get("bot.test").warning("still waiting", seconds=3)
    line = capsys.readouterr().err
    assert "still waiting" in line
    assert "seconds" in line
    assert not line.startswith("{")


def test_a_failure_is_logged_with_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    """An exception comes with its trace, in the same JSON line."""
    log.configure(Settings(log_format="json"))
    try:
        int("boom")
    except ValueError:
        log.get("bot.test").exception("failed")
    row = json.loads(capsys.readouterr().err)
    assert "ValueError" in row["exception"]
