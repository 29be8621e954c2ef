"""Types of arguments that only type checkers need; a run does not import them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypedDict, TypeVar

from podlint.config.api_server import ClusterSettings
from podlint.config.config import Config
from podlint.config.custom_resources import CustomResources
from podlint.config.nodes import NodeSettings
from podlint.config.notes import Note
from podlint.config.pod_security import PodSecurityExemptions
from podlint.config.run_settings import Format
from podlint.config.section import Section
from podlint.config.suppressions import SuppressionEntry
from podlint.finding.severity import Profile, Severity
from podlint.finding.unchecked import Unchecked
from podlint.rule.index import ListedRule

__all__ = ["ConfigArguments", "PathOptions", "PathText", "Several"]

PathText = str | os.PathLike[str]

Item_co = TypeVar("Item_co", covariant=True)


class Several(Protocol[Item_co]):
    """A collection other than a text, in which a type checker only finds text."""

    def __contains__(self, item: object, /) -> bool:
        """Whether the collection has an item."""

    def __iter__(self) -> Iterator[Item_co]:
        """The items."""


class PathOptions(TypedDict, total=False):
    """The options of `podlint.lint_paths`."""

    config: Config | None
    rules: Sequence[ListedRule] | None
    force_exclude: bool
    progress: Callable[[int, int], None] | None
    texts: Mapping[str, str] | None
    jobs: int


_Names = list[str] | tuple[str, ...]
_SeverityName = Literal["info", "warning", "error"]


class ConfigArguments(TypedDict, total=False):
    """The arguments of `podlint.Config`; its fields have the types of the values."""

    profile: Profile | Literal["minimal", "recommended", "strict"]
    select: _Names
    extend_select: _Names
    ignore: _Names
    severity: Mapping[str, Severity | _SeverityName]
    options: Mapping[str, Mapping[str, Any]]
    pod_security: str | None
    force_exclude: bool
    include_builds: bool
    fix: bool
    unsafe_fixes: bool
    require_objects: bool
    format: Format
    output: _Names
    category: str
    statistics: bool
    show_files: bool
    show_suppressed: bool
    color: Literal["auto", "always", "never"]
    quiet: bool
    verbose: bool
    jobs: int | None
    cache: bool
    extends: str | _Names
    locked: _Names
    required_version: str | None
    notes: Mapping[str, str | Note | Mapping[str, str]]
    preview: bool
    rule_links: str
    ruleset: str | None
    fail_on: Severity | _SeverityName | Literal["never"]
    fail_on_unchecked: Sequence[Unchecked | str]
    exclude: _Names
    include: _Names
    rules: _Names
    custom_resources: Sequence[CustomResources | Mapping[str, Any]]
    pod_security_exemptions: PodSecurityExemptions | Mapping[str, _Names]
    kubernetes_version: str | None
    cluster: ClusterSettings | Mapping[str, Any]
    nodes: Sequence[NodeSettings | Mapping[str, Any]]
    nodes_complete: bool
    static_pods: _Names | None
    fragments: _Names
    placeholders: _Names
    generated: _Names
    vendored: _Names
    kustomize: Literal["builtin", "binary", "off"]
    paths: Mapping[str, Section | Mapping[str, Any]]
    overlays: Mapping[str, Section | Mapping[str, Any]]
    namespaces: Mapping[str, Section | Mapping[str, Any]]
    baseline: str | None
    exceptions: str | None
    suppressions: Sequence[SuppressionEntry | Mapping[str, Any]]
    notice_days: int
    max_lifetime: int | None
    require_reason: bool
    files: Sequence[Config]
    project: Sequence[Section]
    root: Path | str | None
    file: Path | str | None
    overrides: Section | Mapping[str, Any]
