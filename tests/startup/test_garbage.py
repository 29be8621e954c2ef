"""The collector rests while podlint starts, and not for longer."""

from __future__ import annotations

import subprocess
import sys


def outcome(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)  # noqa: PLW1510
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_it_works_again_after_the_start() -> None:
    program = (
        "import gc; from podlint.startup import garbage as c; c.pause(); rests = gc.isenabled(); "
    )
    assert outcome(program + "c.resume(); print(rests, gc.isenabled())") == "False True"


def test_the_settings_of_others_are_left_alone() -> None:
    program = (
        "import gc; from podlint.startup import garbage as collector; before = gc.get_threshold(); "
    )
    assert outcome(program + "collector.resume(); print(gc.get_threshold() == before)") == "True"
