"""Containers that another program completes, recognized by name."""

from __future__ import annotations

from collections.abc import Mapping

from podlint.models import Container, KubernetesObject
from podlint.models.workloads import pods_of

__all__ = ["completed_by", "image_is_injected"]

_PROGRAMS: Mapping[str, str] = {
    "$job": "the Actions Runner Controller",
    "flink-main-container": "Flink",
    "jnlp": "Jenkins",
    "spark-kubernetes-driver": "Spark",
    "spark-kubernetes-executor": "Spark",
}
"""The program for each container name.

Sources: the documentation of the `containerHook` templates of the Actions Runner Controller, of
Flink's `kubernetes.pod-template-file`, of the `podTemplate` of Jenkins' Kubernetes plugin, and of
`spark.kubernetes.driver.podTemplateFile`.
"""


def image_is_injected(container: Container) -> bool:
    """Whether Istio's webhook replaces the image, as in the Deployment of a gateway.

    Source: https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway.
    """
    return container.image == "auto" and container.name == "istio-proxy"


def completed_by(obj: KubernetesObject) -> str | None:
    """The program that sets the image of a container in the object, or None if none is known."""
    for pod in pods_of(obj):
        for container in pod.spec.all_containers:
            program = _PROGRAMS.get(container.name or "")
            if program and not container.image:
                return program
    return None
