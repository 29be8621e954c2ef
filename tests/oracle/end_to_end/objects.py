"""Objects in files, what the server says of each, and what podlint reports about it."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from podlint import Config, lint_paths
from podlint.config.api_server import ClusterSettings
from podlint.document import Document, load
from podlint.document.field_path import pointer_text
from podlint.finding.report import Finding
from podlint.finding.severity import Severity
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader

from .places import grade
from .server import Answer, Server

CONFIG = Config(kubernetes_version="1.36", cluster=ClusterSettings(service_account_admission=False))
"""The server that is asked: of this version, and without the admission plugin ServiceAccount."""

_CLAIM = re.compile(
    r"(?:The API server\b|Kubernetes \d|kubectl\b).*?(?:rejects|refuses) "
    r"(?:it\b|ephemeral containers|the (?:whole )?(\w+))"
)
"""How a finding says that the server refuses the object itself, and not the Pods made from it."""

INCOMPLETE = "incomplete-object"


class Judged(NamedTuple):
    """An object, what the server says of it, and what podlint reports.

    Attributes:
        path: The file.
        line: The first line of its document.
        root: Where it is in its document.
        data: The object.
        answer: What the server says.
        findings: What podlint reports about it.
        fragment: podlint takes it for a part of an object.
        skipped: Why podlint does not check it; empty if it does.
    """

    path: str
    line: int
    root: tuple[str | int, ...]
    data: dict[str, Any]
    answer: Answer
    findings: tuple[Finding, ...]
    fragment: bool
    skipped: str = ""

    @property
    def kind(self) -> str:
        """What it calls itself."""
        return f"{self.data.get('apiVersion')}/{self.data.get('kind')}"

    @property
    def claims(self) -> tuple[Finding, ...]:
        """The findings that say that the server refuses the object."""
        named = (None, "object", "file", "manifest", self.data.get("kind"))
        return tuple(
            each
            for each in self.findings
            if (claim := _CLAIM.match(each.why or "")) and claim[1] in named
        )

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that say that something is wrong with the object."""
        return tuple(
            each
            for each in self.findings
            if each.severity is Severity.ERROR or each.rule == INCOMPLETE
        )

    @property
    def reported(self) -> bool:
        """Whether podlint says that something is wrong with the object."""
        return bool(self.errors)

    @property
    def grade(self) -> str:
        """How near the findings are to the places that the server names: the worst of all."""
        return grade(self.answer, self.errors, self.root, self.line)


def judged(paths: Iterable[Path], server: Server) -> Iterator[Judged]:
    """Every object in files and folders, as they lie, with both answers."""
    paths = list(paths)
    report = lint_paths(paths, config=CONFIG, jobs=2)
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_path[finding.location.path].append(finding)
    skipped = {(each.path, each.document): each.reason for each in report.skipped}
    for file, parts in _files(paths):
        documents = load(file.text)
        lines = [document.line for document in documents]
        of_document: dict[int, list[Finding]] = defaultdict(list)
        for finding in by_path[file.path]:
            span = finding.location.span
            number = bisect.bisect_right(lines, span.start_line if span else 1) - 1
            of_document[max(number, 0)].append(finding)
        for number, document in enumerate(documents):
            reason = skipped.get((file.path, document.index), "")
            yield from _in_document(file.path, document, of_document[number], parts, reason, server)


def _in_document(
    path: str,
    document: Document,
    findings: list[Finding],
    parts: set[tuple[str, int, str]],
    skipped: str,
    server: Server,
) -> Iterator[Judged]:
    for root, data in _objects(document.data):
        pointer = pointer_text(root)
        mine = tuple(
            each
            for each in findings
            if not root or each.pointer == pointer or each.pointer.startswith(f"{pointer}/")
        )
        text = None if root else document.text
        answer = server.ask(data, text, "application/yaml")
        fragment = (path, document.index, pointer) in parts
        yield Judged(path, document.line, root, data, answer, mine, fragment, skipped)


def _objects(
    data: Any, root: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    if not isinstance(data, dict):
        return
    kind, items = data.get("kind"), data.get("items")
    if isinstance(kind, str) and kind.endswith("List") and isinstance(items, list):
        for index, item in enumerate(items):
            yield from _objects(item, (*root, "items", index))
    elif data.get("kind") is not None or data.get("apiVersion") is not None:
        yield root, data


def _files(paths: list[Path]) -> Iterator[tuple[ReadFile, set[tuple[str, int, str]]]]:
    """The files, each with the places of its fragments."""
    reader = Reader(Inputs(), CONFIG.read_settings)
    for members in reader.search(paths).units:
        unit = reader.unit(members)
        parts = {
            (file.path, obj.object.at.document.index, pointer_text(obj.object.at.path))
            for file in unit.reported
            for obj in file.objects
            if unit.objects.is_fragment(obj.object)
        }
        for file in unit.reported:
            yield file, parts
