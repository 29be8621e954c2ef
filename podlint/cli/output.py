"""The standard streams of the process, which write harmless text only.

This module imports little, because a run that the cache answers needs only this.
"""

from __future__ import annotations

import io
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

__all__ = ["FAILED", "Output", "finish", "tell"]

FAILED = 2
"""The exit code of podlint's own failures: usage, configuration, unreadable file."""

_ASCII = str.maketrans({"…": "...", "█": "#", "━": "=", "▶": ">", "│": "|"})
"""ASCII characters for what podlint draws, for streams that cannot encode these."""


class Output:
    """A standard stream.

    Writing never raises an error; `failure` records it. If the reader of a pipe closes it, as
    `head` does, the rest is not written, and this is not a failure.

    Attributes:
        failure: Why something could not be written. Empty if the reader closed the pipe. None if
            everything was written.
    """

    errors = "backslashreplace"
    """Python's error handler for characters that the encoding lacks."""

    def __init__(self, stream: TextIO | None) -> None:
        """Write to a stream; None if the process was started without it."""
        self._stream = stream
        self.failure: str | None = None

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return (self._stream and self._stream.encoding) or "utf-8"

    @property
    def is_utf8(self) -> bool:
        """Whether the stream encodes in UTF-8."""
        return self.encoding.lower().replace("_", "-") in ("utf-8", "utf8")

    def use_utf8(self) -> None:
        """Write UTF-8 from now on: programs read the output, whatever the console encodes in."""
        if isinstance(self._stream, io.TextIOWrapper) and not self.is_utf8:
            self._stream.reconfigure(encoding="utf-8")

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def write(self, text: str) -> int:
        """Write lines, with control characters escaped."""
        if not isinstance(text, str):
            # Click writes bytes to find out whether a stream takes text.
            raise TypeError("an output takes text")
        from podlint.document.visible import harmless

        return self.write_ready(harmless(text))

    def write_line(self, text: str) -> None:
        """Write a text as one line, with line breaks and control characters escaped."""
        from podlint.document.visible import visible

        self.write(f"{visible(text)}\n")

    def write_ready(self, text: str) -> int:
        """Write a report whose text has already been escaped, with its colors and commands."""
        if self._stream and text:
            try:
                self._stream.write(self._encodable(text))
            except (OSError, ValueError) as error:
                self._give_up(error)
        elif text and self.failure is None:
            self.failure = "the stream is closed"
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
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
        """Stop writing, and record why."""
        self._stream = None
        if isinstance(error, BrokenPipeError):
            self.failure = ""
        elif isinstance(error, OSError) and error.errno is not None:
            self.failure = os.strerror(error.errno)
        else:
            self.failure = "the stream is closed"


def tell(lines: Iterable[str], stream: Output) -> bool:
    """Write lines; return whether there was any."""
    told = False
    for line in lines:
        stream.write_line(line)
        told = True
    return told


def finish(code: int, stdout: Output, stderr: Output) -> int:
    """Flush both streams; return the exit code, or 2 if standard output could not be written."""
    stdout.flush()
    if stdout.failure:
        stderr.write_line(f"podlint: cannot write to standard output: {stdout.failure}")
        code = FAILED
    stderr.flush()
    return code
