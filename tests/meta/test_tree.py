"""What holds for the whole tree: sizes, imports, docstrings, no traces of the machine it was written on."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "knowledge", "calc")
TEXT_FILES = {".py", ".yaml", ".md", ".toml", ".txt", ".json", ".jsonl", ".sh", ".ini", ".mako", ""}
SKIPPED = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist"}
MACHINE = re.compile(
    r"(?<![\w./-])/(?:work|root|home/\w+|Users/\w+)/"
    r"|(?<![\w./-])/tmp/(?!$)"
    r"|pypi\.org/simple|files\.pythonhosted|artifactory|index-url|proxy\.golang|registry\.npmjs|\bdevpi\b"
)


def files() -> list[Path]:
    """Every text file of the project, without what tools leave behind."""
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        ignored = any(part in SKIPPED or part.endswith(("_cache", ".egg-info")) for part in parts)
        if not ignored and path.is_file() and path.suffix in TEXT_FILES:
            found.append(path)
    return found


def modules(*folders: str) -> list[Path]:
    """The Python files of some folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_traces_of_a_machine() -> None:
    """No file names a path of somebody's machine or the host of a package registry."""
    looked = [path for path in files() if path != Path(__file__)]
    assert len(looked) > 100
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in looked
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_modules_are_small() -> None:
    """No Python file is longer than 400 lines."""
    looked = modules(*PACKAGES, "tests")
    assert len(looked) > 50
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in looked}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_test_is_specified() -> None:
    """Each test says in one sentence what is expected."""
    looked, silent = 0, []
    for path in modules("tests"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                looked += 1
                if len((ast.get_docstring(node) or "").split()) < 3:
                    silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert looked > 100
    assert silent == []


def test_nothing_is_left_to_do() -> None:
    """The code holds no mark for later."""
    looked = modules(*PACKAGES)
    assert len(looked) > 50
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in looked
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"\b(?:TODO|FIXME|XXX|HACK)\b", line)
    ]
    assert left == []


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize(
    ("folder", "forbidden"), [("knowledge", {"bot", "calc", "discord"}), ("calc", {"bot", "knowledge", "discord"})]
)
def test_the_arrows(folder: str, forbidden: set[str]) -> None:
    """Knowledge and calc know neither the bot, nor each other, nor Discord."""
    looked = modules(folder)
    assert len(looked) > 5
    wrong = {
        str(path.relative_to(ROOT)): {name.split(".")[0] for name in imported(path)} & forbidden for path in looked
    }
    assert {path: names for path, names in wrong.items() if names} == {}


def test_only_one_room_names_discord() -> None:
    """Outside bot/discord no file imports discord.py."""
    looked = [path for path in modules("bot") if "discord" not in path.relative_to(ROOT).parts]
    assert len(looked) > 15
    assert [str(path) for path in looked if any(name.split(".")[0] == "discord" for name in imported(path))] == []


def test_answering_does_not_load_discord() -> None:
    """Opening the desk and asking loads neither discord.py, nor a terminal library, nor what only learning needs."""
    code = (
        "import sys\n"
        "import bot.cli, bot.interfaces, bot.evaluation, bot.doctor\n"
        "from bot.desk import open_desk\n"
        "from bot.settings import Settings\n"
        "from bot.assistant import Question\n"
        "open_desk(Settings()).assistant.ask(Question('x'))\n"
        "print([name for name in ('discord', 'aiohttp', 'prompt_toolkit', 'sklearn', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_readme_names_commands_that_exist() -> None:
    """Each ``python -m bot`` command of README and docs exists, and README names every command."""
    from bot.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    paths = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    named = {name for text in texts.values() for name in re.findall(r"python -m bot ([a-z-]+)", text)}
    assert len(named) >= 8
    assert named - known == set()
    assert known - set(re.findall(r"-m bot ([a-z-]+)", texts["README.md"])) <= {"chat"}


def test_paths_that_the_docs_name_exist() -> None:
    """A file or folder that README, CONTRIBUTING or docs names in code style is there."""
    looked, missing = 0, []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for name in re.findall(r"`((?:bot|knowledge|calc|tests|docs|\.ci)/[\w./*<>-]*)`", path.read_text("utf-8")):
            if "<" in name:
                continue
            looked += 1
            if not list(ROOT.glob(name.rstrip("/"))):
                missing.append(f"{path.name}: {name}")
    assert looked > 10
    assert missing == []


def test_readme_has_the_two_commands() -> None:
    """The first block of the README opens the chat and the second runs the tests, one line each."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert [len(block.strip().splitlines()) for block in blocks[:2]] == [1, 1]
    assert blocks[0].strip().endswith("python -m bot")
    assert "-m pytest" in blocks[1]


def test_constraints_pin_every_dependency() -> None:
    """Each dependency of the project, of its tests and of its tools is pinned to one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    pinned = {
        re.sub(r"[-_.]+", "-", line.split("==")[0]).lower()
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!;\[ ]", name)[0]).lower() for name in wanted}
    assert len(names) > 15
    assert names - pinned == set()


def test_the_wheel_carries_the_data(tmp_path: Path) -> None:
    """The built package holds every YAML file of the three packages and no test."""
    import zipfile

    from hatchling.builders.wheel import WheelBuilder

    built = Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))))
    names = set(zipfile.ZipFile(built).namelist())
    data = {path.relative_to(ROOT).as_posix() for folder in PACKAGES for path in (ROOT / folder).rglob("*.yaml")}
    assert len(data) > 40
    assert data - names == set()
    assert "bot/store/migrations/versions/v0001.py" in names
    assert [name for name in names if name.startswith("tests/")] == []
    assert any(name.endswith("entry_points.txt") for name in names)
