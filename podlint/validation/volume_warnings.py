"""Warnings about volumes.

Source: `pkg/api/pod/warnings.go` and `pkg/api/persistentvolumeclaim/util.go`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .error import Warnings
from .features import Features
from .path import Path, odd
from .quoting import quoted

__all__ = ["warn_of_overlaps", "warn_of_plugins"]

_OLD_PLUGINS = {
    "photonPersistentDisk": "deprecated in v1.11, non-functional in v1.16+",
    "gitRepo": "deprecated in v1.11, and disabled by default in v1.33+",
    "scaleIO": "deprecated in v1.16, non-functional in v1.22+",
    "flocker": "deprecated in v1.22, non-functional in v1.25+",
    "storageos": "deprecated in v1.22, non-functional in v1.25+",
    "quobyte": "deprecated in v1.22, non-functional in v1.25+",
    "glusterfs": "deprecated in v1.25, non-functional in v1.26+",
    "cephfs": "deprecated in v1.28, non-functional in v1.31+",
    "rbd": "deprecated in v1.28, non-functional in v1.31+",
}

_CERTIFICATE_FILES = (
    ("certificateChainPath", "chain"),
    ("keyPath", "key"),
    ("credentialBundlePath", "credential bundle"),
)


class _File(NamedTuple):
    path: str
    source: str
    """The source of the file; empty if the volume has only one source."""

    def __str__(self) -> str:
        path = quoted(self.path)
        return f"{path} ({self.source})" if self.source else path


def warn_of_plugins(warnings: Warnings, spec: dict[str, Any], at: Path) -> None:
    """Warn about types of volumes without a driver, and about claims with fractions of bytes."""
    from .fraction_warnings import warn_of_fraction

    for index, volume in enumerate(spec.get("volumes", ())):
        place = (*at, "volumes", index)
        for name, text in _OLD_PLUGINS.items():
            if name in volume:
                step = odd(name, ".storageOS") if name == "storageos" else name
                warnings.at((*place, step), text)
        claim = volume.get("ephemeral", {}).get("volumeClaimTemplate", {}).get("spec", {})
        for which in ("requests", "limits"):
            amounts = claim.get("resources", {}).get(which, {})
            where = (*place, "ephemeral", "volumeClaimTemplate", "spec", "resources", which)
            warn_of_fraction(warnings, amounts, "storage", where)


def warn_of_overlaps(
    warnings: Warnings, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Warn about files of one volume that hide or contain each other.

    Go: `warningsForOverlappingVirtualPaths`.
    """
    for index, volume in enumerate(spec.get("volumes", ())):
        place = (*at, "volumes", index)
        for kind, described, files in _single_sources(volume):
            for pair in _overlaps(files):
                _warn(warnings, volume, described, pair, (*place, kind))
        if "projected" in volume:
            _warn_of_projected(warnings, volume, features, (*place, "projected"))


def _warn(
    warnings: Warnings, volume: dict[str, Any], described: str, pair: tuple[_File, _File], at: Path
) -> None:
    one, other = pair
    name = quoted(volume.get("name", ""))
    warnings.say(at, f"volume {name} ({described}): overlapping paths: {one} with {other}")


def _single_sources(volume: dict[str, Any]) -> Iterator[tuple[str, str, list[_File]]]:
    """The sources of a volume whose files can overlap: field, description, files."""
    for kind, described, key in (
        ("configMap", "ConfigMap", "name"),
        ("secret", "Secret", "secretName"),
        ("downwardAPI", "DownwardAPI", None),
    ):
        if kind in volume:
            name = f" {quoted(volume[kind].get(key, ''))}" if key else ""
            yield kind, described + name, _files(volume[kind], "")


def _files(source: dict[str, Any], described: str) -> list[_File]:
    return [_File(item.get("path", ""), described) for item in source.get("items", ())]


def _warn_of_projected(
    warnings: Warnings, volume: dict[str, Any], features: Features, at: Path
) -> None:
    name = volume.get("name", "")
    files: list[_File] = []
    own: list[_File] = []
    for index, source in enumerate(volume["projected"].get("sources", ())):
        if not source:
            text = f"volume {quoted(name)} (Projected) has no sources provided"
            warnings.say((*at, "sources", index), text)
            continue
        found = _projected_files(source)
        own = own if found is None and features.projected_paths_repeated else found or []
        for file in own:
            for pair in _overlaps([*files, file], len(files)):
                _warn(warnings, volume, "Projected", pair, (*at, "sources", index))
            files.append(file)


def _projected_files(source: dict[str, Any]) -> list[_File] | None:
    """The files of the first type of source with files; None if there is none."""
    if "items" in source.get("configMap", {}):
        config_map = source["configMap"]
        return _files(config_map, f"ConfigMap {quoted(config_map.get('name', ''))}")
    if "items" in source.get("secret", {}):
        return _files(source["secret"], f"Secret {quoted(source['secret'].get('name', ''))}")
    if "items" in source.get("downwardAPI", {}):
        return _files(source["downwardAPI"], "DownwardAPI")
    if "serviceAccountToken" in source:
        return [_File(source["serviceAccountToken"].get("path", ""), "ServiceAccountToken")]
    if "clusterTrustBundle" in source:
        bundle = source["clusterTrustBundle"]
        name = bundle.get("name", bundle.get("signerName", ""))
        return [_File(bundle.get("path", ""), f"ClusterTrustBundle {quoted(name)}")]
    if "podCertificate" in source:
        paths = ((source["podCertificate"].get(field), part) for field, part in _CERTIFICATE_FILES)
        return [_File(path, f"PodCertificate {part}") for path, part in paths if path]
    return None


def _overlaps(files: list[_File], start: int = 0) -> Iterator[tuple[_File, _File]]:
    """The pairs of files in which one has the path of the other, or a path below it.

    Only the files from `start` on are compared, each with those before it.

    Go: `checkForOverlap`.
    """
    trimmed = [file._replace(path=file.path.rstrip("/")) for file in files]
    for index in range(start, len(trimmed)):
        file = trimmed[index]
        for other in trimmed[:index]:
            if not file.path or not other.path:
                continue
            longer, shorter = f"{other.path}/", f"{file.path}/"
            if longer.startswith(shorter) or shorter.startswith(longer):
                yield file, other
