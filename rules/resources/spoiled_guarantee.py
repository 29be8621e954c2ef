"""One container that keeps a Pod from being Guaranteed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

if TYPE_CHECKING:
    from podlint.resources import ContainerResources


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="QoS Class: Burstable in kubectl describe pod; evicted or OOM-killed before others",
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
    """One container keeps the Pod from the class Guaranteed, which all others are made for.

    A Pod is Guaranteed if every container, init containers too, has limits of CPU and memory that
    are its requests. Such a Pod is evicted last, is not throttled beside others, and can have whole
    CPUs of its own. One container without makes the whole Pod
    [Burstable](https://kubernetes.io/docs/tasks/configure-pod-container/quality-service-pod/).

    Give that container limits of CPU and memory as well; where no requests are written, the limits
    are the requests.
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
    what = (
        f"has no limit of {' and '.join(missing)}"
        if missing
        else "asks for less than its limits allow"
    )
    yield Problem(
        f"{container.name} {what}, and so the Pod is Burstable, although its other containers "
        "have limits equal to their requests",
        at=container.at,
        why="It is evicted before Guaranteed Pods.",
        help="Set both alike.",
    )


def _is_guaranteed(container: ContainerResources) -> bool:
    return all(
        name in container.limits
        and container.limits[name].nano > 0
        and container.requests.get(name) == container.limits[name]
        for name in ("cpu", "memory")
    )
