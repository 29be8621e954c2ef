"""Sockets of container runtimes on a node, and the directories that contain them."""

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
"""The container runtime for each socket path below ``/run``."""

_FOLDERS = {
    "containerd": "containerd",
    "k3s/containerd": "containerd",
    "crio": "CRI-O",
    "podman": "Podman",
    "buildkit": "BuildKit",
}
"""The container runtime for each directory below ``/run`` that contains such a socket."""


ALL = "any"
"""Stands for all runtimes: ``/run`` itself."""


def exposed_runtime(path: str, *, agent: bool = False) -> str | None:
    """The container runtime to which a path of the node gives access, or None.

    Args:
        path: A socket, its directory, or the run directory, for which the result is `ALL`.
        agent: Whether the Pod is a node agent, which may need the node's own runtime. Then only
            Docker counts, which few nodes have.
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
