"""The registry of calculations, and what loading it brings along."""

import ast
import json
import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path

from calc.functions import FUNCTIONS, run

ROOT = Path(__file__).parents[3]
HEAVY = ("bot", "knowledge", "discord", "sklearn", "numpy", "matplotlib", "yaml", "opencc")
ENGINES = {"taxcalc", "policyengine_us", "policyengine_core", "tenforty", "pandas", "numba"}


def test_examples_compute() -> None:
    """The example shown to whoever sends something else is itself accepted."""
    for name, function in FUNCTIONS.items():
        assert run(name, json.loads(function.example)).to_json()


def test_results_are_plain_json() -> None:
    """A result survives JSON unchanged, with dollars as text and no float anywhere."""
    for name, function in FUNCTIONS.items():
        told = run(name, json.loads(function.example)).to_json()
        assert json.loads(json.dumps(told), parse_float=lambda text: f"float {text}") == told


def test_importing_stays_light() -> None:
    """Computing loads neither Discord nor the knowledge base nor a scientific stack."""
    code = f"import calc.functions, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_itself_loads_nothing() -> None:
    """Importing calc alone, as the reading of amounts does, does not load pydantic."""
    code = "import calc, sys; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_calculation_is_quick() -> None:
    """Nineteen of twenty calculations take less than five milliseconds."""
    rows = [[1500, "1502.13"], [1500, "1495.87"]] * 13
    taken = []
    for _ in range(40):
        for name, payload in (("convert", {"basis": 10000, "value": 9400}), ("series", {"rows": rows})):
            start = time.perf_counter()
            run(name, payload).to_json()
            taken.append(time.perf_counter() - start)
    assert sorted(taken)[int(len(taken) * 0.95)] < 0.005


def test_no_tax_engine() -> None:
    """No module of the package imports a tax engine, and the project does not depend on one."""
    paths = sorted((ROOT / "calc").rglob("*.py"))
    assert len(paths) > 20
    named = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {"calc", "pydantic"} <= named
    assert named & ENGINES == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = " ".join([*project["dependencies"], *chain(*project["optional-dependencies"].values())])
    assert [engine for engine in ENGINES if engine.replace("_", "-") in wanted] == []
