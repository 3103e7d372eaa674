"""``bench calc``: calculations a second, what importing the calculator costs, and how long reading a message takes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TextIO

from calc.amounts import read
from calc.functions import FUNCTIONS, run
from calc.labelled import read_labelled, readable_fields

TIMED_FOR = 0.5  # seconds of CPU time a figure is measured for
IMPORTS = 7  # fresh processes, of which the least counts: what else the machine does only adds
# a message of some 300 characters with figures, in both languages
MESSAGE = (
    "我在 after-tax 401(k) 里存了 2 万，今年 3 月转 Roth 的时候只剩 18,500，plan 说 box 5 会写 18,500。"
    "My bracket is 24% federal plus 9.3% California, filing jointly, and my wife put 7,000 into a "
    "traditional IRA last year. "
    "公司 match 1 万，deferral 24,500，还剩 6 次工资。亏的 1,500 能抵税吗？剩下的 basis 明年还能用吗？"
)
_IMPORT = """
import sys, time
import pydantic, yaml
before = set(sys.modules)
start = time.process_time()
from calc.functions import FUNCTIONS
print(time.process_time() - start)
for function in FUNCTIONS.values():
    function.inputs
print(time.process_time() - start)
print(",".join(sorted(set(sys.modules) - before)))
"""
ENGINES = ("taxcalc", "policyengine_us", "policyengine_core", "tenforty", "pandas", "numpy")


def run_calc(out: TextIO) -> None:
    """Measure and print; CPU time of one thread."""
    out.write("calculations a second, each with its steps and readings, from plain data to JSON\n")
    for name, function in FUNCTIONS.items():
        payload = json.loads(function.example)
        out.write(f"  {name:<28}{_rate(lambda n=name, p=payload: run(n, p).to_json()):>10,.0f}\n")  # type: ignore[misc]
    fields = readable_fields()
    out.write(f"reading a message of {len(MESSAGE)} characters: {1000 / _rate(lambda: read(MESSAGE)):.2f} ms; ")
    out.write(f"with all labelled figures {1000 / _rate(lambda: read_labelled(MESSAGE, fields)):.2f} ms\n")
    first, every, modules = _import()
    loaded = [engine for engine in ENGINES if engine in modules]
    out.write(f"importing the calculator, over pydantic and yaml: {first * 1000:.0f} ms, ")
    out.write(f"with every calculation loaded {every * 1000:.0f} ms; ")
    out.write(f"tax engines and table libraries it loads: {', '.join(loaded) or 'none'}\n")


def _rate(work: Callable[[], object]) -> float:
    """How often a second."""
    work()
    times, until = [], time.process_time() + TIMED_FOR
    while time.process_time() < until:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1 / max(statistics.median(times), 1e-9)


def _import() -> tuple[float, float, frozenset[str]]:
    found = [
        subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True).stdout.split("\n")  # noqa: S603
        for _ in range(IMPORTS)
    ]
    first, every = (min(float(lines[place]) for lines in found) for place in (0, 1))
    return first, every, frozenset(found[0][2].split(","))
