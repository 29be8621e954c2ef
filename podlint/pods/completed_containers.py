"""Containers that a program completes, known by their names."""

from __future__ import annotations

from collections.abc import Mapping

from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of

__all__ = ["completed_by"]

_PROGRAMS: Mapping[str, str] = {
    "$job": "the Actions Runner Controller",
    "flink-main-container": "Flink",
    "jnlp": "Jenkins",
    "spark-kubernetes-driver": "Spark",
    "spark-kubernetes-executor": "Spark",
}
"""Sources: the documentation of each: `containerHook` templates of the Actions Runner Controller,
`kubernetes.pod-template-file` of Flink, `podTemplate` of Jenkins' Kubernetes plugin,
`spark.kubernetes.driver.podTemplateFile`."""


def completed_by(obj: KubernetesObject) -> str | None:
    """The program that gives a container of an object its image; None if none is known to."""
    for pod in pods_of(obj):
        for container in pod.spec.all_containers:
            program = _PROGRAMS.get(container.name or "")
            if program and not container.image:
                return program
    return None
