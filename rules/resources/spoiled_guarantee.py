"""A single container that keeps a Pod from being Guaranteed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

if TYPE_CHECKING:
    from podlint.resources import ContainerResources


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`QoS Class: Burstable` in `kubectl describe pod`; the Pod is evicted or "
        "OOM-killed before other Pods"
    ),
    asks_for=("limits",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: copy  # finding
              #     ^^^^
              image: app:1.4
              resources: {limits: {memory: 64Mi}}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {cpu: "1", memory: 1Gi}}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {cpu: "1", memory: 1Gi}}
            - name: logs
              image: logs:0.9
              resources: {limits: {cpu: 100m, memory: 64Mi}}
            - name: proxy
              image: proxy:2
              resources: {limits: {cpu: 100m, memory: 64Mi}, requests: {cpu: 100m}}
        """,
)
def spoiled_guarantee(pod: PodTarget) -> Problems:
    """A single container prevents the Pod from having the QoS class Guaranteed.

    A Pod is Guaranteed if every container, including init containers, has CPU and memory limits
    that are equal to its requests. Such a Pod is among the last to be evicted, keeps its CPU share
    on a busy node, and can have exclusive CPUs. One container without such limits makes the whole
    Pod [Burstable](https://kubernetes.io/docs/tasks/configure-pod-container/quality-service-pod/).

    Set CPU and memory limits in that container as well. If a container has limits but no requests,
    its requests are equal to its limits.
    """
    if pod.spec.resources is not None or len(pod.spec.containers + pod.spec.init_containers) < 2:
        return
    from podlint.resources import effective, is_filled_in

    found = effective(pod)
    short = [number for number, each in enumerate(found.containers) if not _is_guaranteed(each)]
    if len(short) != 1 or found.qos == "Guaranteed":
        return
    (number,) = short
    container = (*pod.spec.init_containers, *pod.spec.containers)[number]
    if any(is_filled_in(container, name, "requests", "limits") for name in ("cpu", "memory")):
        return
    asked = found.containers[number]
    missing = [name for name in ("cpu", "memory") if name not in asked.limits]
    if missing:
        what = f"has no {' or '.join(missing).replace('cpu', 'CPU')} limit"
        fields = " and ".join(f"`resources.limits.{name}`" for name in missing)
        advice = f"Set {fields} in container `{container}`, equal to its requests if it has any."
    else:
        what = "requests less than its limits"
        advice = f"Set the CPU and memory requests of container `{container}` to its limits."
    yield Problem(
        f"container `{container}` {what}, which makes the Pod Burstable, not Guaranteed",
        at=container.at,
        why="All other containers have limits equal to their requests. Burstable Pods are evicted "
        "before Guaranteed Pods.",
        help=advice,
    )


def _is_guaranteed(container: ContainerResources) -> bool:
    return all(
        name in container.limits
        and container.limits[name].nano > 0
        and container.requests.get(name) == container.limits[name]
        for name in ("cpu", "memory")
    )
