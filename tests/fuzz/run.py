"""Fuzzing: ``make fuzz ARGS="--target document --minutes 20"``.

Five targets are guided by coverage (atheris, on Linux): inputs that reach new code are kept and
changed further. Two more run the command line on folders of files. A finding is any exception but
PodlintError, any internal error in a report, anything that a target asserts and that does not hold,
and a case that takes more than 5 s or 1 GB. Findings and the corpus are kept in .fuzz/.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import subprocess
import sys
import traceback
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
GUIDED = ("document", "configuration", "suppression", "validation", "fix")
DRIVERS = {"files": "mutated_files", "jobs": "generated_documents"}
_ROUND = 1200
"""Seconds after which a process makes room for a new one: what it has taken of memory, it keeps."""


class Result(NamedTuple):
    """What a process of fuzzing says at its end."""

    executions: int
    coverage: int
    finished: bool


def main() -> int:
    """Run what the arguments ask for; 1 if there are findings."""
    sys.path.append(str(ROOT / "tests" / "oracle"))  # for yaml_mutator
    arguments = _arguments()
    print(f"seed {arguments.seed}")
    if arguments.repeat:
        return repeat(arguments.target, arguments.repeat)
    folder: Path = arguments.folder
    if arguments.target in DRIVERS:
        driver = importlib.import_module(DRIVERS[arguments.target])
        found: int = driver.run(folder, arguments.corpus, arguments.count, arguments.seed)
        return found
    names = GUIDED if arguments.target == "all" else (arguments.target,)
    return max([guided(name, folder, arguments.minutes, arguments.seed) for name in names])


def guided(name: str, folder: Path, minutes: float, seed: int) -> int:
    """Fuzz a target, tell what came of it, and return 1 if there are findings."""
    left, results = round(minutes * 60), list[Result]()
    while left > 0:
        results.append(_process(name, folder, min(left, _ROUND), seed + len(results)))
        left -= _ROUND
        if not results[-1].executions:
            break
    found = sorted((folder / "findings" / name).glob("*"))
    inputs = [path for path in found if path.suffix != ".txt"]
    print(
        f"{name}: {sum(each.executions for each in results)} executions in {minutes:g} minutes, "
        f"coverage {max(each.coverage for each in results)}, findings {len(inputs)}"
    )
    for path in inputs:
        print(f"  {path}: {_first_line(path)}")
    return 1 if inputs or not all(each.finished for each in results) else 0


def repeat(name: str, path: Path) -> int:
    """Run a target on one input, without atheris; 1 if that is a finding."""
    from findings import outcome

    target = importlib.import_module(f"target_{name}")
    data = path.read_bytes()
    print(target.made(data))
    error = outcome(target, data)
    if error is None:
        print("no finding")
        return 0
    traceback.print_exception(error)
    return 1


def _process(name: str, folder: Path, seconds: int, seed: int) -> Result:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.log"
    program = Path(__file__).with_name("fuzzing.py")
    with log.open("wb") as stream:
        code = subprocess.call(
            [sys.executable, program, name, folder, str(seconds), str(seed)],
            stdout=stream,
            stderr=stream,
        )
    text = log.read_text(encoding="utf-8", errors="replace")
    if code:
        print("\n".join(text.splitlines()[-15:]), file=sys.stderr)
    executions = re.findall(r"stat::number_of_executed_units: (\d+)", text)
    coverage = re.findall(r" cov: (\d+) ", text)
    return Result(*(int(each[-1]) if each else 0 for each in (executions, coverage)), code == 0)


def _first_line(path: Path) -> str:
    told = path.with_suffix(".txt")
    return told.read_text(encoding="utf-8").split("\n", 1)[0] if told.exists() else "stuck"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("make fuzz", description=__doc__.split("\n\n")[1])
    add = parser.add_argument
    add("--target", choices=("all", *GUIDED, *DRIVERS), default="all")
    add("--minutes", type=float, default=1, help="for each guided target")
    add("--count", type=int, default=2000, help="how many files or documents")
    add("--corpus", type=Path, default=FIXTURES, help="a folder of manifests to begin with")
    add("--seed", type=int, default=random.randrange(1 << 31))
    add("--folder", type=Path, default=ROOT / ".fuzz", help="for corpus and findings")
    add("--repeat", type=Path, help="run one input again, one that was found")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
