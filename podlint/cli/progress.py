"""Shows how far a run is."""

from __future__ import annotations

from podlint.cli.output import Output

__all__ = ["Progress"]


class Progress:
    """A line on the terminal with the number of files that have been checked."""

    def __init__(self, stream: Output) -> None:
        self._stream = stream

    def __call__(self, done: int, total: int) -> None:
        """Show the numbers of checked files and of all files."""
        self._stream.write_ready(f"\rchecked {done} of {total} files")
        self._stream.flush()

    def clear(self) -> None:
        """Remove the line."""
        self._stream.write_ready("\r\033[K")
        self._stream.flush()
