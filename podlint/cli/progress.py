"""How far a run has got, for a terminal."""

from __future__ import annotations

from podlint.cli.output import Output

__all__ = ["Progress"]


class Progress:
    """A line on the terminal with the number of files that have been checked."""

    def __init__(self, stream: Output) -> None:
        """Write to this terminal."""
        self._stream = stream

    def __call__(self, done: int, total: int) -> None:
        """Say how many files are done."""
        self._stream.write_ready(f"\rchecked {done} of {total} files")
        self._stream.flush()

    def clear(self) -> None:
        """Remove the line."""
        self._stream.write_ready("\r\033[K")
        self._stream.flush()
