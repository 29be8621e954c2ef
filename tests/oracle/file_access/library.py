"""Ask Kubernetes' own volume plugins, through the Go program beside this file.

The program is built once and kept under `programs/`; that takes some minutes. It must run as root.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from validation.library import VERSIONS, go, module

HERE = Path(__file__).parent
VERSION = "1.36"


def program() -> Path:
    """The program; builds it where it is missing."""
    release = VERSIONS[VERSION]
    folder = HERE / "programs" / release
    binary = folder / "oracle"
    if not binary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "main.go", folder)
        (folder / "go.mod").write_text(module(release, folder), encoding="utf-8")
        go("build", "-p", "1", "-o", "oracle", ".", cwd=folder)
    return binary


def answers(questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the plugins do for each question."""
    lines = "\n".join(map(json.dumps, questions))
    done = subprocess.run([program()], input=lines, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
