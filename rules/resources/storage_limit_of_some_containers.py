"""A limit of local storage that some containers of a Pod lack."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule

_STORAGE = "ephemeral-storage"


@rule(
    severity=Severity.INFO,
    since="0.2",
    symptom=(
        "the Pod is evicted: `Pod ephemeral local storage usage exceeds the total limit of "
        "containers`"
    ),
    asks_for=("ephemeral-storage", "limits"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 1Gi}
            - name: logs  # finding
            #       ^^^^
              image: logs:1
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: app:1.4
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 1Gi}
            - name: logs
              image: logs:1
              resources:
                limits: {ephemeral-storage: 100Mi}
            - name: filled-in
              image: logs:1
              resources: ${RESOURCES}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: none
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {memory: 1Gi}
            - name: logs
              image: logs:1
              resources:
                requests: {ephemeral-storage: 1Gi}
        """,
)
def storage_limit_of_some_containers(pod: PodTarget) -> Problems:
    """A container has no limit for local storage, but the limits of other containers apply to it.

    The kubelet adds up the [limits for
    ephemeral-storage](https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-emphemeralstorage-consumption)
    of all containers in a Pod. If all containers, logs and volumes of the Pod together use more
    than the sum, the kubelet evicts the Pod. A container without a limit can use up the storage
    that the other containers need.

    Set a limit in each container, or in no container.
    """
    running = [each for each in pod.spec.all_containers if each.sort in ("app", "sidecar")]
    limited = [each for each in running if each.resources and _STORAGE in each.resources.limits]
    for container in running if limited else ():
        if container in limited or container.is_unknown("resources", "limits", _STORAGE):
            continue
        first = limited[0]
        yield Problem(
            f"container `{container}` has no limit for `{_STORAGE}`, but {first.name} has a limit",
            at=container.at / "name",
            related=(Related("the limit", first.at / "resources" / "limits" / _STORAGE),),
            why="The sum of the limits applies to the whole Pod. If this container uses too much, "
            "the Pod is evicted.",
            help=f"Set a limit for `{_STORAGE}` in each container, or in no container.",
        )
