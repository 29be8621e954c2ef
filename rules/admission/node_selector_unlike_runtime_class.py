"""A node selector that contradicts the node selector of the RuntimeClass."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `conflict: "
        "runtimeClass.scheduling.nodeSelector`; for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("runtimeClassName",),
    bad="""
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: sandbox
        handler: runsc
        scheduling:
          nodeSelector: {runtime: gvisor}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          runtimeClassName: sandbox
          nodeSelector:
            runtime: kata  # finding
            #        ^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good=(
        """
        # The same value, and another label.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        scheduling:
          nodeSelector: {runtime: gvisor}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: sandbox
          nodeSelector: {runtime: gvisor, disk: ssd}
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Another class, which is not in the manifests.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        scheduling:
          nodeSelector: {runtime: gvisor}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: kata
          nodeSelector: {runtime: kata}
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # The class has no node selector, only tolerations.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        scheduling:
          tolerations: [{key: runtime, operator: Exists}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: sandbox
          nodeSelector: {runtime: kata}
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # A required affinity is not compared. It can contradict the class, but the Pod is created.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        scheduling:
          nodeSelector: {runtime: gvisor}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: sandbox
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions: [{key: runtime, operator: In, values: [kata]}]
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Values that another tool fills in.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        scheduling:
          nodeSelector: {runtime: gvisor}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: sandbox
          nodeSelector: {runtime: "${RUNTIME}"}
          containers: [{name: app, image: "app:1.4"}]
        """,
    ),
)
def node_selector_unlike_runtime_class(objects: ObjectSet) -> Problems:
    """A Pod and its RuntimeClass select nodes by different values of the same label.

    The API server adds the [node
    selector](https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling) of a
    RuntimeClass to the node selector of the Pod. If both have the same label with different values,
    the API server rejects the Pod. `kubectl apply` accepts a workload with such a Pod, but no Pod
    appears.

    Remove the label from the Pod's `nodeSelector`, or use another RuntimeClass.
    """
    from podlint.admission.wording import consequence, title
    from podlint.relations.runtime_classes import runtime_class_of

    for pod in objects.whole_pods():
        found = runtime_class_of(pod.spec, objects)
        if found is None or found.scheduling is None:
            continue
        scheduling = found.scheduling
        for key, wanted in scheduling.node_selector.items():
            given = pod.spec.node_selector.get(key, wanted)
            unknown = pod.spec.is_unknown("nodeSelector", key)
            if given == wanted or unknown or scheduling.is_unknown("nodeSelector", key):
                continue
            yield Problem(
                f"nodeSelector `{shortened(key, 40)}` is {shortened(given, 20)}, but "
                f"{title(found)} sets {shortened(wanted, 20)}",
                at=pod.spec.at / "nodeSelector" / key,
                related=(Related(f"in {title(found)}", scheduling.at / "nodeSelector" / key),),
                why=consequence(pod.owner),
                help="Remove the label from the Pod's `nodeSelector`, or use another RuntimeClass.",
            )
