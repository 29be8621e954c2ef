"""An init container that requests more than all containers that run after it."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, Quantity, RuleOptions, Severity, rule
from podlint.document.numerals import multiple
from podlint.models.workloads import RUN_TO_COMPLETION


class Options(RuleOptions):
    """Options of the rule."""

    times: float = Field(
        1.25,
        ge=1,
        description="Report an init container if the Pod's requests during startup are at least "
        "this many times the requests of the running Pod.",
    )


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "nodes that look full but are idle; Pending with `Insufficient cpu` or "
        "`Insufficient memory`, although the running Pod needs less"
    ),
    asks_for=("initContainers",),
    bad=(
        """
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: model
        spec:
          initContainers:
            - name: convert
              image: model:1.4
              command: [convert]
              resources:
                limits:
                  nvidia.com/gpu: 1  # finding
          containers:
            - name: serve
              image: model:1.4
        """,
    ),
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
              resources: {requests: {cpu: 600m, memory: 1Gi}}
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {requests: {cpu: "1"}, limits: {cpu: "5"}}
          initContainers:
            - name: migrate
              image: app:1.4
              command: [migrate]
              resources: {requests: {cpu: 1100m}}
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: 100m}}
        """,
    ),
)
def init_request_dominates(pod: PodTarget, options: Options) -> Problems:
    """An init container requests more than all containers that run after it combined.

    For each resource, a Pod reserves the larger of two amounts on its node: the total requests of
    its app containers and sidecars, and the largest requests of any step of its startup. A step
    consists of an init container and the sidecars that started before it. The larger amount stays
    reserved for as long as the Pod exists ([Resource sharing within
    containers](https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers)).
    podlint does not report CPU and memory that no app container requests, and does not report Pods
    with Pod-level requests.

    Lower the request of the init container, do the work in a Job, or raise the request of the app
    if the app needs that much. `podlint explain` shows all steps of the startup.
    """
    if not any(each.resources for each in pod.spec.init_containers):
        return
    from podlint.resources import effective

    found = effective(pod)
    apps = [each.requests for each in found.containers if each.sort == "app"]
    for name, kept in found.start_up_only.items():
        step, running = found.deciding(name), found.running.requests.get(name, Quantity())
        wanted = any(name in each and each[name].nano > 0 for each in apps)
        if not (step and step.container and (wanted or _is_device(name))):
            continue
        if step.requests[name].nano < multiple(running.nano, options.times):
            continue
        container = pod.spec.init_containers[found.steps.index(step)]
        written = container.resources
        field = "requests" if written and name in written.requests else "limits"
        advice = (
            f"Lower `{name}` in `resources.{field}`, so that no startup step needs over {running}"
            if running.nano
            else f"Remove `{name}` from `resources.{field}` of the init container"
        )
        yield Problem(
            f"init container `{container}` raises the Pod's `{name}` request from {running} "
            f"to {step.requests[name]}",
            at=container.at / "resources" / field / name,
            why=f"After startup, the node keeps {kept} of `{name}` reserved but unused for as "
            f"long as the Pod exists.",
            help=f"{advice}."
            if pod.owner.qualified_kind in RUN_TO_COMPLETION
            else f"{advice}, or do this work in a Job.",
        )


def _is_device(resource: str) -> bool:
    """Whether a resource is scarce, and other Pods cannot use what one Pod has reserved."""
    return "/" in resource
