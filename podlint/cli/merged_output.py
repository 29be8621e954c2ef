"""The files to which ``podlint merge`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.errors import PodlintError

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.merging.merge import Merged

__all__ = ["outputs", "write"]


def outputs(texts: Iterable[str]) -> list[tuple[str, Path]]:
    """The format and the path of each option --output.

    Raises:
        PodlintError: An option has another form than ``FORMAT=FILE``, or there is no directory.
    """
    from podlint.merging.formats import FORMATS

    found = []
    for text in texts:
        form, _, path = text.partition("=")
        if form not in FORMATS or not path:
            message = (
                f"invalid value `{text}` for --output; expected FORMAT=FILE with a FORMAT of "
                f"{', '.join(FORMATS)}"
            )
            raise PodlintError(message)
        if not Path(path).absolute().parent.is_dir():
            message = f"--output {text}: the directory `{Path(path).parent}` does not exist"
            raise PodlintError(f"{message}; create it, or choose another directory")
        found.append((form, Path(path)))
    return found


def write(report: Merged, files: Sequence[tuple[str, Path]], stderr: Output) -> bool:
    """Write the files; return whether all of them were written."""
    from podlint.cli.whole_file import UnwrittenError, write_report
    from podlint.merging.formats import render

    done = True
    for form, path in files:
        try:
            write_report(path, render(report, form))
        except UnwrittenError as error:
            stderr.write_line(f"podlint: {error}")
            done = False
    return done
