"""An init container that asks for more than all that runs afterwards."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, Quantity, RuleOptions, Severity, rule
from podlint.document.numerals import multiple


class Options(RuleOptions):
    """Options of the rule."""

    times: float = Field(
        1.25, ge=1, description="Report from so many times what the running Pod asks for."
    )


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Pending: Insufficient cpu or memory, although the running Pod needs less; nodes that "
    "look full and are idle",
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
    """An init container requests more than all containers that run after it.

    What a Pod reserves on a node is the larger of two sums, for each resource: what its app
    containers and sidecars request together, and the largest step of its start (an init container
    with the sidecars that were started before it). The larger one stays reserved for the Pod's
    whole life ([Resource sharing within
    containers](https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers)).

    Lower the init container's request, do the work in a Job, or raise the app's request if it needs
    that much. CPU and memory that no app container requests, and what the Pod requests as a whole,
    are not judged. `podlint explain` shows all steps.
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
        yield Problem(
            f"init container {container.name} makes the Pod ask for {step.requests[name]} of "
            f"{name}; the running Pod needs {running}",
            at=container.at / "resources" / field / name,
            why=f"{kept} stay reserved after start-up.",
            help="Lower the request.",
        )


def _is_device(resource: str) -> bool:
    """Whether nobody else can use what one Pod has reserved, and a node has few of it."""
    return "/" in resource
