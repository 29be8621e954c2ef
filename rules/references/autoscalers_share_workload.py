"""Two autoscalers of one workload."""

from __future__ import annotations

from podlint.authoring import (
    HorizontalPodAutoscaler,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.relations.object_set import together


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`kubectl get hpa` shows no change; the condition ScalingActive is False with the reason "
        "`AmbiguousSelector`"
    ),
    asks_for=("scaleTargetRef",),
    bad="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web-cpu
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web-memory
        spec:
          scaleTargetRef:  # finding
        # ^^^^^^^^^^^^^^
            apiVersion: apps/v1
            kind: Deployment
            name: web
          maxReplicas: 5
        """,
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 8
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: db
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: first
          namespace: first
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: second
          namespace: second
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
          maxReplicas: 5
        """,
)
def autoscalers_share_workload(objects: ObjectSet) -> Problems:
    """Two HorizontalPodAutoscalers refer to the same workload, so neither of them works.

    An autoscaler stops if another autoscaler selects the same Pods. podlint does not compare
    autoscalers of the same name, because the cluster can have only one of these autoscalers. If the
    two autoscalers are in different files that could be alternatives, the finding is a warning.

    Use one autoscaler with several `metrics`. The autoscaler uses the metric that requires the most
    replicas.
    """
    if not objects.all_read:
        return
    seen: dict[tuple[str, str | None], list[HorizontalPodAutoscaler]] = {}
    for each in objects.whole(HorizontalPodAutoscaler):
        target = each.spec.scale_target_ref if each.spec else None
        if target is None or not target.name:
            continue
        earlier = seen.setdefault((target.qualified_kind, target.name), [])
        other = next(
            (
                one
                for one in earlier
                if one.name != each.name and together(one.namespace, each.namespace)
            ),
            None,
        )
        if other is not None:
            surely = objects.built or other.at.document.is_beside(each.at.document)
            yield Problem(
                f"{target.kind} {shortened(target.name, 24)} has two autoscalers: "
                f"{shortened(other.name or '', 20)} and {shortened(each.name or '', 20)}",
                severity=None if surely else Severity.WARNING,
                at=target.at,
                key=True,
                related=(Related("the other autoscaler", other.at / "metadata" / "name"),),
                why="Both stop with the reason `AmbiguousSelector`, and the workload is not "
                "scaled.",
                help="Use one autoscaler with several `metrics`.",
            )
        earlier.append(each)
