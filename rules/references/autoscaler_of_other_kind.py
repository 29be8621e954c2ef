"""An autoscaler whose target has a different kind."""

from podlint.authoring import (
    Fix,
    HorizontalPodAutoscaler,
    ObjectSet,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)
from podlint.document.shortening import shortened

_SCALED = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
_SPELLING = {
    wrong: kind for kind in _SCALED for wrong in (kind.lower(), kind.capitalize()) if wrong != kind
}
"""Spellings whose case is wrong, with the right spelling; the API server compares the case."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`kubectl get hpa` shows `<unknown>`; the event `FailedGetScale` with `not found`"),
    asks_for=("scaleTargetRef",),
    bad=(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment  # finding
            #     ^^^^^^^^^^
            name: web
          maxReplicas: 5
        ---
        apiVersion: apps/v1
        kind: StatefulSet
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
                  resources:
                    requests: {cpu: 100m}
        """,
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: queue
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Statefulset  # finding
            #     ^^^^^^^^^^^
            name: queue
          maxReplicas: 5
        """,
    ),
    fixed=(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: StatefulSet
            name: web
          maxReplicas: 5
        ---
        apiVersion: apps/v1
        kind: StatefulSet
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
                  resources:
                    requests: {cpu: 100m}
        """,
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: queue
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: StatefulSet
            name: queue
          maxReplicas: 5
        """,
    ),
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: queue
        spec:
          scaleTargetRef: {apiVersion: queues.example.com/v1, kind: Statefulset, name: queue}
          maxReplicas: 5
        ---
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
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        """,
)
def autoscaler_of_other_kind(objects: ObjectSet) -> Problems:
    """An autoscaler refers to a workload by the wrong kind.

    The manifests define a workload with this name, but of another kind, or the case of a letter in
    `kind` is wrong, as in `Statefulset`. The autoscaler looks for a workload that does not exist,
    so it scales nothing.

    Set `kind` and `apiVersion` in `scaleTargetRef` to the values of the workload.
    """
    for autoscaler in objects.whole(HorizontalPodAutoscaler) if objects.all_read else ():
        target = autoscaler.spec and autoscaler.spec.scale_target_ref
        if not target:
            continue
        kind = _SPELLING.get(target.kind or "")
        if kind and (target.api_version or "apps/v1") in ("apps/v1", "v1"):
            yield Problem(
                f"autoscaler scales a workload of kind `{target.kind}`, but the kind is `{kind}`",
                at=target.at / "kind",
                fix=Fix(f"set `kind` to `{kind}`", (SetValue((target.at / "kind").path, kind),)),
                why="The autoscaler scales nothing, and reports `FailedGetScale` with `no matches "
                "for kind`.",
                help=f"Set `kind: {kind}` in `scaleTargetRef`.",
            )
        if target.qualified_kind not in _SCALED:
            continue
        if objects.find(target.qualified_kind, target.name, autoscaler):
            continue
        found = (
            objects.find(kind, target.name, autoscaler)
            for kind in (*_SCALED, "argoproj.io/Rollout")
        )
        workload = next(filter(None, found), None)
        if workload and workload.kind:
            name = shortened(target.name or "", 30)
            edits = [SetValue((target.at / "kind").path, workload.kind)]
            if target.api_version != workload.api_version and workload.api_version:
                edits.append(SetValue((target.at / "apiVersion").path, workload.api_version))
            yield Problem(
                f"autoscaler scales {target.kind} {name}, but {name} is a {workload.kind}",
                at=target.at / "kind",
                related=(Related(f"{workload.kind} {name} is defined here", workload.at / "kind"),),
                fix=Fix(f"set `kind` to `{workload.kind}`", tuple(edits), safe=False),
                why="The autoscaler scales nothing, and reports `FailedGetScale` with `not found`.",
                help=f"Set `kind: {workload.kind}` and `apiVersion: {workload.api_version}` in "
                "`scaleTargetRef`.",
            )
