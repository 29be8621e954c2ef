"""Runs of ``podlint check``, with what they cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_CHECK = (sys.executable, "-m", "podlint", "check", ".", "--isolated", "--no-cache")


class Run(NamedTuple):
    """What a run printed and cost.

    Attributes:
        code: The exit code; below zero for the signal that ended it.
        stdout: What it printed.
        stderr: What it said besides.
        seconds: Its processor time.
        size: The most memory it had, in bytes.
    """

    code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    size: int

    @property
    def report(self) -> Any:
        """The report in JSON, as data."""
        return json.loads(self.stdout)


def check(folder: Path, options: Sequence[str], meddle: Callable[[int], None] | None = None) -> Run:
    """Run ``podlint check`` in a folder.

    Args:
        folder: The working directory, which is checked.
        options: Further options.
        meddle: Called with the process's number while it runs.
    """
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen([*_CHECK, *options], cwd=folder, stdout=stdout, stderr=stderr)
        if meddle:
            meddle(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        stdout.seek(0)
        stderr.seek(0)
        seconds = usage.ru_utime + usage.ru_stime
        return Run(process.returncode, stdout.read(), stderr.read(), seconds, usage.ru_maxrss << 10)
