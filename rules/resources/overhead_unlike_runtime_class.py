"""A Pod overhead that differs from the overhead in its RuntimeClass."""

from podlint.authoring import ObjectSet, Pod, Problem, Problems, Severity, rule
from podlint.relations.runtime_classes import class_overhead


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `pod rejected: Pod Overhead set without "
        "corresponding RuntimeClass defined Overhead`; for a Deployment, "
        "`FailedCreate` and no Pods"
    ),
    asks_for=("overhead",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          overhead:  # finding
        # ^^^^^^^^
            memory: 128Mi
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: sandbox
        handler: runsc
        overhead:
          podFixed: {memory: 256Mi}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          runtimeClassName: sandbox
          overhead: {memory: 128Mi}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    ),
    good="""
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata:
          name: sandbox
        handler: runsc
        overhead:
          podFixed: {memory: 256Mi, cpu: 250m}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          runtimeClassName: sandbox
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: same
        spec:
          runtimeClassName: sandbox
          overhead: {memory: 0.25Gi, cpu: "0.25"}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: elsewhere
        spec:
          runtimeClassName: kata
          overhead: {memory: 128Mi}
          containers:
            - name: app
              image: app:1.4
        """,
)
def overhead_unlike_runtime_class(objects: ObjectSet) -> Problems:
    """A Pod sets a different overhead than its RuntimeClass.

    A RuntimeClass defines the resources that its sandbox needs in addition to the resources of the
    containers. The API server copies this amount to the Pod ([Pod
    overhead](https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/)). It rejects a
    Pod with a different overhead, and a Pod with an overhead but no RuntimeClass. podlint does not
    report a Pod whose RuntimeClass is not in the manifests.

    Remove `overhead`.
    """
    for pod in objects.whole_pods():
        spec = pod.spec
        # An empty overhead in a template is lost when Pods are created from the template.
        empty = isinstance(pod.owner, Pod) and spec.written.get("overhead") == {}
        if not spec.overhead and not empty:
            continue
        known = class_overhead(spec, objects)
        if not spec.runtime_class_name:
            what = "`overhead` is set, but the Pod has no `runtimeClassName`"
            advice = "Remove `overhead`, or set `runtimeClassName`."
        elif known is None or known == spec.overhead:
            continue
        else:
            what = f"`overhead` differs from the value in RuntimeClass `{spec.runtime_class_name}`"
            advice = "Remove `overhead`. The API server copies it from the RuntimeClass."
        yield Problem(
            what,
            at=spec.at / "overhead",
            key=True,
            why="The API server rejects the Pod.",
            help=advice,
        )
