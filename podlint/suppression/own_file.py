"""Reads podlint's own files beside the configuration: the exceptions and the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from podlint.config.settings import ConfigError
from podlint.document import Document, Span, load
from podlint.document.encoding import Decoded, decoded
from podlint.document.read import Reading
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.document.text import Chunk, Text
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.reader import reported_name
from podlint.startup.frozen import Frozen

__all__ = ["OwnFile", "read_own_file", "text_alone", "text_of"]


class OwnFile(Frozen, eq=False):
    """A file with at most one document.

    Attributes:
        file: The file.
        document: The document; None if the file is empty.
    """

    file: ReadFile
    document: Document | None

    @property
    def path(self) -> str:
        """The file, as reports name it."""
        return self.file.path

    def place(self, setting: tuple[str | int, ...]) -> Span:
        """The region on one line that stands for a key or an item in the file."""
        if self.document is None:
            return Span(1, 1, 1, 1)
        is_key = not setting or isinstance(setting[-1], str)
        span = self.document.span(setting, key=is_key and self.document.has(setting))
        if span.start_line == span.end_line:
            return span
        end = len(self.document.source_line(span.start_line).rstrip()) + 1
        return Span(span.start_line, span.start_column, span.start_line, end)

    def refuse(self, message: str, setting: tuple[str | int, ...]) -> NoReturn:
        """Raise the error about a part of the file.

        Raises:
            ConfigError: Always.
        """
        span = self.place(setting)
        raise ConfigError(f"{self.path}:{span.start_line}:{span.start_column}: {message}", setting)


def read_own_file(path: Path, inputs: Inputs, missing: str = "") -> OwnFile:
    """Read a file of podlint.

    Args:
        path: The file.
        inputs: The file system.
        missing: What to do if the file does not exist, for the message.

    Raises:
        ConfigError: The file cannot be read, or is not one document of YAML or JSON.
    """
    name = reported_name(path)
    text, encoding = text_of(path, inputs, missing)
    documents = [each for each in load(text) if each.error or each.data is not None]
    for document in documents:
        for fault in (document.error, *document.problems):
            if fault:
                where = f"{name}:{fault.span.start_line}:{fault.span.start_column}"
                message = f"{where}: {fault.text}"
                raise ConfigError(message)
    if len(documents) > 1:
        message = f"{name}:{documents[1].line}: the file must contain one document; remove this one"
        raise ConfigError(message)
    file = ReadFile(name, text, tuple(documents), (), (), encoding=encoding)
    return OwnFile(file, documents[0] if documents else None)


def text_of(path: Path, inputs: Inputs, missing: str = "") -> Decoded:
    """The text of a file of podlint; see `read_own_file`.

    Raises:
        ConfigError: The file cannot be read.
    """
    name = reported_name(path)
    try:
        return decoded(inputs.read(path, MOST_OF_MANIFEST))
    except FileNotFoundError as error:
        hint = f"; {missing}" if missing else ""
        message = f"{name}: no such file{hint}"
        raise ConfigError(message) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"{name}: cannot be read: {reason}"
        raise ConfigError(message) from error


def text_alone(text: str) -> Document:
    """A document for a text that is neither YAML nor JSON, such as TOML. It has no data."""
    return Document(0, Chunk(Text(text), 0, text, 0), Reading(None))
