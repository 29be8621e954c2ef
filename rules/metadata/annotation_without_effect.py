"""An annotation that Kubernetes no longer reads."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

_INSTEAD = {
    "pod.alpha.kubernetes.io/init-containers": "initContainers",
    "pod.beta.kubernetes.io/init-containers": "initContainers",
    "pod.beta.kubernetes.io/hostname": "hostname",
    "pod.beta.kubernetes.io/subdomain": "subdomain",
    "scheduler.alpha.kubernetes.io/affinity": "affinity",
    "scheduler.alpha.kubernetes.io/name": "schedulerName",
    "scheduler.alpha.kubernetes.io/tolerations": "tolerations",
}
"""The fields that replaced annotations before Kubernetes 1.9."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the setting has no effect: the Pod is scheduled, started or evicted as if the annotation "
        "did not exist"
    ),
    asks_for=tuple(_INSTEAD),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
              annotations:
                scheduler.alpha.kubernetes.io/tolerations: "[]"  # finding
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                pod.beta.kubernetes.io/init-containers: "[]"  # finding
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
              annotations:
                scheduler.alpha.kubernetes.io/tolerations: "[]"
                cluster-autoscaler.kubernetes.io/safe-to-evict: "true"
            spec:
              priorityClassName: system-node-critical
              tolerations: [{key: dedicated, operator: Exists}]
              containers:
                - name: app
                  image: app:1.4
        """,
)
def annotation_without_effect(pod: PodTarget) -> Problems:
    """A Pod has an annotation that Kubernetes no longer reads, because a field has replaced it.

    The setting has no effect, and Kubernetes does not report an error. For example, init containers
    in an annotation never run.

    podlint does not report an annotation if the Pod also sets the field that replaced it. For
    annotations that the API server warns about, such as annotations for seccomp, see
    `warned-by-api-server`.

    Use the field, and remove the annotation.
    """
    meta = pod.metadata
    for key in meta.annotations if meta else ():
        field = _INSTEAD.get(key)
        if field and meta and not pod.spec.written.get(field):
            yield Problem(
                f"Kubernetes no longer reads annotation `{key}`",
                at=meta.at / "annotations" / key,
                key=True,
                why="The setting has no effect, and Kubernetes does not report an error.",
                help=f"Set `{field}` in the Pod spec instead, and remove the annotation.",
            )
