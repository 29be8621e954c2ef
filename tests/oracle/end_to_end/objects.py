"""Objects in files, what the server says of each, and what podlint reports about it."""

from __future__ import annotations

import bisect
import os
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from podlint import Config, lint_paths
from podlint.config.api_server import ClusterSettings
from podlint.document import Path, load
from podlint.document.field_path import pointer_text
from podlint.finding.report import Finding
from podlint.finding.severity import Severity
from podlint.models import KubernetesObject
from podlint.models.served_kinds import SERVED
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.relations.object_set import ObjectSet
from podlint.rule.packs import builtin_rules

from .places import grade
from .server import Answer, Server


def config_for(version: str) -> Config:
    """The settings for a server of a version, without the admission plugin ServiceAccount."""
    return Config(
        kubernetes_version=version, cluster=ClusterSettings(service_account_admission=False)
    )


OF_ADMISSION = frozenset(each.name for each in builtin_rules() if each.subject == "admission")
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
        part: Why something else completes it, as podlint sees it: ``fragment``, ``incomplete``
            or ``labelled``; empty for a whole object.
        custom: The server has no kind of its API group.
    """

    path: str
    line: int
    root: Path
    data: dict[str, Any]
    answer: Answer
    findings: tuple[Finding, ...]
    part: str = ""
    custom: bool = False

    @property
    def kind(self) -> str:
        """What it calls itself."""
        return f"{self.data.get('apiVersion')}/{self.data.get('kind')}"

    @property
    def claims(self) -> tuple[Finding, ...]:
        """The findings that say that the server refuses the object.

        Findings that follow from a LimitRange or quota beside it do not count: the cluster has none.
        """
        named = (None, "object", "file", "manifest", self.data.get("kind"))
        return tuple(
            each
            for each in self.findings
            if (claim := _CLAIM.match(each.why or ""))
            and claim[1] in named
            and each.rule not in OF_ADMISSION
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
    def warned(self) -> bool:
        """Whether one warning stands for all that the object lacks, and nothing else is wrong."""
        return self.reported and all(each.rule == INCOMPLETE for each in self.errors)

    @property
    def grade(self) -> str:
        """How near the findings are to the places that the server names: the worst of all."""
        return grade(self.answer, self.errors, self.root, self.line)


def judged(paths: Iterable[os.PathLike[str]], server: Server) -> Iterator[Judged]:
    """Every object in files and folders, as they lie, with both answers."""
    paths = [pathlib.Path(path) for path in paths]
    config = config_for(server.version)
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in lint_paths(paths, config=config, jobs=2).findings:
        by_path[finding.location.path].append(finding)
    for file, parts in _files(paths, config):
        documents = load(file.text)
        lines = [document.line for document in documents]
        of_document: dict[int, list[Finding]] = defaultdict(list)
        for finding in by_path[file.path]:
            span = finding.location.span
            number = bisect.bisect_right(lines, span.start_line if span else 1) - 1
            of_document[max(number, 0)].append(finding)
        for number, document in enumerate(documents):
            for root, data in _objects(document.data):
                pointer = pointer_text(root)
                text = None if root else document.text
                answer = server.ask(data, text, "application/yaml")
                mine = tuple(each for each in of_document[number] if _is_below(each, pointer))
                part = parts.get((file.path, document.index, pointer), "")
                yield Judged(
                    file.path, document.line, root, data, answer, mine, part,
                    custom=answer.status == 0 and is_custom(data, server),
                )  # fmt: skip


def _is_below(finding: Finding, pointer: str) -> bool:
    return (f"{finding.pointer}/").startswith(f"{pointer}/")


def is_custom(data: dict[str, Any], server: Server) -> bool:
    """Whether an object is of an API group that is neither the server's nor Kubernetes' own."""
    version = data.get("apiVersion")
    group = version.rpartition("/")[0] if isinstance(version, str) else ""
    return group not in SERVED and group not in server.groups


def _objects(data: Any, root: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    if not isinstance(data, dict):
        return
    kind, items = data.get("kind"), data.get("items")
    if isinstance(kind, str) and kind.endswith("List") and isinstance(items, list):
        for index, item in enumerate(items):
            yield from _objects(item, (*root, "items", index))
    elif data.get("kind") is not None or data.get("apiVersion") is not None:
        yield root, data


_Key = tuple[str, int, str]


def _files(paths: list[pathlib.Path], config: Config) -> Iterator[tuple[ReadFile, dict[_Key, str]]]:
    """The files, each with those objects of its unit that something else completes."""
    reader = Reader(Inputs(), config.read_settings)
    for members in reader.search(paths).units:
        unit = reader.unit(members)
        found = {
            (file.path, each.object.at.document.index, pointer_text(each.object.at.path)): sort
            for file in unit.reported
            for each in file.objects
            if (sort := _sort(each.object, unit.objects))
        }
        for file in unit.reported:
            yield file, found


def _sort(obj: KubernetesObject, objects: ObjectSet) -> str:
    if obj.at in objects.unclaimed:
        return "incomplete"
    if objects.is_fragment(obj):
        return "fragment"
    return "labelled" if obj.at in objects.labelled else ""
