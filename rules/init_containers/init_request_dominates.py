"""An init container that asks for more than all that runs afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.models import Container, PodSpec, Quantity
from podlint.rule import rule
from podlint.workloads import PodTarget

_ZERO = Quantity.parse("0")


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="Pending: Insufficient cpu or memory, although the running Pod needs less; nodes that "
    "look full and are idle",
    mission=(14, 15, 17),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              resources: {requests: {cpu: 100m}}
            - name: migrate
              image: app:1.4
              command: [migrate]
              resources:
                requests:
                  cpu: 4  # finding
                  #    ^
                  memory: 256Mi
          containers:
            - name: app
              image: app:1.4
              resources:
                requests:
                  cpu: 400m
                  memory: 256Mi
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
              command: [migrate]
              resources: {requests: {cpu: 500m, memory: 1Gi}}
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: 400m}, limits: {memory: 1Gi}}
            - name: proxy
              image: proxy:2
              resources: {requests: {cpu: 100m}}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:1
              command: [setup]
              resources: {requests: {cpu: 500m}}
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def init_request_dominates(pod: PodTarget) -> Iterator[Problem]:
    """An init container requests more than all containers that run after it.

    What a Pod reserves on a node is the larger of two sums, for each resource: what its app
    containers and sidecars request together, and the largest step of its start (an init container
    with the sidecars that were started before it). The larger one stays reserved for the Pod's
    whole life ([Resource sharing within
    containers](https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers)).

    Lower the init container's request, do the work in a Job, or raise the app's request if it needs
    that much. Resources that no app container requests are not judged.
    """
    if pod.spec.resources:
        return
    for name in ("cpu", "memory"):
        if not any(_request(each, name) > _ZERO for each in pod.spec.containers):
            continue
        running = _running(pod.spec, name)
        step, container = _largest_step(pod.spec, name)
        if container is None or step <= running:
            continue
        key = (
            "requests" if container.resources and name in container.resources.requests else "limits"
        )
        yield Problem(
            f"init container {container.name} makes the Pod reserve {step} of {name}; the running "
            f"Pod needs {running}: {step - running} stay reserved and unused after start-up; lower "
            "the request",
            at=container.at / "resources" / key / name,
        )


def _request(container: Container, name: str) -> Quantity:
    if container.resources is None:
        return _ZERO
    limit = container.resources.limits.get(name, _ZERO)
    return container.resources.requests.get(name, limit)


def _running(spec: PodSpec, name: str) -> Quantity:
    total = _ZERO
    for container in spec.all_containers:
        if container.sort in ("app", "sidecar"):
            total += _request(container, name)
    return total


def _largest_step(spec: PodSpec, name: str) -> tuple[Quantity, Container | None]:
    """The largest need while the Pod starts, and the init container at whose turn it comes."""
    largest, sidecars, at = _ZERO, _ZERO, None
    for container in spec.init_containers:
        need = sidecars + _request(container, name)
        if container.sort == "sidecar":
            sidecars = need
        elif need > largest:
            largest, at = need, container
    return largest, at
