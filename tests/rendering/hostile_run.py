"""Lints and renders a folder with limits on memory and time, and says what was opened.

    python hostile_run.py FOLDER

Run as a program of its own, so that the limits hold for nothing else. It prints JSON.
"""

from __future__ import annotations

import builtins
import io
import json
import os
import resource
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

MOST_BYTES = 1 << 30
MOST_SECONDS = 45


def main(folder: str) -> None:
    """Lint what is in the working directory, render the folder, and print what came of it."""
    from podlint import lint_paths
    from podlint.cli.arguments import run

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    opened = watched()
    report = lint_paths(["."])
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["render", folder])
    found = {
        "findings": sorted({(each.rule, each.location.path) for each in report.findings}),
        "builds": sorted({each.build for one in report.findings for each in one.builds}),
        "errors": [(each.path, each.message) for each in report.errors],
        "skipped": [(each.path, each.reason) for each in report.skipped],
        "unjudged": [(each.path, each.reason) for each in report.unjudged],
        "inputs": sorted(report.inputs),
        "opened": sorted(opened),
        "render": {"code": code, "out": out.getvalue()[:2000], "err": err.getvalue()},
        "seconds": sum(os.times()[:2]),
        "kibibytes": most_memory(),
    }
    sys.stdout.write(json.dumps(found))


def most_memory() -> int:
    """The most memory that this process had, in KiB; what it was forked from does not count."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        (peak,) = (line.split()[1] for line in status if line.startswith("VmHWM"))
    return int(peak)


def watched() -> set[str]:
    """The paths of what is opened or listed from now on, links resolved."""
    opened: set[str] = set()

    def watch(module: Any, name: str) -> None:
        original = getattr(module, name)

        def watching(path: Any = ".", *args: Any, **named: Any) -> Any:
            if isinstance(path, str | bytes | os.PathLike):
                opened.add(os.path.realpath(os.fsdecode(path)))
            return original(path, *args, **named)

        setattr(module, name, watching)

    for name in ("open", "scandir", "listdir"):
        watch(os, name)
    watch(io, "open")
    watch(builtins, "open")
    return opened


if __name__ == "__main__":
    main(sys.argv[1])
