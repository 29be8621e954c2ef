"""The settings for a part of a project: layers, of which a later one overrides earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from podlint.config.config import NEVER, Config
from podlint.config.section import OF_STATIC_PODS, Section
from podlint.finding.report import Finding, ObjectReference
from podlint.finding.severity import Severity
from podlint.reading.path_patterns import PathPatterns

__all__ = [
    "PARTS",
    "MatchedSection",
    "fail_on_differs",
    "fails",
    "files_of",
    "layers_at",
    "leaves_out",
    "parts_at",
    "sections_of",
]

PARTS = ("paths", "overlays", "namespaces")
"""The settings that hold sections, in order of precedence."""


def layers_at(
    config: Config,
    path: str,
    namespace: str | None,
    static: bool = False,
    build: str | None = None,
) -> tuple[Section, ...]:
    """The settings for an object in a file.

    The layers are the project, the paths, the overlays, the namespaces and the command line. No Pod
    Security Standard applies to static Pods unless a later layer names one.

    Args:
        config: All settings.
        path: The file, relative to the working directory.
        namespace: The object's namespace; None if its manifest names none.
        static: The file has a static Pod.
        build: The folder of the kustomization that builds the object, relative to the working
            directory; None for the object that is written in the file.
    """
    return (
        *(config.project or (config,)),
        *((OF_STATIC_PODS,) if static else ()),
        *(each.section for each in parts_at(config, path, namespace, build)),
        config.overrides,
    )


class MatchedSection(NamedTuple):
    """Settings for a part of a project, and where they are written.

    Attributes:
        file: The configuration with them.
        part: The setting that holds them, one of `PARTS`.
        pattern: The pattern.
        section: The settings.
    """

    file: Config
    part: str
    pattern: str
    section: Section


def parts_at(
    config: Config, path: str, namespace: str | None, build: str | None = None
) -> Iterator[MatchedSection]:
    """The settings that apply only to parts of the project, in order of precedence.

    Args:
        config: As for `layers_at`.
        path: As for `layers_at`.
        namespace: As for `layers_at`.
        build: As for `layers_at`.
    """
    files = files_of(config)
    for each in _entries(files, "paths"):
        if PathPatterns((each.pattern,), each.file.root).match(Path(path)):
            yield each
    for each in _entries(files, "overlays") if build is not None else ():
        if PathPatterns((each.pattern,), each.file.root).match(Path(build or ""), folder=True):
            yield each
    for each in _entries(files, "namespaces") if namespace is not None else ():
        if fnmatchcase(namespace or "", each.pattern):
            yield each


def files_of(config: Config) -> tuple[Config, ...]:
    """The configurations that a configuration is made of, each as it is written."""
    return config.files or (config,)


def _entries(files: Iterable[Config], part: str) -> Iterator[MatchedSection]:
    for file in files:
        sections: Mapping[str, Section] = getattr(file, part)
        for pattern, section in sections.items():
            yield MatchedSection(file, part, pattern, section)


def sections_of(config: Config) -> Iterator[tuple[tuple[str, ...], Section]]:
    """The sections of a configuration, each with the path of its setting; the whole one first."""
    yield (), config
    for part in PARTS:
        sections: Mapping[str, Section] = getattr(config, part)
        for pattern, section in sections.items():
            yield (part, pattern), section


def leaves_out(config: Config, path: str, namespace: str | None, build: str | None = None) -> bool:
    """Whether the settings of a part of the project exclude a file, or do not include it.

    The settings of the whole project decide only which files a search finds.

    Args:
        config: As for `layers_at`.
        path: As for `layers_at`.
        namespace: As for `layers_at`.
        build: As for `layers_at`.
    """
    sections = [each.section for part in PARTS for each in _entries(files_of(config), part)]
    if not any(each.exclude or each.include for each in sections):
        return False
    place = Path(path)
    return any(
        PathPatterns(each.section.exclude, each.file.root).match(place)
        or (
            each.section.include
            and not PathPatterns(each.section.include, each.file.root).match(place)
        )
        for each in parts_at(config, path, namespace, build)
    )


def fails(config: Config, finding: Finding) -> bool:
    """Whether a finding fails the run, with the settings for the part of the project with it.

    A finding in several builds fails the run if one of them does.
    """
    if not fail_on_differs(config):
        return config.fails(finding.severity)
    objects: list[tuple[ObjectReference | None, str | None]] = [
        (each.object, each.folder) for each in finding.builds
    ]
    for obj, build in objects or [(finding.object, None)]:
        namespace = obj.namespace if obj else None
        layers = layers_at(config, finding.location.path, namespace, build=build)
        fail_on = [each.fail_on for each in layers if each.fail_on][-1]
        if fail_on != NEVER and finding.severity.rank >= Severity(fail_on).rank:
            return True
    return False


def fail_on_differs(config: Config) -> bool:
    """Whether `fail_on` is not the same in all parts of a project."""
    if config.overrides.fail_on:
        return False
    files = files_of(config)
    return any(each.section.fail_on for part in PARTS for each in _entries(files, part))
