"""The curators' commands of the command line: drafts, schemas, evidence, new years, previews."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import log
from bot.desk import open_desk
from bot.settings import Settings
from knowledge.loader import packaged
from knowledge.model import Kind

curator = typer.Typer()
Result = TypeVar("Result")
BAD_USAGE = 2
FINDINGS = 1


class Benchmark(StrEnum):
    """What can be measured."""

    MATCHER = "matcher"
    START = "start"
    CALC = "calc"
    DISCORD = "discord"
    SOAK = "soak"


def _today() -> date:
    return date.today()  # noqa: DTZ011 - review dates are calendar days


def _or_fail(act: Callable[[], Result], expected: type[Exception]) -> Result:
    """Do something; what is expected to go wrong is told on stderr and ends in bad usage."""
    try:
        return act()
    except expected as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(BAD_USAGE) from None


@curator.command(name="new-entry")
def new_entry(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="Its name: a-z, 0-9 and -.")],
    group: Annotated[str, typer.Option(help="A topic of topics.yaml.")] = "basics",
    kind: Annotated[Kind, typer.Option("--type", help="What sort of answer it gives.")] = Kind.VERDICT,
) -> None:
    """Write the scaffold of a new entry among the drafts."""
    from bot.curator import drafts  # noqa: PLC0415 - for curators alone, as below

    path = _or_fail(lambda: drafts.new_entry(Settings(), entry_id, group, kind, _today()), drafts.DraftError)
    sys.stdout.write(f"{path}\nFill it in; `python -m bot check` says what is missing, `publish {entry_id}` adds it.\n")


@curator.command()
def publish(entry_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Move a draft among the entries, once nothing is wrong with it."""
    from bot.curator import drafts  # noqa: PLC0415

    path = _or_fail(lambda: drafts.publish(Settings(), entry_id, _today(), sys.stdout), drafts.DraftError)
    sys.stdout.write(f"{path}\n`python -m bot eval` shows what it does to other questions.\n")


@curator.command()
def schema(
    folder: Annotated[Path | None, typer.Argument(help="Where to; by default knowledge/schema.")] = None,
) -> None:
    """Write the JSON Schemas that editors use for the content files."""
    from bot.curator import schemas  # noqa: PLC0415

    sys.stdout.writelines(f"{path}\n" for path in schemas.write(folder or packaged() / "schema"))


@curator.command()
def evidence(file: Annotated[Path, typer.Argument(help="The file to write.")] = Path("docs/evidence.md")) -> None:
    """List for every claim its sources, and how and when it was checked."""
    from bot.curator.evidence import evidence as text  # noqa: PLC0415

    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text(open_desk(Settings(), learn=False).assistant.base), "utf-8")
    sys.stdout.write(f"{file}\n")


@curator.command()
def year(
    number: Annotated[int, typer.Argument(metavar="YEAR", help="The tax year to add, such as 2027.")],
    family: Annotated[str, typer.Option(help="retirement, tax or medicare; by default all, one after the other.")] = "",
) -> None:
    """Walk through the figures of a new year: value, source, cross-check; then write them all at once."""
    from bot.curator import year_files, years  # noqa: PLC0415

    walk = years.Walk(Settings(), number, sys.stdin, sys.stdout)
    raise typer.Exit(FINDINGS if _or_fail(lambda: walk.run(family), year_files.YearError) else 0)


@curator.command()
def tune(
    *, write: Annotated[bool, typer.Option("--write", help="Write the result into knowledge/policy.yaml.")] = False
) -> None:
    """Fit on the dev questions how far the best entry is trusted, and when it is shown."""
    from bot.tuning import tune as fit  # noqa: PLC0415

    fit(Settings(), sys.stdout, write=write)


@curator.command()
def bench(
    what: Annotated[Benchmark, typer.Argument(help="What to measure.")],
    *,
    held_out: Annotated[bool, typer.Option("--held-out", help="Ask the held-out questions, not the dev ones.")] = False,
    sizes: Annotated[bool, typer.Option("--sizes", help="Only time, at 100 to 100,000 wordings.")] = False,
    train: Annotated[Path | None, typer.Option(help="TSV of text, tab, label to learn from; with --test.")] = None,
    test: Annotated[Path | None, typer.Option(help="TSV of questions; an empty label is out of scope.")] = None,
    count: Annotated[int, typer.Option(min=1, help="Of `soak`: how many events.")] = 10_000,
) -> None:
    """Measure the matcher beside others (bm25s needs rothdesk[bench]), a start, the calculator, or a serving bot."""
    if what in {Benchmark.DISCORD, Benchmark.SOAK}:
        _bench_serving(what, count)
        return
    from bot.bench import calculating, starting  # noqa: PLC0415
    from bot.bench.corpora import CorpusError  # noqa: PLC0415
    from bot.bench.matcher import run_bench  # noqa: PLC0415

    if what is Benchmark.CALC:
        calculating.run_calc(sys.stdout)
        return
    if what is Benchmark.START:
        starting.run(Settings(), sys.stdout)
        return
    base = open_desk(Settings(), learn=False).assistant.base
    _or_fail(lambda: run_bench(base, sys.stdout, held_out=held_out, sizes=sizes, train=train, test=test), CorpusError)


def _bench_serving(what: Benchmark, count: int) -> None:
    """Measure a bot that serves a fake Discord over loopback; a soak with findings ends in 1."""
    from bot.bench import serving, soak  # noqa: PLC0415
    from bot.discord.limits import check_message  # noqa: PLC0415

    if what is Benchmark.DISCORD:
        _or_fail(lambda: serving.run(Settings(), sys.stdout), serving.UnansweredError)
        return
    raise typer.Exit(FINDINGS if soak.run(Settings(), sys.stdout, count, check_message) else 0)


@curator.command()
def preview(
    ids: Annotated[list[str] | None, typer.Argument(help="Entries; by default all.")] = None,
    *,
    png: Annotated[Path | None, typer.Option("--png", help="A folder for pictures (needs rothdesk[preview]).")] = None,
    text: Annotated[Path | None, typer.Option("--text", help="A folder for the text twins.")] = None,
    readme: Annotated[Path | None, typer.Option("--readme", help="A folder for the README's pictures.")] = None,
) -> None:
    """Render cards as readers see them: collapsed and expanded, in three scripts, on a phone and on a desktop."""
    from bot.curator import previews  # noqa: PLC0415

    log.configure(Settings())  # the bot that is drawn logs too, and stdout is for what was written
    if readme:
        from bot.curator import showcase  # noqa: PLC0415

        _or_fail(lambda: showcase.run(Settings(), readme, sys.stdout), previews.PreviewError)
        return
    _or_fail(lambda: previews.run(Settings(), ids or [], png, text, sys.stdout), previews.PreviewError)
