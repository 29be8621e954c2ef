"""Projected volumes: several sources in one folder.

Trust bundles and Pod certificates whose gate is off are dropped before.

Source: `validateProjectedVolumeSource` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .error import Errors
from .local_path import refuse_reserved
from .path import Path, odd
from .user_ids import refuse_id
from .volumes_local import refuse_bad_owner, refuse_downward_api_file, refuse_item

__all__ = ["refuse_projected", "refuse_tokens_without_account"]

SHORTEST_TOKEN = 600
LONGEST_TOKEN = 1 << 32
_TYPES = (
    "secret",
    "configMap",
    "downwardAPI",
    "serviceAccountToken",
    "clusterTrustBundle",
    "podCertificate",
)


def refuse_projected(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse invalid modes and sources, two types in one source, and two files with one path.

    Go: `validateProjectedVolumeSource`, `validateProjectionSources`.
    """
    refuse_bad_owner(errors, source, "defaultMode", "defaultUser", at)
    paths: set[str] = set()
    for index, each in enumerate(source.get("sources", ())):
        place = (*at, "sources", index)
        for path, where, value in _refuse_source(errors, each, place, at):
            if path in paths:
                errors.invalid(where, "conflicting duplicate paths", at, value)
            paths.add(path)
        if sum(name in each for name in _TYPES) > 1:
            errors.forbidden(place, "may not specify more than 1 volume type per source")


def _refuse_source(
    errors: Errors, source: dict[str, Any], at: Path, volume: Path
) -> Iterator[tuple[str, Path, str]]:
    """Refuse the errors of one source and yield its files.

    Each file comes with what the server reports if it is repeated: its path, or its source.
    """
    for name in ("secret", "configMap"):
        if name in source:
            if not source[name].get("name"):
                errors.required((*at, name, "name"))
            for index, item in enumerate(source[name].get("items", ())):
                place = (*at, name, "items", index)
                refuse_item(errors, item, place)
                if item.get("path"):
                    yield item["path"], (*place, "path"), source[name].get("name", "")
    files = source.get("downwardAPI", {}).get("items", ())
    for index, file in enumerate(files):
        place = (*at, "downwardAPI", odd("items", ""), odd(index, ""))
        refuse_downward_api_file(errors, file, place)
        if file.get("path"):
            yield file["path"], (*place, "path"), file["path"]
    if "serviceAccountToken" in source:
        _refuse_token(errors, source["serviceAccountToken"], (*at, "serviceAccountToken"), volume)
    if "clusterTrustBundle" in source or "podCertificate" in source:
        from . import volumes_certificates as certificates

        for name, check in (
            ("clusterTrustBundle", certificates.refuse_trust_bundle),
            ("podCertificate", certificates.refuse_certificate),
        ):
            if name in source:
                for path, place in check(errors, source[name], (*at, name)):
                    yield path, place, path


def _refuse_token(errors: Errors, token: dict[str, Any], at: Path, volume: Path) -> None:
    """Refuse a token with a lifetime that is too short or too long, and one without a file."""
    seconds = token.get("expirationSeconds", LONGEST_TOKEN)
    if seconds < SHORTEST_TOKEN:
        errors.invalid(
            (*at, "expirationSeconds"), "may not specify a duration less than 10 minutes"
        )
    if seconds > LONGEST_TOKEN:
        errors.invalid(
            (*at, "expirationSeconds"), "may not specify a duration larger than 2^32 seconds"
        )
    refuse_id(errors, token.get("user", 0), (*at, "user"))
    path, shown = token.get("path", ""), (*volume, "path")
    if path:
        refuse_reserved(errors, path, (*at, "path"), shown)
    else:
        errors.required((*at, "path"), shown=shown)


def refuse_tokens_without_account(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse tokens in a Pod without a service account.

    Go: `validatePodMetadataAndSpec`.
    """
    if spec.get("serviceAccountName"):
        return
    for index, volume in enumerate(spec.get("volumes", ())):
        place = (*at, "volumes", index, "projected", "sources")
        for position, source in enumerate(volume.get("projected", {}).get("sources", ())):
            if "serviceAccountToken" in source:
                errors.forbidden(
                    (*place, position, "serviceAccountToken"),
                    "must not be specified when serviceAccountName is not set",
                )
