"""A node label on a Pod that makes the kubelet reject it."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_LABEL = "kubernetes.io/os"


@rule(
    severity=Severity.ERROR,
    at_most=Severity.ERROR,
    since="0.2",
    symptom="the Pod fails, and a new Pod follows: `PodOSSelectorNodeLabelDoesNotMatch`, Error",
    asks_for=(_LABEL,),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            kubernetes.io/os: Linux  # finding
            #                 ^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
          labels: {kubernetes.io/os: windows}  # finding
        spec:
          nodeSelector: {kubernetes.io/os: linux}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {kubernetes.io/os: linux}
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {kubernetes.io/os: Linux}
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, os: Linux}
            spec:
              nodeSelector: {kubernetes.io/os: linux}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: win
          labels: {kubernetes.io/os: windows}
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: filled-in
          labels: {kubernetes.io/os: "${OS}"}
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: annotated
          annotations: {kubernetes.io/os: Linux}
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def operating_system_label_of_pod(pod: PodTarget) -> Problems:
    """A Pod has the label `kubernetes.io/os` with a value that its node cannot have.

    The kubelet compares this label of the Pod with its node's operating system, and rejects the Pod
    if they differ (`rejectPodAdmissionBasedOnOSSelector` in pkg/kubelet/lifecycle/predicate.go). A
    controller then creates another Pod, which is also rejected. The label does not choose a node.

    Remove the label. To choose nodes, set `nodeSelector`.
    """
    value = pod.labels.get(_LABEL)
    if value is None or pod.metadata is None or any(mark in value for mark in "{$<%"):
        return
    spec = pod.spec
    asked = (spec.os and spec.os.name) or spec.node_selector.get(_LABEL)
    if value in ("linux", "windows") and (not asked or asked == value):
        return
    yield Problem(
        f"Pod label `{_LABEL}: {shortened(value, 20)}` differs from the node's operating system",
        at=pod.metadata.at / "labels" / _LABEL,
        why="The kubelet rejects the Pod with `PodOSSelectorNodeLabelDoesNotMatch`.",
        help="Remove the label. To choose nodes, set `nodeSelector`.",
    )
