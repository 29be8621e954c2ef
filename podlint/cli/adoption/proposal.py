"""Files that ``podlint init`` creates or extends, and never overwrites."""

from __future__ import annotations

from pathlib import Path

from podlint.cli.whole_file import UnwrittenError, write_whole
from podlint.document.encoding import UTF8, Decoded, decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.document.visible import visible
from podlint.errors import PodlintError
from podlint.reading.inputs import Inputs
from podlint.reading.reader import reported_name
from podlint.report.text_diff import unified_diff
from podlint.startup.frozen import Frozen

__all__ = ["Proposal", "present", "put"]


class Proposal(Frozen):
    """A file to create or to extend.

    Attributes:
        path: The file.
        before: Its text; None if it does not exist.
        after: The text that it should have.
        by_hand: Why podlint does not change the file itself; empty if it does.
        encoding: As in `podlint.document.encoding.Decoded`.
    """

    path: Path
    before: str | None
    after: str
    by_hand: str = ""
    encoding: str = UTF8

    @classmethod
    def of(cls, path: Path, present: Decoded | None, after: str, by_hand: str = "") -> Proposal:
        """A proposal for a file with a present text; its line ends are those of this text."""
        if present is None:
            return cls(path, None, after)
        if "\r\n" in present.text:
            after = after.replace("\r\n", "\n").replace("\n", "\r\n")
        return cls(path, present.text, after, by_hand, present.encoding)


def present(path: Path, inputs: Inputs) -> Decoded | None:
    """The text of a file; None if there is none.

    Raises:
        PodlintError: It cannot be read.
    """
    if not inputs.exists(path):
        return None
    try:
        return decoded(inputs.read(path, MOST_OF_SETTINGS))
    except OSError as error:
        raise PodlintError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PodlintError(f"{path}: cannot be read: {error}") from error


def put(proposal: Proposal, root: Path, inputs: Inputs) -> tuple[str, bool]:
    """Write a file, or say what to write.

    Args:
        proposal: The file.
        root: The folder that the file must be in, without following links.
        inputs: The file system.

    Returns:
        What was done, in lines that are harmless for a terminal, and whether the file now is as
        proposed.

    Raises:
        UnwrittenError: The file cannot be written.
    """
    path = proposal.path
    name = visible(reported_name(path))
    if proposal.after == proposal.before:
        return f"unchanged {name}: it already uses podlint\n", True
    reason = proposal.by_hand or _link(path, root, inputs)
    if reason:
        diff = unified_diff(name, proposal.before or "", proposal.after)
        return f"not changed {name}: {visible(reason)}; make this change yourself:\n{diff}", False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwrittenError(path, error) from error
    write_whole(path, proposal.after, proposal.encoding)
    return f"{'created' if proposal.before is None else 'extended'} {name}\n", True


def _link(path: Path, root: Path, inputs: Inputs) -> str:
    """Why a file cannot be written if there is a link on its path; empty if there is none."""
    for each in (path, *path.parents):
        if each == root:
            break
        if inputs.is_link(each):
            return f"`{visible(each.relative_to(root).as_posix())}` is a symbolic link"
    return ""
