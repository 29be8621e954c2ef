"""Git repositories for tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_IDENTITY = (
    "-c",
    "user.name=Ada",
    "-c",
    "user.email=ada@example.com",
    "-c",
    "commit.gpgSign=false",
)


def git(folder: Path, *words: str) -> str:
    """Run git as a user does, who has configured nothing."""
    environment = {name: each for name, each in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ("git", *_IDENTITY, *words),
        cwd=folder,
        env={**environment, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout.strip()


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write files; None removes one."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))


def new_repository(folder: Path, files: Mapping[str, str]) -> Path:
    """A repository with one commit on the branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, files)
    commit(folder)
    return folder


def commit(folder: Path) -> str:
    """Commit all files, ignored ones excepted, and return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=change")
    return git(folder, "rev-parse", "HEAD")


def plant(repository: Path, elsewhere: Path) -> Path:
    """Name a program wherever git's configuration can; return the file that it would write.

    Args:
        repository: The repository, whose file a.yaml is changed.
        elsewhere: A folder for the program.
    """
    mark = elsewhere / "ran"
    program = elsewhere / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{mark}'\ncat\n")
    program.chmod(0o755)
    for hook in (repository / ".git/hooks").iterdir():
        hook.unlink()
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (repository / ".git/hooks" / hook).symlink_to(program)
    names = (
        "core.alternateRefsCommand", "core.askPass", "core.editor", "core.fsmonitor",
        "core.gitProxy", "core.pager", "core.sshCommand", "credential.helper", "diff.external",
        "diff.planted.command", "diff.planted.textconv", "filter.planted.clean",
        "filter.planted.process", "filter.planted.smudge", "gpg.program", "gpg.ssh.program",
        "interactive.diffFilter", "pager.blame", "pager.diff", "pager.log",
        "remote.origin.uploadpack", "sequence.editor", "uploadpack.packObjectsHook",
        "alias.rev-parse", "alias.diff", "trailer.planted.command", "merge.planted.driver",
    )  # fmt: skip
    for name in names:
        git(repository, "config", name, f"{'!' if name.startswith('alias') else ''}{program}")
    git(repository, "config", "filter.planted.required", "true")
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "protocol.ext.allow", "always")
    git(repository, "config", "remote.origin.url", f"ext::{program}")
    attributes = "* diff=planted filter=planted merge=planted\n"
    (repository / ".git/info/attributes").write_text(attributes)
    (repository / ".gitattributes").write_text(attributes)
    (repository / "a.yaml").write_text("a: 3\n")
    return mark
