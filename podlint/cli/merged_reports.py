"""Finds and reads the files that ``podlint merge`` merges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from podlint.cli.standard_input import STDIN
from podlint.errors import PodlintError

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.merging.codeowners import CodeOwners
    from podlint.merging.merge import Source

__all__ = ["read_owners", "read_sources"]

_SUFFIXES = (".json", ".jsonl")


class _MissingError(PodlintError):
    """A path does not exist, or has no reports; the message says which."""


def read_sources(
    texts: Sequence[str], repository: str | None, stdin: TextIO | None, stderr: Output
) -> tuple[list[Source], bool]:
    """Read reports.

    Args:
        texts: ``NAME=PATH``, or a path: a file, a folder, or ``-``.
        repository: The repository of reports without a name; None to use the names of files.
        stdin: Standard input.
        stderr: Where to say which reports cannot be read, and why.

    Returns:
        The reports, and whether all of them could be read.
    """
    from podlint.merging.merge import Source
    from podlint.merging.read import UnreadableReportError, read_report

    paths: list[tuple[str | None, str, Path]] = []
    readable = True
    for text in dict.fromkeys(texts):
        try:
            paths += _paths(text)
        except _MissingError as error:
            stderr.write_line(f"podlint: {error}")
            readable = False
    stems = Counter(each for each in {path: short for _, short, path in paths}.values())
    found = []
    for name, short, path in paths:
        # Two files called `report.json` are usually of two repositories.
        own = short if stems[short] < 2 else path.with_suffix("").as_posix()
        try:
            report = read_report(_bytes(path, stdin))
        except OSError as error:
            stderr.write_line(f"podlint: {path}: {error.strerror}")
            readable = False
        except UnreadableReportError as error:
            stderr.write_line(f"podlint: {path}: {error}")
            readable = False
        else:
            found.append(Source(name or repository or own, report))
    return found, readable


def _paths(text: str) -> Iterator[tuple[str | None, str, Path]]:
    """The name of the repository if it is given, a short name, and the path of each report."""
    name, path = _named(text)
    if str(path) == STDIN:
        yield name, "stdin", path
    elif _exists(path) and path.is_dir():
        files = sorted(
            each for each in path.rglob("*") if each.suffix in _SUFFIXES and each.is_file()
        )
        if not files:
            message = (
                f"{path}: the folder has no *.json or *.jsonl file; name the folder of reports"
            )
            raise _MissingError(message)
        for each in files:
            yield name, each.relative_to(path).with_suffix("").as_posix(), each
    elif _exists(path):
        yield name, path.stem, path
    else:
        raise _MissingError(f"{path}: no such file or folder")


def _named(text: str) -> tuple[str | None, Path]:
    """A name, if there is one, and a path. A path may itself contain an equals sign."""
    name, separator, rest = text.partition("=")
    if not separator or _exists(Path(text)):
        return None, Path(text)
    if not name or not rest:
        raise PodlintError(f"invalid value `{text}`; expected NAME=REPORT or a path")
    return name, Path(rest)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # The name is too long for the file system.
        return False


def _bytes(path: Path, stdin: TextIO | None) -> bytes:
    if str(path) != STDIN:
        return path.read_bytes()
    if stdin is None:
        raise PodlintError("standard input is closed; pipe a report into podlint, or name a file")
    return stdin.buffer.read()


def read_owners(
    texts: Iterable[str], label: str | None, stderr: Output
) -> Callable[[str, str, Mapping[str, Any]], tuple[str, ...]] | None:
    """The teams of a finding, from a label and CODEOWNERS files; None if there are none.

    Args:
        texts: The values of ``--codeowners``.
        label: The label of an object that names its team; an object without this label has the
            owners of its file.
        stderr: Where to report lines that are skipped.

    Raises:
        PodlintError: A file cannot be read.
    """
    files: dict[str | None, CodeOwners] = {}
    for text in texts:
        name, path = _named(text)
        if name in files:
            whose = f"repository `{name}`" if name else "all repositories"
            message = f"--codeowners has two files for {whose}; write NAME=FILE"
            raise PodlintError(message)
        files[name] = _owners(path, stderr)
    if not files and label is None:
        return None

    def owners(repository: str, path: str, data: Mapping[str, Any]) -> tuple[str, ...]:
        labels = (data.get("object") or {}).get("labels") or {}
        if label is not None and (team := labels.get(label)):
            return (team,)
        own = files.get(repository) or files.get(None)
        return own.owners(path) if own else ()

    return owners


def _owners(path: Path, stderr: Output) -> CodeOwners:
    from podlint.document.encoding import UndecodableError, decoded
    from podlint.merging.codeowners import read_codeowners

    try:
        found = read_codeowners(decoded(path.read_bytes()).text)
    except OSError as error:
        raise PodlintError(f"--codeowners {path}: {error.strerror}") from error
    except UndecodableError as error:
        raise PodlintError(f"--codeowners {path}: {error}") from error
    for line, reason in found.skipped:
        stderr.write_line(f"podlint: {path}:{line}: line skipped: {reason}")
    return found
