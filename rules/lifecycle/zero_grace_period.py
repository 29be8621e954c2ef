"""A grace period of zero seconds."""

from podlint.authoring import Delete, Fix, PodTarget, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.INFO,
    at_most=Severity.WARNING,
    earlier=(("0.1", Severity.INFO),),
    since="0.1",
    symptom="broken connections and stale locks after a rollout; two running Pods with the same "
    "name",
    fragments=True,
    asks_for=("terminationGracePeriodSeconds",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          terminationGracePeriodSeconds: 0  # finding
          #                              ^
          containers:
            - name: db
              image: db:15
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          terminationGracePeriodSeconds: 0  # finding
          containers:
            - name: db
              image: db:15
              lifecycle:
                preStop:
                  exec: {command: [db, checkpoint]}
        """,
    ),
    good="""
        # A probe can have a grace period of zero, which does not apply to the Pod.
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: db
              image: db:15
              lifecycle:
                preStop:
                  exec: {command: [db, checkpoint]}
        """,
    fixed=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: db:15
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: db:15
              lifecycle:
                preStop:
                  exec: {command: [db, checkpoint]}
        """,
    ),
)
def zero_grace_period(pod: PodTarget) -> Problems:
    """A Pod has a grace period of zero and is deleted before its containers have stopped.

    With `terminationGracePeriodSeconds: 0`, the API server deletes the Pod immediately. The kubelet
    skips `preStop` hooks and kills the containers after at most two seconds. Sidecars are killed
    together with the containers that they serve. If the node does not respond, a replacement may
    start while the old Pod still runs there. The Kubernetes documentation [advises
    against](https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations) a
    grace period of zero for StatefulSets.

    podlint reports this as a warning if a container has a `preStop` hook, which never runs.

    Remove the field (the default is 30 seconds), or set it to the number of seconds that the
    program needs to stop.
    """
    if pod.spec.termination_grace_period_seconds != 0:
        return
    hooks = [
        (each, each.lifecycle.pre_stop)
        for each in pod.spec.all_containers
        if each.lifecycle and each.lifecycle.pre_stop
    ]
    at = pod.spec.at / "terminationGracePeriodSeconds"
    named = f"the `preStop` hook of container `{hooks[0][0].name}`" if hooks else ""
    yield Problem(
        f"Pod has a grace period of 0s, so {named} never runs"
        if hooks
        else "Pod has a grace period of 0s",
        at=at,
        severity=Severity.WARNING if hooks else None,
        related=tuple(Related("never runs", hook.at) for _, hook in hooks[:1]),
        why="The Pod is deleted before its containers have stopped, and `preStop` hooks do not "
        "run.",
        help="Remove `terminationGracePeriodSeconds` (30 by default), or set it to the number of "
        "seconds that the program needs to stop.",
        fix=Fix("remove `terminationGracePeriodSeconds`", (Delete(at.path),), safe=False),
    )
