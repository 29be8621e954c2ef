"""Change the arithmetic of resources in one place at a time and see whether the sample notices.

Run as `python tests/mutation/resources.py [MODULE...]` from the checkout, with modules such as
`quality`. The recorded sample, with the tests of `tests/resources/test_recorded.py`, must catch each
change; the survivors must be exactly the mutants that `resources_equivalent.txt` lists with the
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
from pathlib import Path

from pss import Mutated, mutants

ROOT = Path(__file__).parents[2]
DEFAULTS = ROOT / "podlint" / "models" / "server_defaults.py"
EQUIVALENT = Path(__file__).with_name("resources_equivalent.txt")
DEFAULTING = {"is_huge_pages", "is_pod_level", "default_requests", "default_pod_resources", "round_amounts"}  # fmt: skip
TIME_LIMIT = 60  # seconds, for a mutant that loops


def caught(name: str, path: Path, tree: ast.Module) -> bool:
    """Whether a test of the sample fails with the changed module."""
    child = os.fork()
    if child == 0:
        signal.alarm(TIME_LIMIT)
        try:
            sys.meta_path.insert(0, Mutated(name, path, compile(tree, str(path), "exec")))
            tests = importlib.import_module("test_recorded")
            for each, test in vars(tests).items():
                if each.startswith("test_"):
                    test()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    # A mutant that runs into the time limit ends by the signal: it is caught.
    return status != 0


def arithmetic(path: Path) -> ast.Module:
    """The code of a module; of the defaulting only what concerns resources can be changed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path == DEFAULTS:
        tree.body = [node for node in tree.body if getattr(node, "name", "") in DEFAULTING]
    return tree


def main(modules: list[str]) -> str:
    """Try all mutants of the named modules, or of all; what is not as it should be."""
    sys.path.insert(0, str(ROOT / "tests" / "resources"))
    for needed in ("podlint.document", "podlint.models.pod", "podlint.models.workloads"):
        importlib.import_module(needed)
    if caught("podlint.resources.nothing", ROOT, ast.parse("")):
        return "the tests fail without a mutant"

    package, begun = ROOT / "podlint" / "resources", time.monotonic()
    number, survivors = 0, []
    for path in [*sorted(package.glob("*.py")), DEFAULTS]:
        if modules and path.stem not in modules:
            continue
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        whole = ast.parse(path.read_text(encoding="utf-8"))
        for what, tree in mutants(arithmetic(path)):
            changed = {getattr(node, "name", ""): node for node in tree.body}
            body = [changed.get(getattr(node, "name", None), node) for node in whole.body]
            only_part = path == DEFAULTS
            number += 1
            if not caught(dotted, path, ast.Module(body, []) if only_part else tree):
                survivors.append(f"{path.stem}: {what}")

    listed = re.findall(r"^(\S+: .*)\n {4}\S", EQUIVALENT.read_text(encoding="utf-8"), re.M)
    listed = [each for each in listed if not modules or each.split(":")[0] in modules]
    sys.stdout.write(
        f"{number} mutants: the sample catches {number - len(survivors)}, {len(survivors)} survive, "
        f"{len(listed)} are listed as equivalent; {time.monotonic() - begun:.0f} s\n"
    )
    surplus, absent = Counter(survivors) - Counter(listed), Counter(listed) - Counter(survivors)
    wrong = [f"survives: {each}" for each in sorted(surplus.elements())]
    wrong += [f"listed, but caught: {each}" for each in sorted(absent.elements())]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
