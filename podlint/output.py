"""The standard streams of the process, which take nothing but harmless text.

Little is imported here: a run that is answered from the cache needs no more.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["FAILED", "Output", "finish"]

FAILED = 2
"""The exit code of podlint's own failures: usage, configuration, unreadable file."""


_ASCII = str.maketrans({"…": "...", "█": "#", "━": "=", "▶": ">", "│": "|"})
"""What podlint draws and abbreviates with, for streams that cannot take it."""


class Output:
    """A standard stream.

    Nothing is raised if the stream does not take what is written: whoever writes need not know.
    Whoever reads a pipe may close it, as `head` does: then the rest is not written, and that is no
    failure.

    Attributes:
        failure: Why something could not be written; empty if nobody reads on, None if all could.
    """

    errors = "backslashreplace"
    """What becomes of characters that the encoding lacks, in Python's words."""

    def __init__(self, stream: TextIO | None) -> None:
        """An output that writes to a stream; to None if the process was started without."""
        self._stream = stream
        self.failure: str | None = None

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return (self._stream and self._stream.encoding) or "utf-8"

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def write(self, text: str) -> int:
        """Write lines that may quote anything."""
        if not isinstance(text, str):
            # This is how Click tells streams of bytes from those of text.
            raise TypeError("an output takes text")
        from podlint.visible import harmless

        return self.write_ready(harmless(text))

    def write_line(self, text: str) -> None:
        """Write one line, whatever is in it."""
        from podlint.visible import visible

        self.write(f"{visible(text)}\n")

    def write_ready(self, text: str) -> int:
        """Write a report that has been made harmless, with its colors and commands."""
        if self._stream and text:
            try:
                self._stream.write(self._encodable(text))
            except (OSError, ValueError) as error:
                self._give_up(error)
        elif text and self.failure is None:
            self.failure = "it is closed"
        return len(text)

    def flush(self) -> None:
        """Write what waits to be written."""
        if self._stream:
            try:
                self._stream.flush()
            except (OSError, ValueError) as error:
                self._give_up(error)

    def _encodable(self, text: str) -> str:
        if text.isascii():
            return text
        encoding = self.encoding
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return text.translate(_ASCII).encode(encoding, self.errors).decode(encoding)
        return text

    def _give_up(self, error: Exception) -> None:
        """Write no more."""
        self._stream = None
        if isinstance(error, BrokenPipeError):
            self.failure = ""
        elif isinstance(error, OSError) and error.errno is not None:
            self.failure = os.strerror(error.errno)
        else:
            self.failure = "it is closed"


def finish(code: int, stdout: Output, stderr: Output) -> int:
    """Write what waits to be written; the exit code, which is 2 if not everything could be."""
    stdout.flush()
    if stdout.failure:
        stderr.write_line(f"podlint: cannot write to standard output: {stdout.failure}")
        code = FAILED
    stderr.flush()
    return code
