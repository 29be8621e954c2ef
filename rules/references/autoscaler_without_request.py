"""An autoscaler that cannot compute its metric."""

from __future__ import annotations

from collections.abc import Iterator
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

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container
    from podlint.models.workloads import PodTarget


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl get hpa` shows `cpu: <unknown>/80%`; the event "
        "`FailedGetResourceMetric` with `missing request for cpu in container`"
    ),
    asks_for=("scaleTargetRef",),
    bad=(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
          metrics:
            - type: Resource
              resource:
                name: cpu
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
              initContainers:
                - name: set-up
                  image: app:1.4
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 100m}
                - name: proxy
                  image: proxy:2
                  resources:
                    requests: {memory: 64Mi}  # finding
                  # ^^^^^^^^
        """,
        """
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}
          maxReplicas: 5
        ---
        apiVersion: apps/v1
        kind: StatefulSet
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
                - name: app  # finding
                  image: app:1.4
        """,
    ),
    good=(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
          metrics:
            - type: Resource
              resource:
                name: cpu
                target: {type: Utilization, averageUtilization: 70}
            - type: Resource
              resource:
                name: memory
                target: {type: AverageValue, averageValue: 1Gi}
            - type: ContainerResource
              containerResource:
                name: memory
                container: app
                target: {type: Utilization, averageUtilization: 70}
            - type: Pods
              pods:
                metric: {name: requests}
                target: {type: AverageValue, averageValue: "10"}
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
                    limits: {cpu: 1, memory: 1Gi}
                - name: proxy
                  image: proxy:2
                  resources:
                    requests: {cpu: 10m}
        """,
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
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
              resources:
                requests: {cpu: 1}
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
)
def autoscaler_without_request(objects: ObjectSet) -> Problems:
    """An autoscaler scales on the utilization of a resource that a container does not request.

    [Utilization](https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details)
    is the usage of the Pods, divided by the requests of their containers. If one container has no
    request for the resource, the autoscaler cannot compute the metric. An autoscaler without
    metrics uses CPU utilization. If a container has a limit but no request, its request is equal to
    its limit. A Pod-level request covers all containers. podlint does not report containers that
    get the request from a LimitRange in their namespace.

    Add the request, or use a metric of type `ContainerResource` for a container that has the
    request.
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
    from podlint.resources import is_filled_in

    for resource, only, metric in _utilizations(autoscaler):
        whole = pod.spec.resources
        if whole and (resource in whole.requests or resource in whole.limits):
            continue
        if is_filled_in(pod.spec, resource, "requests", "limits"):
            continue
        for container in pod.spec.containers:
            if only in (None, container.name) and not _requests(container, resource):
                yield Problem(
                    f"container `{container}` has no `{resource}` request, which its "
                    "HorizontalPodAutoscaler needs",
                    at=container.at / "resources" / "requests" / resource,
                    related=(Related(f"HorizontalPodAutoscaler `{autoscaler.name}`", metric),),
                    why="Utilization is a percentage of the request. Without a request, the metric "
                    "is `<unknown>`, and the autoscaler cannot use it.",
                    help=f"Set `resources.requests.{resource}` on the container.",
                )


def _utilizations(
    autoscaler: HorizontalPodAutoscaler,
) -> Iterator[tuple[str, str | None, Place]]:
    """The resources of utilization metrics, the container if there is only one, and the metric."""
    spec = autoscaler.spec
    assert spec is not None
    if not spec.metrics:
        yield "cpu", None, spec.at / "targetCPUUtilizationPercentage"
    for metric in spec.metrics:
        for source in (metric.resource, metric.container_resource):
            target = source.target if source else None
            share = target and target.average_utilization is not None
            if source and source.name and (share or source.target_average_utilization is not None):
                yield source.name, source.container, source.at


def _requests(container: Container, resource: str) -> bool:
    from podlint.resources import is_filled_in

    given = container.resources
    if is_filled_in(container, resource, "requests", "limits"):
        return True
    return given is not None and (resource in given.requests or resource in given.limits)
