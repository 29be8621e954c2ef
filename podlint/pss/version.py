"""Levels and versions of a policy, as the `pod-security.kubernetes.io` labels write them.

Mirrors `ParseLevel` and `ParseVersion` of k8s.io/pod-security-admission, `api/helpers.go`.
"""

from __future__ import annotations

import sys
from typing import Literal, get_args

from podlint.errors import PodlintError
from podlint.startup.lazy_pattern import pattern
from podlint.version import KUBERNETES_VERSION
from podlint.version import parse_version as parse_kubernetes_version

Level = Literal["privileged", "baseline", "restricted"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels, from no restriction to the strictest."""

LATEST = sys.maxsize
"""The minor of the version `latest`, which is newer than any other."""

NEWEST = f"v{KUBERNETES_VERSION}"
"""The newest version whose checks podlint knows."""

_VERSION = pattern(r"v1\.(0|[1-9][0-9]{0,18})")


class PolicyError(PodlintError, ValueError):
    """A level or version of a Pod Security policy is invalid."""


def parse_level(level: str) -> Level:
    """The level with this name.

    Raises:
        PolicyError: There is no such level. Names are case-sensitive.
    """
    for known in LEVELS:
        if level == known:
            return known
    raise PolicyError(f"unknown policy level {level!r}: must be one of {', '.join(LEVELS)}")


def parse_version(version: str) -> int:
    """The minor of a policy version: 24 for `v1.24`, `LATEST` for `latest`.

    Raises:
        PolicyError: The version is neither `latest` nor `v1.` and a minor without leading zeros
            that fits into 64 bits.
    """
    if version == "latest":
        return LATEST
    match = _VERSION.fullmatch(version)
    if match and (minor := int(match[1])) <= LATEST:
        return minor
    raise PolicyError(f'malformed policy version {version!r}: must be "latest" or "v1.x"')


def is_future(version: str) -> bool:
    """Whether a version is newer than `NEWEST`; it then means `NEWEST`, as in an API server.

    Raises:
        PolicyError: The version is malformed.
    """
    return parse_kubernetes_version(NEWEST)[1] < parse_version(version) < LATEST
