"""What ``podlint --version --verbose`` prints, for reports of faults."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata

from podlint.version import KUBERNETES_VERSION, VERSION

__all__ = ["versions"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def versions() -> Iterator[str]:
    """Lines with the versions of podlint, Python, the platform, and all dependencies."""
    yield f"podlint {VERSION} (Kubernetes {KUBERNETES_VERSION})"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"output encoding {getattr(sys.stdout, 'encoding', None) or 'none'}"
    yield from (f"{name} {version}" for name, version in sorted(_dependencies().items()))


def _dependencies() -> dict[str, str]:
    """The installed dependencies, and what they depend on; without extras."""
    found: dict[str, str] = {}
    pending = ["podlint"]
    while pending:
        try:
            package = metadata.distribution(pending.pop())
        except metadata.PackageNotFoundError:  # It is for another platform.
            continue
        name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
        if name in found:
            continue
        found[name] = package.version
        required = (each for each in package.requires or () if "extra ==" not in each)
        pending += [match[0] for match in map(_NAME.match, required) if match]
    found.pop("podlint", None)
    return found
