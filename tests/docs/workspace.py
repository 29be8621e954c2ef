"""A folder in which the commands of a page run as a reader would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.repositories import git, new_repository
from tests.docs.blocks import ROOT, Block

_GIVEN = Path(__file__).with_name("given")
"""What pages take for granted: manifests in `deploy/`, kustomize and helm, which print one."""

_USER = (("NAME", "Ada"), ("EMAIL", "ada@example.com"))

MORE = "..."
"""The last line of an output of which only the first lines are shown."""


class Workspace:
    """A copy of the examples and of what pages take for granted.

    Args:
        folder: An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        shutil.copytree(_GIVEN, self.folder)
        shutil.copytree(ROOT / "examples", self.folder / "examples")
        _commit_all(self.folder)
        tools = [str(self.folder / "bin"), str(Path(sys.executable).parent)]
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(folder),
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in _USER
            },
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join([*tools, os.environ["PATH"]]),
            "PYTHONWARNINGS": "error",
        }

    def write(self, block: Block) -> None:
        """Write the file that a block shows."""
        assert block.title
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def run(self, command: str) -> tuple[str, int]:
        """What a command prints, standard error last, and its exit code."""
        return self._run(["bash", "-c", command])

    def python(self, program: str) -> tuple[str, int]:
        """What a program in Python prints, standard error last, and its exit code."""
        return self._run([sys.executable, "-c", program])

    def _run(self, command: list[str]) -> tuple[str, int]:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        # On a terminal, messages come after the findings, which fill one buffer.
        return (done.stdout + done.stderr).strip("\n"), done.returncode


def _commit_all(folder: Path) -> None:
    """Make the folder a repository, with one commit that the branch main of its remote has too."""
    new_repository(folder, {})
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")


def shown(shown_before: str, output: str) -> str:
    """The part of an output that a page shows: all, or as many lines as it shows so far."""
    lines = shown_before.splitlines()
    if lines[-1:] != [MORE]:
        return output
    return "\n".join([*output.splitlines()[: len(lines) - 1], MORE])
