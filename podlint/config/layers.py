"""The settings for a part of a project: layers, of which a later one overrides earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from podlint.config.config import NEVER, Config
from podlint.config.section import OF_STATIC_PODS, Section
from podlint.finding.report import Finding, ObjectReference
from podlint.finding.severity import Severity
from podlint.reading.path_patterns import PathPatterns

__all__ = ["PARTS", "fail_on_differs", "fails", "layers_at", "leaves_out", "parts_at"]

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
        config,
        *((OF_STATIC_PODS,) if static else ()),
        *(section for _, section in parts_at(config, path, namespace, build)),
        config.overrides,
    )


def parts_at(
    config: Config, path: str, namespace: str | None, build: str | None = None
) -> Iterator[tuple[tuple[str, str], Section]]:
    """The settings that apply only to parts of the project, in order of precedence.

    Args:
        config: As for `layers_at`.
        path: As for `layers_at`.
        namespace: As for `layers_at`.
        build: As for `layers_at`.

    Returns:
        Each with the path of the setting, such as ``("paths", "a/")``.
    """
    for pattern, section in config.paths.items():
        if PathPatterns((pattern,), config.root).match(Path(path)):
            yield ("paths", pattern), section
    if build is not None:
        for pattern, section in config.overlays.items():
            if PathPatterns((pattern,), config.root).match(Path(build), folder=True):
                yield ("overlays", pattern), section
    if namespace is not None:
        for pattern, section in config.namespaces.items():
            if fnmatchcase(namespace, pattern):
                yield ("namespaces", pattern), section


def leaves_out(config: Config, path: str, layers: Iterable[Section]) -> bool:
    """Whether the settings of a part of the project exclude a file, or do not include it.

    The settings of the whole project decide only which files a search finds.

    Args:
        config: All settings.
        path: The file, relative to the working directory.
        layers: The settings for an object in the file.
    """
    return any(
        PathPatterns(each.exclude, config.root).match(Path(path))
        or (each.include and not PathPatterns(each.include, config.root).match(Path(path)))
        for each in layers
        if not isinstance(each, Config) and (each.exclude or each.include)
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
    return any(each.fail_on for name in PARTS for each in getattr(config, name).values())
