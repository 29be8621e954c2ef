"""Overhead that the Pod's runtime class does not have."""

from podlint.authoring import ObjectSet, Pod, Problem, Problems, Severity, rule
from podlint.relations.runtime_classes import class_overhead


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: pod rejected: Pod Overhead set without corresponding RuntimeClass "
    "defined Overhead; for a Deployment FailedCreate and no Pods",
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
    """A Pod names an overhead that is not the one of its runtime class.

    What a sandbox needs beside the containers stands in the RuntimeClass, and the API server copies
    it to the Pod ([Pod
    overhead](https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/)). It refuses a
    Pod that says something else, or that has no runtime class. Classes that are not among the
    inputs are not judged.

    Remove `overhead`.
    """
    for pod in objects.whole_pods():
        spec = pod.spec
        # That an overhead is empty is forgotten on the way from a template to its Pods.
        empty = isinstance(pod.owner, Pod) and spec.written.get("overhead") == {}
        if not spec.overhead and not empty:
            continue
        known = class_overhead(spec, objects)
        if not spec.runtime_class_name:
            what = "the Pod names no runtime class whose overhead this could be"
        elif known is None or known == spec.overhead:
            continue
        else:
            what = f"runtime class {spec.runtime_class_name} has another overhead"
        yield Problem(
            f"{what}",
            at=spec.at / "overhead",
            key=True,
            why="The API server refuses the Pod.",
            help="Remove overhead, which is filled in from the runtime class.",
        )
