"""An autoscaler that measures a container that the Pods do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    HorizontalPodAutoscaler,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Severity,
    pods_of,
    rule,
)
from podlint.document.shortening import listed, shortened

if TYPE_CHECKING:
    from podlint.models.workloads import PodTarget


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`kubectl get hpa` shows `<unknown>`; the event `FailedGetContainerResourceMetric` with "
        "`container ... not found in Pod`"
    ),
    asks_for=("scaleTargetRef",),
    bad="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
          metrics:
            - type: ContainerResource
              containerResource:
                name: cpu
                container: web  # finding
                #          ^^^
                target: {type: Utilization, averageUtilization: 70}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 100m}
        """,
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
          metrics:
            - type: ContainerResource
              containerResource:
                name: cpu
                container: app
                target: {type: Utilization, averageUtilization: 70}
            - type: ContainerResource
              containerResource:
                name: cpu
                container: proxy
                target: {type: Utilization, averageUtilization: 70}
            - type: ContainerResource
              containerResource:
                name: cpu
                container: istio-proxy
                target: {type: AverageValue, averageValue: 500m}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  resources:
                    requests: {cpu: 100m}
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 100m}
        """,
)
def autoscaler_of_undefined_container(objects: ObjectSet) -> Problems:
    """A HorizontalPodAutoscaler measures a container that the Pods do not have.

    A metric of the type
    [`ContainerResource`](https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics)
    names an app container or a sidecar. If the Pods have no such container, the autoscaler cannot
    compute the metric (`calculatePodRequestsFromContainers` in
    pkg/controller/podautoscaler/replica_calculator.go). podlint does not report the names of
    containers that well-known admission webhooks add, such as `istio-proxy`.

    Write the name of a container of the Pod template.
    """
    for autoscaler in objects.whole(HorizontalPodAutoscaler):
        target = autoscaler.spec and autoscaler.spec.scale_target_ref
        if not target:
            continue
        workload = objects.find(target.qualified_kind, target.name, autoscaler)
        if workload is None or objects.is_fragment(workload):
            continue
        for pod in pods_of(workload):
            if not pod.partial:
                yield from _problems(autoscaler, pod)


def _problems(autoscaler: HorizontalPodAutoscaler, pod: PodTarget) -> Problems:
    sidecars = [each for each in pod.spec.init_containers if each.sort == "sidecar"]
    measured = [*pod.spec.containers, *sidecars]
    names = [each.name for each in measured if each.name]
    for metric in autoscaler.spec.metrics if autoscaler.spec else ():
        source = metric.container_resource
        if source is None or not source.container or source.container in names:
            continue
        if _is_injected(source.container) or len(names) != len(measured):
            continue
        yield Problem(
            f"autoscaler measures undefined container `{shortened(source.container, 40)}` of "
            f"{pod.owner.kind} {shortened(pod.owner.name or '', 40)}",
            at=source.at / "container",
            related=(Related("the containers", pod.spec.at / "containers"),),
            why="The autoscaler cannot compute the metric, so the metric has no effect.",
            help=f"Write {listed([f'`{each}`' for each in names], 'or')}.",
        )


def _is_injected(name: str) -> bool:
    """Whether a well-known admission webhook adds containers with the name."""
    from podlint.pods.additions.webhooks import WEBHOOKS

    return any(name in each.containers for each in WEBHOOKS)
