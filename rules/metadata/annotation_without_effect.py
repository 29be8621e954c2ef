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
    symptom="the Pod is scheduled, started or evicted as if the annotation were not there",
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
    """A Pod has an annotation that was replaced by a field and that Kubernetes no longer reads.

    What it asks for does not happen, and nothing says so: init containers that never run, for
    example. Annotations about which the API server itself warns, such as those of seccomp, are
    left to `warned-by-api-server`.

    Write the field. An annotation beside the field that replaced it does no harm and is not
    reported.
    """
    meta = pod.metadata
    for key in meta.annotations if meta else ():
        field = _INSTEAD.get(key)
        if field and meta and not pod.spec.written.get(field):
            yield Problem(
                "Kubernetes no longer reads this annotation",
                at=meta.at / "annotations" / key,
                key=True,
                why="What it asks for does not happen.",
                help=f"Write {field} into the Pod's spec.",
            )
