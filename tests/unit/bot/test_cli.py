"""The command line as another process sees it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = "存了1万，转的时候只剩9500，亏的500能抵税吗？"


def bot(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m bot`` with nothing of ours in the environment."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ROTHDESK", "DISCORD", "LC_", "LANG"))
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin, capture_output=True, encoding="utf-8", cwd=ROOT, env=clean | environment, check=False, timeout=60,
    )  # fmt: skip


def rows(done: subprocess.CompletedProcess[str]) -> list[dict]:
    """The JSON objects on stdout, one a line."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ask_arguments() -> None:
    """Each question of the command line gives one object on stdout, and stderr stays empty."""
    done = bot("ask", "--json", TEXT, "tqqq适合长期持有吗", "早上好")
    assert [row["decision"] for row in rows(done)] == ["answer", "redirect", "none"]
    assert rows(done)[0]["calculation"]["result"]["taxable"] == "0.00"
    assert done.stderr == ""


def test_ask_standard_input_in_a_c_locale() -> None:
    """One object a line of input, empty lines too; Chinese survives where the system knows only ASCII."""
    done = bot("ask", "--json", stdin=f"{TEXT}\n\nmega backdoor loss deduct\n", LC_ALL="C")
    answers = rows(done)
    assert [row["question"] for row in answers] == [TEXT, "", "mega backdoor loss deduct"]
    assert [row["language"] for row in answers] == ["zh", "en", "en"]
    assert answers[0]["reply"]["verdict"] == "不能。"


def test_ask_arguments_in_an_ascii_locale() -> None:
    """Where Python reads arguments as ASCII, Chinese ones arrive whole all the same."""
    done = bot("ask", "--json", TEXT, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert [(row["question"], row["language"]) for row in rows(done)] == [(TEXT, "zh")]


def test_ask_as_text_in_a_fixed_language() -> None:
    """Without --json the card comes as text, in the language that --lang fixes."""
    done = bot("ask", "--lang", "zh-Hant", TEXT)
    assert done.returncode == 0
    assert "不能。" in done.stdout
    assert "虧損" in done.stdout
    assert "[1]" in done.stdout


def test_read() -> None:
    """What is read from each text comes as one object."""
    (row,) = rows(bot("read", "--json", "本金 2万 现值 18500 税率 24%"))
    assert row["roles"] == {"basis": 20000, "value": 18500, "rate": 24}


def test_calc() -> None:
    """A calculation reads one object; decimals stay exact."""
    (row,) = rows(bot("calc", "convert", stdin='{"basis": 10000.10, "value": 9500.10, "rate": 0.24}'))
    assert (row["taxable"], row["basis_left"]) == ("0.00", "500.00")


@pytest.mark.parametrize("stdin", ["{", "", "[]", '{"basis": 1}', "[" * 100_000], ids=["{", "", "[]", "part", "deep"])
def test_calc_refuses_politely(stdin: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be computed is an answer with a code, and the call itself did not fail."""
    code, out = _inside(["calc", "convert"], stdin, capsys, monkeypatch)
    row = json.loads(out)
    assert (code, row.keys()) == (0, {"error", "message"})
    assert row["error"] == ("missing_input" if "basis" in stdin else "not_an_object")


def test_an_unknown_calculation_is_bad_usage(capsys, monkeypatch) -> None:
    """A calculation that does not exist is told with exit code 2."""
    code, out = _inside(["calc", "divide"], "{}", capsys, monkeypatch)
    assert (code, json.loads(out)["error"]) == (2, "unknown_function")


@pytest.mark.parametrize(
    "arguments", [["ask", "--lang", "fr", "x"], ["ask", "--nonsense"], ["no-such-command"], ["calc"], ["explain"]]
)
def test_bad_usage(arguments: list[str], capsys, monkeypatch) -> None:
    """What the command line does not know ends with exit code 2, and stdout stays empty."""
    code, out = _inside(arguments, "", capsys, monkeypatch)
    assert (code, out) == (2, "")


def test_explain(capsys, monkeypatch) -> None:
    """Why a question is decided as it is comes as one object."""
    code, out = _inside(["explain", TEXT], "", capsys, monkeypatch)
    assert (code, json.loads(out)["candidates"][0]["id"]) == (0, "loss-not-deductible")


def test_doctor(capsys, monkeypatch) -> None:
    """The doctor says what is in place, without the token."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret-token")
    code, out = _inside(["doctor"], "", capsys, monkeypatch)
    assert code == 0
    assert "entries" in out
    assert "DISCORD_TOKEN: set" in out
    assert "secret-token" not in out


def test_broken_knowledge_is_told(tmp_path: Path, capsys, monkeypatch) -> None:
    """Content with a fault is told on stderr with its file and line, and nothing is answered."""
    (tmp_path / "entries/losses").mkdir(parents=True)
    (tmp_path / "entries/losses/bad.yaml").write_text("id: bad\n", "utf-8")
    monkeypatch.setenv("ROTHDESK_KNOWLEDGE_DIR", str(tmp_path))
    code, out = _inside(["ask", "x"], "", capsys, monkeypatch)
    assert (code, out) == (1, "")
    code, out = _inside(["check"], "", capsys, monkeypatch)
    assert code == 1
    assert "entries/losses/bad.yaml:1: [schema]" in out


def test_a_bad_setting_is_told(capsys, monkeypatch) -> None:
    """A setting that cannot be used ends with exit code 2 and its name."""
    for name, value in (("LANGUAGE", "fr"), ("CONFIG", "no/such/file.toml")):
        monkeypatch.setenv(f"ROTHDESK_{name}", value)
        code, out = _inside(["ask", "x"], "", capsys, monkeypatch)
        assert (code, out) == (2, "")
        monkeypatch.delenv(f"ROTHDESK_{name}")


def test_the_chat_from_a_pipe() -> None:
    """Without a command the chat opens; a pipe gives plain lines, numbers choose, and /quit ends it."""
    lines = [
        TEXT,
        "1",
        "/browse",
        "1",
        "1",
        "/convert 本金 2万 现值 18500 税率 24%",
        "/help",
        "/nonsense",
        "/quit",
        "after",
    ]
    done = bot(stdin="\n".join(lines), LC_ALL="C")
    assert done.returncode == 0
    assert done.stderr == ""
    for line in lines[:-1]:
        assert f"> {line}\n" in done.stdout
    assert "> after" not in done.stdout
    assert "\x1b" not in done.stdout
    assert "不能。" in done.stdout
    assert "$1,500" in done.stdout
    assert "/nonsense" in done.stdout.split("> /nonsense")[1]


def _inside(arguments, stdin, capsys, monkeypatch) -> tuple[int, str]:
    """Run the entry point in this process: as the shell sees it, but quicker."""
    import io

    from bot.cli import main

    monkeypatch.setattr(sys, "argv", ["rothdesk", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0), capsys.readouterr().out
