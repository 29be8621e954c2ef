"""Change podlint.lifecycle in one place at a time and see whether its tests notice.

Run as `python tests/mutation/lifecycle.py [MODULE...]` from the checkout, with modules such as
`stopping`. The survivors must be exactly the mutants that `lifecycle_equivalent.txt` lists with the
reason why they mean the same; else the exit code is 1.
"""

from __future__ import annotations

import ast
import importlib
import os
import re
import signal
import sys
import time
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from pss import Mutated, mutants

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).with_name("lifecycle_equivalent.txt")
TESTS = ROOT / "tests" / "lifecycle" / "test_timeline.py"
TIME_LIMIT = 60  # seconds, for a mutant that loops


def caught(name: str, path: Path, tree: ast.Module) -> bool:
    """Whether a test fails with the changed module."""
    child = os.fork()
    if child == 0:
        signal.alarm(TIME_LIMIT)
        try:
            sys.meta_path.insert(0, Mutated(name, path, compile(tree, str(path), "exec")))
            with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
                failed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", str(TESTS)])
        except BaseException:
            os._exit(1)
        os._exit(1 if failed else 0)
    _, status = os.waitpid(child, 0)
    return status != 0


def main(modules: list[str]) -> str:
    """Try all mutants of the named modules, or of all; what is not as it should be."""
    for needed in ("podlint.document", "podlint.models.pod", "podlint.models.workloads"):
        importlib.import_module(needed)
    if caught("podlint.lifecycle.nothing", ROOT, ast.parse("")):
        return "the tests fail without a mutant"
    package, begun = ROOT / "podlint" / "lifecycle", time.monotonic()
    number, survivors = 0, []
    for path in sorted(package.glob("*.py")):
        if path.stem == "__init__" or (modules and path.stem not in modules):
            continue
        dotted = f"podlint.lifecycle.{path.stem}"
        for what, tree in mutants(ast.parse(path.read_text(encoding="utf-8"))):
            number += 1
            if not caught(dotted, path, tree):
                survivors.append(f"{path.stem}: {what}")
    listed = re.findall(r"^(\S+: .*)\n {4}\S", EQUIVALENT.read_text(encoding="utf-8"), re.M)
    listed = [each for each in listed if not modules or each.split(":")[0] in modules]
    sys.stdout.write(
        f"{number} mutants: {number - len(survivors)} are caught, {len(survivors)} survive, "
        f"{len(listed)} are listed as equivalent; {time.monotonic() - begun:.0f} s\n"
    )
    surplus, absent = Counter(survivors) - Counter(listed), Counter(listed) - Counter(survivors)
    wrong = [f"survives: {each}" for each in sorted(surplus.elements())]
    wrong += [f"listed, but caught: {each}" for each in sorted(absent.elements())]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
