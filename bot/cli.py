"""The command line. Answers go to stdout, logs to stderr.

Exit codes: 0 unless the call itself failed; 1 where ``check`` or ``eval`` have findings; 2 for bad usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bot import interfaces
from bot import language as languages
from bot.clock import us_today
from bot.curator.commands import curator
from bot.desk import open_desk
from bot.language import Language
from bot.learning import LearningError
from bot.settings import ConfigError, Settings
from knowledge.loader import KnowledgeError

app = typer.Typer(
    name="rothdesk",
    help="A bilingual answer desk for after-tax 401(k) to Roth questions. Without a command: the terminal chat.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Lang = Annotated[str, typer.Option("--lang", help="auto, zh, zh-Hant or en.")]
Texts = Annotated[list[str] | None, typer.Argument(help="Texts; without any, one a line from standard input.")]

BAD_USAGE = 2
FINDINGS = 1


def main() -> None:
    """Entry point of ``python -m bot`` and of the ``rothdesk`` script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # a pipe or LC_ALL=C must not decide whether Chinese arrives whole
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.argv = [_whole(argument) for argument in sys.argv]
    try:
        app()
    except KnowledgeError as error:
        sys.stderr.write(f"The knowledge base has problems, so there is nothing to answer from:\n{error}\n")
        sys.exit(FINDINGS)
    except LearningError as error:
        sys.stderr.write(f"There is no matcher to answer with: {error}\n")
        sys.exit(FINDINGS)
    except (ValidationError, ConfigError) as error:
        sys.stderr.write(f"A setting cannot be used:\n{error}\n")
        sys.exit(BAD_USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _whole(argument: str) -> str:
    """An argument whose UTF-8 an ASCII locale took apart, put together again."""
    return argument if argument.isprintable() else os.fsencode(argument).decode("utf-8", "replace")


def _say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _texts(given: list[str] | None) -> Iterator[str]:
    if given:
        yield from given
    else:
        yield from (line.rstrip("\r\n") for line in sys.stdin)


def _language(lang: str) -> Language | None:
    if lang == "auto":
        return None
    try:
        return Language(lang)
    except ValueError:
        raise typer.BadParameter("choose auto, zh, zh-Hant or en", param_hint="--lang") from None


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        chat()


@app.command()
def chat() -> None:
    """Open the terminal chat (also what no command at all does)."""
    from bot.terminal.chat import open_chat  # noqa: PLC0415 - rich and prompt_toolkit are not needed by the other commands

    open_chat(Settings())


@app.command()
def ask(questions: Texts = None, *, as_json: AsJson = False, lang: Lang = "auto") -> None:
    """Answer questions."""
    fixed = _language(lang)
    desk = open_desk(Settings())
    for question in _texts(questions):
        reply = interfaces.ask(desk.assistant, question, fixed)
        if as_json:
            _say(interfaces.reply_json(question, reply, desk.plain))
        else:
            sys.stdout.write(desk.plain.card(reply) + "\n\n")


@app.command()
def read(texts: Texts = None, *, as_json: AsJson = False) -> None:
    """Show which amounts, percents, years and roles are read from texts."""
    del as_json  # there is one form; the option is accepted because the interface names it
    for text in _texts(texts):
        _say(interfaces.read_json(text, us_today()))


@app.command()
def calc(function: Annotated[str, typer.Argument(help="convert or series")]) -> None:
    """Compute: one JSON object on standard input, the result on standard output."""
    try:
        payload = json.loads(sys.stdin.read(), parse_float=Decimal)
    except (ValueError, RecursionError):
        payload = None
    answer = interfaces.compute(function, payload)
    _say(answer)
    if answer.get("error") == "unknown_function":
        raise typer.Exit(BAD_USAGE)


@app.command()
def check() -> None:
    """Look for problems in the knowledge base: claims, sources, languages, lengths, review dates."""
    from bot.checking import run_check  # noqa: PLC0415 - loads every renderer

    raise typer.Exit(FINDINGS if run_check(Settings(), sys.stdout) else 0)


@app.command(name="eval")
def evaluate(
    sets: Annotated[list[Path] | None, typer.Argument(help="JSONL files; by default those in tests/eval.")] = None,
    *,
    misses: Annotated[bool, typer.Option("--misses", help="Also list what went wrong.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only compare with the stored floors; exit 1 below them.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Store the result as the baseline that later runs compare with.")
    ] = False,
) -> None:
    """Measure the answers on labelled questions."""
    from bot.evaluation import run_eval  # noqa: PLC0415 - not needed to answer

    findings = run_eval(Settings(), sets or [], sys.stdout, misses=misses, quick=quick, keep=keep)
    raise typer.Exit(FINDINGS if findings else 0)


@app.command()
def explain(question: Annotated[str, typer.Argument()]) -> None:
    """Show why a question is decided as it is: concepts, candidates, scores, reason."""
    _say(interfaces.explain_json(open_desk(Settings()).assistant, question))


@app.command()
def run() -> None:
    """Serve Discord; the token stands in DISCORD_TOKEN."""
    from bot.discord.serving.running import serve  # noqa: PLC0415 - discord.py is slow to import and only needed here

    raise typer.Exit(serve(Settings()))


@app.command()
def sync(*, dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say whether they differ.")] = False) -> None:
    """Register the slash commands with Discord, if they changed."""
    from bot.discord.sync import synchronise  # noqa: PLC0415 - as above

    raise typer.Exit(synchronise(Settings(), sys.stdout, dry_run=dry_run))


@app.command()
def glossary(
    term: Annotated[str, typer.Argument(help="A term in either language; none lists them all.")] = "",
    lang: Lang = "auto",
) -> None:
    """Look up a term of the trade."""
    from bot import terms  # noqa: PLC0415 - not needed to answer

    desk = open_desk(Settings(), learn=False)
    language = _language(lang) or languages.choose(term, Language.EN)
    sys.stdout.write("\n".join(terms.looked_up(desk, term, language)) + "\n")


@app.command()
def doctor() -> None:
    """Say whether everything is in place: knowledge, settings, token."""
    from bot.doctor import examine  # noqa: PLC0415 - not needed to answer

    raise typer.Exit(FINDINGS if examine(Settings(), sys.stdout) else 0)


app.registered_commands += curator.registered_commands
