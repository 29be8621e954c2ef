"""Change the arithmetic of resources in one place at a time and see whether the tests notice.

Run as `python tests/mutation/resources.py [MODULE...]` from the checkout, with modules such as
`quality`. The recorded sample must catch each change, or another test; the survivors must be
exactly the mutants that `resources_equivalent.txt` lists with the reason why they mean the same;
else the exit code is 1.
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
EQUIVALENT = Path(__file__).with_name("resources_equivalent.txt")
TESTS = (ROOT / "tests" / "test_resources.py",)
DEFAULTING = {"is_huge_pages", "is_pod_level", "default_requests", "default_pod_resources", "round_amounts"}  # fmt: skip
TIME_LIMIT = 60  # seconds, for a mutant that loops


def outcome(name: str, path: Path, tree: ast.Module) -> int:
    """0 if all tests pass with the changed module; 1 if the sample's fail; 2 if others do."""
    child = os.fork()
    if child == 0:
        signal.alarm(TIME_LIMIT)
        try:
            sys.meta_path.insert(0, Mutated(name, path, compile(tree, str(path), "exec")))
            tests = importlib.import_module("test_resources_recorded")
            for each, test in vars(tests).items():
                if each.startswith("test_"):
                    test()
        except BaseException:
            os._exit(1)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            failed = pytest.main(["-x", "-p", "no:cacheprovider", *map(str, TESTS)])
        os._exit(2 if failed else 0)
    _, status = os.waitpid(child, 0)
    # A mutant that runs into the time limit ends by the signal: it is caught by the sample.
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1


def arithmetic(path: Path) -> ast.Module:
    """The code of a module; of the defaulting only what concerns resources can be changed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name == "defaulting.py":
        tree.body = [node for node in tree.body if getattr(node, "name", "") in DEFAULTING]
    return tree


def main(modules: list[str]) -> str:
    """Try all mutants of the named modules, or of all; what is not as it should be."""
    sys.path.insert(0, str(ROOT / "tests"))
    for needed in ("podlint.document", "podlint.models.pod", "podlint.workloads"):
        importlib.import_module(needed)
    if outcome("podlint.resources.nothing", ROOT, ast.parse("")):
        return "the tests fail without a mutant"

    package, begun = ROOT / "podlint" / "resources", time.monotonic()
    outcomes, survivors = [], []
    for path in [*sorted(package.glob("*.py")), ROOT / "podlint" / "defaulting.py"]:
        if modules and path.stem not in modules:
            continue
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        whole = ast.parse(path.read_text(encoding="utf-8"))
        for what, tree in mutants(arithmetic(path)):
            changed = {getattr(node, "name", ""): node for node in tree.body}
            body = [changed.get(getattr(node, "name", None), node) for node in whole.body]
            only_part = path.name == "defaulting.py"
            outcomes.append(outcome(dotted, path, ast.Module(body, []) if only_part else tree))
            if outcomes[-1] == 0:
                survivors.append(f"{path.stem}: {what}")

    listed = re.findall(r"^(\S+: .*)\n {4}\S", EQUIVALENT.read_text(encoding="utf-8"), re.M)
    listed = [each for each in listed if not modules or each.split(":")[0] in modules]
    sys.stdout.write(
        f"{len(outcomes)} mutants: the sample catches {outcomes.count(1)}, other tests catch "
        f"{outcomes.count(2)}, {len(survivors)} survive, {len(listed)} are listed as equivalent; "
        f"{time.monotonic() - begun:.0f} s\n"
    )
    surplus, absent = Counter(survivors) - Counter(listed), Counter(listed) - Counter(survivors)
    wrong = [f"survives: {each}" for each in sorted(surplus.elements())]
    wrong += [f"listed, but caught: {each}" for each in sorted(absent.elements())]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
