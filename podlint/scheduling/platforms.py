"""The platforms that kubelets write into the labels of their nodes.

The kubelet sets ``kubernetes.io/os`` to Go's ``GOOS`` and ``kubernetes.io/arch`` to ``GOARCH``
(``initialNode`` in pkg/kubelet/kubelet_node_status.go); ``uname`` and Docker call some of them
differently.
"""

from __future__ import annotations

__all__ = ["PLATFORM_LABELS", "intended_platform", "is_platform"]

_ARCHITECTURES = frozenset(
    "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x".split()
)
_SYSTEMS = frozenset("aix darwin freebsd linux netbsd openbsd plan9 solaris windows".split())
PLATFORM_LABELS = {
    "kubernetes.io/arch": _ARCHITECTURES,
    "beta.kubernetes.io/arch": _ARCHITECTURES,
    "kubernetes.io/os": _SYSTEMS,
    "beta.kubernetes.io/os": _SYSTEMS,
}
"""The values of each label that a kubelet may set."""

_OTHER_NAMES = {
    "aarch64": "arm64",
    "arm64/v8": "arm64",
    "arm64v8": "arm64",
    "armv8": "arm64",
    "arm32v7": "arm",
    "armhf": "arm",
    "armv6l": "arm",
    "armv7": "arm",
    "armv7l": "arm",
    "arm/v7": "arm",
    "i386": "386",
    "i686": "386",
    "ia32": "386",
    "x86": "386",
    "intel": "amd64",
    "intel64": "amd64",
    "x64": "amd64",
    "x86-64": "amd64",
    "x86_64": "amd64",
    "ppc64el": "ppc64le",
    "riscv": "riscv64",
    "s390": "s390x",
    "macos": "darwin",
    "ubuntu": "linux",
    "debian": "linux",
    "rhel": "linux",
    "win": "windows",
    "windows_nt": "windows",
}


def is_platform(label: str, value: str) -> bool:
    """Whether a node may have a label with this value; True for labels of other kinds."""
    known = PLATFORM_LABELS.get(label)
    return known is None or value in known


def intended_platform(label: str, value: str) -> str | None:
    """The value of the label that is meant by another, or None if it is not known."""
    known, word = PLATFORM_LABELS[label], value.strip().lower()
    meant = _OTHER_NAMES.get(word, word)
    return meant if meant in known else None
