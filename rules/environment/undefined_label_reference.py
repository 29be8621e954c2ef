"""A variable from a label that the Pod does not have."""

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.label_references import LabelReference, dangling_labels

_RECOMMENDED = "app.kubernetes.io/"
_OF_CONTROLLERS = frozenset(
    """
    controller-revision-hash controller-uid job-name pod-template-generation pod-template-hash
    app.kubernetes.io/managed-by
    """.split()
)
"""Labels without a domain that controllers and tools add (pkg/controller, Helm, Skaffold)."""

_OF_POD = frozenset(("app.kubernetes.io/instance", "run"))
"""Labels that Argo CD and kubectl add to a Pod, but not to a template."""

_TEMPLATES = frozenset(
    "CronJob DaemonSet Deployment Job ReplicaSet ReplicationController StatefulSet".split()
)


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the variable is empty or missing; `CrashLoopBackOff` if the program needs it",
    asks_for=("fieldPath",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web, version: "1.4"}
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: VERSION
                      valueFrom:
                        fieldRef:
                          fieldPath: metadata.labels['version']  # finding
                          #          ^^^^^^^^^^^^^^^^^^^^^^^^^^
                    - name: COMPONENT
                      valueFrom:
                        fieldRef:
                          fieldPath: metadata.labels['app.kubernetes.io/component']  # finding
        """,
    good=(
        """
        # Labels that controllers and tools add, annotations, and files that are updated.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              volumes:
                - name: about
                  downwardAPI:
                    items:
                      - path: version
                        fieldRef: {fieldPath: "metadata.labels['version']"}
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: APP
                      valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}
                    - name: HASH
                      valueFrom: {fieldRef: {fieldPath: "metadata.labels['pod-template-hash']"}}
                    - name: TOOL
                      valueFrom:
                        fieldRef: {fieldPath: "metadata.labels['app.kubernetes.io/managed-by']"}
                    - name: ZONE
                      valueFrom:
                        fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}
                    - name: TEAM
                      valueFrom: {fieldRef: {fieldPath: "metadata.labels['example.com/team']"}}
                    - name: NOTE
                      valueFrom: {fieldRef: {fieldPath: "metadata.annotations['note']"}}
                    - name: NAME
                      valueFrom: {fieldRef: {fieldPath: metadata.name}}
                  volumeMounts:
                    - {name: about, mountPath: /about}
        """,
        """
        # The controller of a custom resource adds labels.
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: ROLE
                      valueFrom: {fieldRef: {fieldPath: "metadata.labels['role']"}}
        ---
        # Someone may add the label to a Pod without a controller before it starts.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: INSTANCE
                  valueFrom:
                    fieldRef: {fieldPath: "metadata.labels['app.kubernetes.io/instance']"}
        """,
    ),
)
def undefined_label_reference(objects: ObjectSet) -> Problems:
    """A variable refers to a label that the Pod does not have.

    The API server accepts any key in `metadata.labels['...']`. If the Pod has no such label, the
    variable is empty, and Kubernetes reports no error ([downward
    API](https://kubernetes.io/docs/concepts/workloads/pods/downward-api/)). Labels of a workload do
    not apply to its Pods. The labels of the Pods are in the template.

    podlint reports only recommended labels, such as `app.kubernetes.io/version`, and labels without
    a domain, unless a controller, a tool or a kustomization adds them. It does not report labels
    that are written to files, because the kubelet updates these files when the labels change.
    `misspelled-label-reference` reports keys that resemble a key of the Pod.

    Add the label to the metadata of the Pod or of its template, or set the variable in another way.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        if pod.owner.at in objects.labelled:
            continue
        for reference in dangling_labels(pod):
            if reference.meant or not _is_missing(reference, pod):
                continue
            template = pod.owner.qualified_kind in _TEMPLATES
            yield Problem(
                f"{'template of the Pod' if template else 'Pod'} has no label "
                f"`{shortened(reference.key, 50)}`",
                at=reference.at,
                why="The variable is empty, and Kubernetes reports no error.",
                help="Add the label to the metadata of the template, or set the variable in "
                "another way."
                if template
                else "Add the label to the metadata of the Pod, or set the variable in another "
                "way.",
            )


def _is_missing(reference: LabelReference, pod: PodTarget) -> bool:
    """Whether nothing that is known adds the label before the container starts."""
    key, kind = reference.key, pod.owner.qualified_kind
    if reference.field != "labels" or reference.follows or key in _OF_CONTROLLERS:
        return False
    if "/" in key and not key.startswith(_RECOMMENDED):
        return False
    if pod.metadata and pod.metadata.is_unknown("labels"):
        return False
    return kind in _TEMPLATES or (kind == "Pod" and key not in _OF_POD)
