"""A request of a container that the Pod's own request replaces."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Insufficient cpu or memory, although the containers of a node's Pods ask for less",
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
    """Every container asks for a resource, and the Pod as a whole asks for more.

    The scheduler and the QoS class go by the Pod's own request where it has one ([Pod-level
    resources](https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/));
    what the containers ask for only says how they share the time of a busy CPU. What is above their
    sum is reserved for nobody in particular.

    Lower the Pod's request to the sum, or leave requests of single containers out.
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
                f"the Pod as a whole asks for {whole} of {name}, which is what counts; its "
                f"containers together ask for {together}",
                at=resources.at / "requests" / name,
                help="Lower the Pod's request, or leave theirs out.",
            )
