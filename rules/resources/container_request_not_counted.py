"""Container requests that a larger Pod-level request overrides."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`Insufficient cpu` or `Insufficient memory`, although the containers on "
        "a node request less"
    ),
    asks_for=("resources",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources:
            requests:
              cpu: "4"  # finding
              #    ^^^
              memory: 1Gi
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: "1", memory: 1Gi}}
            - name: logs
              image: logs:0.9
              resources: {requests: {cpu: 100m}}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {requests: {cpu: "4", memory: 1Gi}}
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: "1"}}
            - name: logs
              image: logs:0.9
        """,
)
def container_request_not_counted(pod: PodTarget) -> Problems:
    """A Pod-level request is larger than the requests of all its containers together.

    If a Pod has a Pod-level request, Kubernetes uses only that request for scheduling and for the
    QoS class ([Pod-level
    resources](https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/)).
    The CPU requests of the containers then only determine how the containers share a busy CPU. If
    the Pod-level request exceeds the total of the container requests, the difference is not
    reserved for any particular container. podlint reports this only if every app container and
    sidecar has a request for the resource.

    Lower the Pod-level request to the total, or remove the request from some containers.
    """
    resources = pod.spec.resources
    if resources is None or not pod.spec.containers:
        return
    from podlint.resources import effective

    found = effective(pod)
    for name, whole in resources.requests.items():
        apps = [each for each in found.containers if each.sort != "init"]
        together = found.aggregate_requests.get(name)
        if together and together < whole and all(name in each.requests for each in apps):
            yield Problem(
                f"Pod-level `{name}` request ({whole}) exceeds the total of the container requests "
                f"({together})",
                at=resources.at / "requests" / name,
                why="The scheduler reserves the Pod-level request. The difference is not reserved "
                "for any particular container.",
                help=f"Set the Pod-level request to `{together}`, or remove the `{name}` request "
                "from one of the containers.",
            )
