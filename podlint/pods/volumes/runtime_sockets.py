"""Sockets of container runtimes on a node, and the directories that hold them."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

__all__ = ["ALL", "DOCKER", "exposed_runtime"]

DOCKER = "Docker"

_SOCKETS = {
    "docker.sock": DOCKER,
    "cri-dockerd.sock": DOCKER,
    "dockershim.sock": DOCKER,
    "containerd/containerd.sock": "containerd",
    "containerd/containerd.sock.ttrpc": "containerd",
    "k3s/containerd/containerd.sock": "containerd",
    "k0s/containerd.sock": "containerd",
    "crio/crio.sock": "CRI-O",
    "podman/podman.sock": "Podman",
    "buildkit/buildkitd.sock": "BuildKit",
}
"""Paths below the run directory, and whose they are."""

_FOLDERS = {
    "containerd": "containerd",
    "k3s/containerd": "containerd",
    "crio": "CRI-O",
    "podman": "Podman",
    "buildkit": "BuildKit",
}
"""Directories below the run directory that hold such sockets."""


ALL = "any"
"""Stands for all runtimes: the run directory itself."""


def exposed_runtime(path: str, *, agent: bool = False) -> str | None:
    """The container runtime that a path of the node gives access to.

    Args:
        path: A socket, its directory, or the run directory, for which `ALL` is returned.
        agent: The Pod is an agent of its node, which may need what the node has: only Docker
            counts, which nodes rarely have.
    """
    below = _below_run(path)
    runtime = ALL if below == "." else _SOCKETS.get(below or "") or _FOLDERS.get(below or "")
    return None if agent and runtime != DOCKER else runtime


def _below_run(path: str) -> str | None:
    clean = PurePosixPath(posixpath.normpath(path))
    for root in ("/run", "/var/run"):
        if clean.is_relative_to(root):
            return clean.relative_to(root).as_posix()
    return None
