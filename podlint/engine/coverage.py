"""What a run covers: only there it can say that a suppression is not needed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.engine.build_tasks import may_be_built
from podlint.engine.dispatch import Dispatches
from podlint.finding.internal_error import InternalError
from podlint.finding.report import Report
from podlint.finding.unchecked import Unchecked
from podlint.reading.reader import Reader, reported_name

if TYPE_CHECKING:
    from podlint.suppression.baseline import BaselineEntry

__all__ = ["Coverage"]


class Coverage:
    """What a run covers.

    Attributes:
        checked: The files that were checked, as reports name them.
        searched: The absolute paths of the folders that were searched.
    """

    def __init__(
        self, paths: Iterable[Path], report: Report, reader: Reader, dispatches: Dispatches
    ) -> None:
        """Take a run.

        Args:
            paths: The files and folders that the run is about.
            report: Its report.
            reader: Reads files.
            dispatches: The rules.
        """
        self.checked = frozenset(each.path for each in report.checked)
        self.searched = _folders(paths, reader)
        self._reader = reader
        self._dispatches = dispatches
        self._failed = {each.path for each in report.errors}
        self._failing = {
            each.rule for each in report.errors if isinstance(each, InternalError) and each.rule
        }
        causes = (Unchecked.TEMPLATE, Unchecked.UNREADABLE)
        self._unread = {each.path for each in report.skipped if each.cause in causes}
        unbuilt = any(each.cause is Unchecked.KUSTOMIZATION for each in report.unjudged)
        self._builds = reader.settings.kustomize and not unbuilt

    @property
    def is_whole(self) -> bool:
        """Whether the run checked all files of the project, and all rules worked."""
        root = Path(self._dispatches.config.root or Path.cwd()).absolute()
        return not self._failed and not self._unread and self._covers(root)

    def judges(self, entry: BaselineEntry, folder: str) -> bool:
        """Whether the findings for which an entry of the baseline stands would have been found.

        Args:
            entry: The entry.
            folder: The absolute path of the folder of the baseline.
        """
        path = Path(os.path.normpath(Path(folder, entry.path)))
        name = reported_name(path)
        if name in self.checked:
            if name in self._failed or name in self._unread:
                return False
        elif not self._covers(path) or self._reader.inputs.exists(path):
            return False
        if not self._builds and may_be_built(path.parent, self._reader):
            return False
        return self._runs(entry, name)

    def _runs(self, entry: BaselineEntry, path: str) -> bool:
        """Whether the rule of an entry ran; one that does not exist any more never finds more."""
        meant = self._dispatches.names.meant(entry.rule)
        if not meant:
            return True
        if not meant.isdisjoint(self._failing):
            return False
        parts = entry.object.split("/")
        namespace = parts[0] if len(parts) > 2 else None
        static = self._dispatches.config.holds_static_pod(path)
        dispatch = self._dispatches.at(path, namespace, static)
        return all((found := dispatch.called(name)) and found.shows(None) for name in meant)

    def _covers(self, path: Path) -> bool:
        return any(path.is_relative_to(each) for each in self.searched)


def _folders(paths: Iterable[Path], reader: Reader) -> Collection[Path]:
    found = []
    for path in paths:
        try:
            if reader.inputs.is_folder(path):
                found.append(Path(os.path.normpath(path.absolute())))
        except (OSError, ValueError):
            continue
    return found
