"""Keeps reports in the user's cache folder, signed like the output of runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from podlint.cli.private_folder import KEY, KEY_BYTES, PrivateFolder
from podlint.cli.run_cache import PACKAGE, SETTLED, RunCache
from podlint.cli.stamps import signature
from podlint.reading.file_states import FileStates
from podlint.version import VERSION

__all__ = ["ReportShelf"]

_FORM = b"podlint-reports/2"
_SUFFIX = ".podlint-reports"
_MOST_KEPT, _MOST_BYTES, _MOST_BYTES_OF_ALL = 20, 2**26, 2**28


class ReportShelf:
    """The cache folder, for reports on parts of a repository.

    Attributes:
        started: When the run started, in nanoseconds since the epoch.
        question: What reports depend on apart from files and settings: versions and rules.
    """

    def __init__(self, folder: str, question: str, started: int) -> None:
        """A shelf in a cache folder, which need not exist."""
        self.started = started
        self.question = question
        self._folder = folder

    @classmethod
    def of_run(cls, cache: RunCache, rule_files: Sequence[str]) -> ReportShelf | None:
        """The shelf for a run; None if podlint or a rule has just been changed.

        Args:
            cache: The cache for the output of the run.
            rule_files: The absolute paths of the files and folders with the project's own rules.
        """
        places = sorted({PACKAGE, *map(os.path.abspath, sys.path)})
        states = FileStates({})
        found = [cache.packages(place) for place in places]
        found += [states.content(path) for path in rule_files]
        if any(changed > cache.started - SETTLED for _, changed in found):
            return None
        named = (VERSION, sys.version, *places, *(text for text, _ in found), *rule_files)
        return cls(cache.folder, "\0".join(named), cache.started)

    def load(self, question: str) -> bytes | None:
        """The bytes for a question; None if there are none, or if anything is wrong with them."""
        try:
            with PrivateFolder(self._folder) as folder:
                key = folder.read(KEY, KEY_BYTES, secret=True)
                content = folder.read(_name(question), _MOST_BYTES)
            form, signed, data = content.split(b"\0", 2)
        except (OSError, ValueError):
            return None
        sound = (form, len(key), signed) == (_FORM, KEY_BYTES, _signature(key, question, data))
        return data if sound else None

    def save(self, question: str, data: bytes) -> None:
        """Keep the bytes for a question, if that is possible."""
        if len(data) > _MOST_BYTES - 200:
            return
        try:
            with PrivateFolder.made(self._folder) as folder:
                signed = _signature(folder.key(), question, data)
                folder.write(_name(question), b"\0".join((_FORM, signed, data)))
                folder.forget_oldest(_SUFFIX, _MOST_KEPT, _MOST_BYTES_OF_ALL)
        except OSError:
            return  # A run does not fail because its reports cannot be kept.


def _name(question: str) -> str:
    return question + _SUFFIX


def _signature(key: bytes, question: str, data: bytes) -> bytes:
    # The name of a file can be changed by whoever can copy it.
    return signature(key, question.encode() + b"\0" + data)
