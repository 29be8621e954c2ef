"""Which paths of a node lead to its container runtime."""

from __future__ import annotations

import pytest

from podlint.pods.volumes.runtime_sockets import ALL, exposed_runtime


@pytest.mark.parametrize(
    ("path", "runtime"),
    [
        ("/var/run/docker.sock", "Docker"),
        ("/run/docker.sock", "Docker"),
        ("/run/cri-dockerd.sock", "Docker"),
        ("/run/containerd/containerd.sock", "containerd"),
        ("/var/run/containerd/", "containerd"),
        ("/run/k3s/containerd/containerd.sock", "containerd"),
        ("/run/crio/crio.sock", "CRI-O"),
        ("/run/podman/podman.sock", "Podman"),
        ("/run", ALL),
        ("/var/run/.", ALL),
        ("/run/xtables.lock", None),
        ("/var/lib/docker", None),
        ("/srv/run/docker.sock", None),
        ("/", None),
        ("", None),
    ],
)
def test_sockets_and_their_directories(path: str, runtime: str | None) -> None:
    assert exposed_runtime(path) == runtime


def test_an_agent_of_its_node_may_have_the_runtime_that_nodes_have() -> None:
    assert exposed_runtime("/run/containerd/containerd.sock", agent=True) is None
    assert exposed_runtime("/run", agent=True) is None
    assert exposed_runtime("/run/docker.sock", agent=True) == "Docker"
