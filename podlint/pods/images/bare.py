"""Images with one program and its libraries: no shell, and none of its usual tools."""

from __future__ import annotations

from podlint.pods.images.reference import ImageReference
from podlint.startup.lazy_pattern import pattern

__all__ = ["SHELL_AND_TOOLS", "is_bare"]

SHELL_AND_TOOLS = frozenset(
    """
    [ ash bash cat curl dash echo grep kill ls nc pgrep pkill ps rm sh sleep test timeout touch true
    wget
    """.split()
)
"""Programs that such images lack."""

_BARE = pattern(
    r"(?:^|/)distroless(?:/|$)|(?:^|/)(?:pause|metrics-server|kube-state-metrics|coredns)$"
    r"|(?:^|/)cert-manager-(?:controller|webhook|cainjector|acmesolver)$"
    r"|^hashicorp/http-echo$|^traefik/whoami$|^chainguard/static$"
)
"""Repositories, without their registry."""


def is_bare(image: ImageReference) -> bool:
    """Whether an image is known to have no shell, by its name or by the word of its tag."""
    tag = image.tag or ""
    if "debug" in tag or image.path.startswith("bitnami"):
        return False
    return "distroless" in tag.split("-") or bool(_BARE.search(image.path))
