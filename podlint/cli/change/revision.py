"""Finds the commit that a run is compared with: the merge base of a revision and HEAD."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from podlint.cli.git import GitFailedError, run
from podlint.cli.standard_input import STDIN
from podlint.document.visible import visible
from podlint.errors import PodlintError
from podlint.reading.inputs import Inputs
from podlint.reading.repository_root import repository_root
from podlint.startup.frozen import Frozen

__all__ = ["Revision", "find_revision"]

_NO_ANSWER = 1
"""The exit code with which git says that there is no such revision, or no merge base."""

_DEEPEN = (
    "this is a shallow clone; fetch the history with `git fetch --unshallow`, with `fetch-depth: "
    "0` of actions/checkout, or with `GIT_DEPTH: 0` of GitLab CI/CD"
)


class Revision(Frozen):
    """The commit that a run is compared with.

    Attributes:
        name: The revision as the user wrote it, such as ``origin/main``.
        commit: The merge base of the revision and HEAD, as hexadecimal digits.
        head: The commit of HEAD.
        root: The root of the repository's working tree; absolute, with its links.
    """

    name: str
    commit: str
    head: str
    root: Path


def find_revision(
    name: str, paths: Collection[str], inputs: Inputs, fixes: bool = False
) -> Revision:
    """The merge base of a revision and HEAD, in the repository of some paths.

    Args:
        name: The revision: a branch, a tag, a commit, or anything else that git takes as one.
        paths: The files and directories to check.
        inputs: The file system.
        fixes: The run fixes findings.

    Raises:
        PodlintError: There is no git, no repository, no such revision or no merge base; or the run
            fixes findings or reads standard input.
    """
    if fixes:
        message = (
            "--base cannot be used with --fix or --diff; fix the reported problems in a second run"
        )
        raise PodlintError(message)
    if STDIN in paths:
        raise PodlintError("--base compares files, not standard input; pass files instead")
    root = _root(paths, inputs)
    if not name or name.startswith("-") or not name.isprintable():
        message = f"--base: `{visible(name)}` is not a revision; expected a branch, tag or commit"
        raise PodlintError(message)
    try:
        head = _commit("HEAD", root)
        if head is None:
            raise PodlintError(f"--base: the repository {root} has no commit yet; create one first")
        commit = _commit(name, root)
        if commit is None:
            raise PodlintError(_unknown(name, root))
        return Revision(name, _merge_base(name, commit, head, root), head, root)
    except GitFailedError as error:
        message = f"--base: git cannot read the repository {root}: {error.said}"
        raise PodlintError(message) from error


def _root(paths: Iterable[str], inputs: Inputs) -> Path:
    """The root of the only repository that the paths are in."""
    roots: dict[Path, str] = {}
    for path in paths:
        place = Path(path).absolute()
        root = repository_root(inputs, place)
        if root is None:
            message = (
                f"--base compares with a commit of a git repository, but `{visible(path)}` is not "
                "in one; run podlint in a clone, or without --base"
            )
            raise PodlintError(message)
        roots.setdefault(root, path)
    if len(roots) > 1:
        first, second, *_ = roots.values()
        message = (
            f"--base: `{visible(first)}` and `{visible(second)}` are in different repositories; "
            "check one repository at a time"
        )
        raise PodlintError(message)
    return next(iter(roots))


def _commit(name: str, root: Path) -> str | None:
    """The commit of a revision; None if there is no such revision."""
    try:
        return _line(run(("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"), root))
    except GitFailedError as error:
        if error.code == _NO_ANSWER:
            return None
        raise


def _merge_base(name: str, commit: str, head: str, root: Path) -> str:
    try:
        return _line(run(("merge-base", commit, head), root))
    except GitFailedError as error:
        if error.code != _NO_ANSWER and not _is_shallow(root):
            raise
        reason = _DEEPEN if _is_shallow(root) else "their histories are unrelated"
        message = f"--base: `{name}` and HEAD have no common commit here: {reason}"
        raise PodlintError(message) from error


def _unknown(name: str, root: Path) -> str:
    """A message for a revision that does not exist, with the most likely remedy."""
    message = f"--base: no revision `{name}` in the repository {root}"
    remote, _, branch = name.partition("/")
    if not branch or not _is_remote(remote, root):
        remote, branch = "origin", name
    if _commit(f"refs/remotes/origin/{name}", root):
        return f"{message}; did you mean `origin/{name}`?"
    if _is_shallow(root):
        return f"{message}; {_DEEPEN}"
    return f"{message}; fetch it with `git fetch {remote} {branch}`, or check its name"


def _is_remote(name: str, root: Path) -> bool:
    try:
        return bool(run(("config", "--get", f"remote.{name}.url"), root))
    except GitFailedError:
        return False


def _is_shallow(root: Path) -> bool:
    return _line(run(("rev-parse", "--is-shallow-repository"), root)) == "true"


def _line(output: bytes) -> str:
    return output.decode("ascii", "replace").partition("\n")[0].strip()
