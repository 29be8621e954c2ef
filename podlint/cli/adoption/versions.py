"""Finds the Kubernetes versions that the files of a repository name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from podlint.document import JSON, Document, Path
from podlint.startup.frozen import Frozen
from podlint.version import parse_version

__all__ = ["Evidence", "in_terraform", "in_yaml"]


class Evidence(Frozen):
    """A place that names a Kubernetes version.

    Attributes:
        version: The version, without the patch number.
        path: The file.
        line: The line, from 1.
        is_cluster: The place defines a cluster. Otherwise it is a cluster for tests.
    """

    version: tuple[int, int]
    path: str
    line: int
    is_cluster: bool = True


_FIELDS: tuple[tuple[str, str, Path], ...] = (
    ("eksctl.io", "ClusterConfig", ("metadata", "version")),
    ("cluster.x-k8s.io", "Cluster", ("spec", "topology", "version")),
    ("cluster.x-k8s.io", "MachineDeployment", ("spec", "template", "spec", "version")),
    ("cluster.x-k8s.io", "MachinePool", ("spec", "template", "spec", "version")),
    ("controlplane.cluster.x-k8s.io", "", ("spec", "version")),
    ("kops.k8s.io", "Cluster", ("spec", "kubernetesVersion")),
    ("kubeadm.k8s.io", "ClusterConfiguration", ("kubernetesVersion",)),
    ("provisioning.cattle.io", "Cluster", ("spec", "kubernetesVersion")),
    ("core.gardener.cloud", "Shoot", ("spec", "kubernetes", "version")),
    ("upgrade.cattle.io", "Plan", ("spec", "version")),
)
"""The API group, the kind if it matters, and the path of the version."""

_GROUPLESS = (("kubernetesVersion",), ("cluster", "kubernetesVersion"))
"""Paths in the settings of talhelper and other tools, which have no kind."""

_VERSION = re.compile(r"v?1\.\d{1,2}(?![\d])")
_IMAGE = re.compile(r"(?:kindest/node|rancher/k3s|/kubelet):(v?1\.\d{1,2})(?!\d)")
_TEST_IMAGES = ("kindest/node", "rancher/k3s")
_TERRAFORM = re.compile(
    r"^[^#/\n]*\b(?:kubernetes_version|cluster_version|min_master_version|orchestrator_version)"
    r"[ \t]*=[ \t]*\"(v?1\.\d{1,2})(?!\d)",
    re.MULTILINE,
)


def in_yaml(path: str, documents: Iterable[Document]) -> Iterator[Evidence]:
    """The versions in the definitions of clusters.

    Args:
        path: The file.
        documents: Its documents.
    """
    for document in documents:
        for place in _places(document.data):
            value = _at(document.data, place)
            if isinstance(value, str) and (found := _VERSION.match(value)):
                yield _evidence(found[0], path, document.span(place).start_line)
        yield from _images(path, document)


def in_terraform(path: str, text: str) -> Iterator[Evidence]:
    """The versions in a file of Terraform or OpenTofu."""
    for found in _TERRAFORM.finditer(text):
        yield _evidence(found[1], path, text.count("\n", 0, found.end()) + 1)


def _places(data: JSON) -> Iterator[Path]:
    if not isinstance(data, dict):
        return
    group = str(data.get("apiVersion")).partition("/")[0]
    if "kind" not in data:
        yield from _GROUPLESS
    for wanted, kind, place in _FIELDS:
        if group == wanted and kind in ("", data.get("kind")):
            yield place


def _images(path: str, document: Document) -> Iterator[Evidence]:
    """The versions of nodes that run as containers, in any document."""
    for place, value in _texts(document.data, ()):
        found = _IMAGE.search(value)
        if found:
            is_test = found[0].startswith(_TEST_IMAGES)
            line = document.span(place).start_line
            yield _evidence(found[1], path, line, is_cluster=not is_test)


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, each in data.items():
            yield from _texts(each, (*path, name))
    elif isinstance(data, list):
        for index, each in enumerate(data):
            yield from _texts(each, (*path, index))


def _at(data: JSON, path: Path) -> JSON:
    for step in path:
        data = data.get(str(step)) if isinstance(data, dict) else None
    return data


def _evidence(version: str, path: str, line: int, is_cluster: bool = True) -> Evidence:
    return Evidence(parse_version(version), path, line, is_cluster)
