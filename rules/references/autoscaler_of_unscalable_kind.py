"""An autoscaler of a kind that cannot be scaled."""

from podlint.authoring import HorizontalPodAutoscaler, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_UNSCALABLE = frozenset(("DaemonSet", "Job", "CronJob", "Pod"))
"""Kinds without the subresource `scale`."""

_SCALED = frozenset(("Deployment", "ReplicaSet", "StatefulSet"))
_REMOVED_GROUP = "extensions"


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`kubectl get hpa` shows `<unknown>`; the event `FailedGetScale` with `the server could "
        "not find the requested resource` or `no matches for kind`"
    ),
    asks_for=("scaleTargetRef",),
    bad="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: agent
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: DaemonSet  # finding
            #     ^^^^^^^^^
            name: agent
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: extensions/v1beta1  # finding
            kind: Deployment
            name: web
          maxReplicas: 5
        """,
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: old-version
        spec:
          scaleTargetRef: {apiVersion: apps/v1beta1, kind: Deployment, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: custom
        spec:
          scaleTargetRef: {apiVersion: batch.example.com/v1, kind: Job, name: web}
          maxReplicas: 5
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: controller
        spec:
          scaleTargetRef: {apiVersion: v1, kind: ReplicationController, name: web}
          maxReplicas: 5
        """,
)
def autoscaler_of_unscalable_kind(autoscaler: HorizontalPodAutoscaler) -> Problems:
    """A HorizontalPodAutoscaler refers to a kind or an API group that cannot be scaled.

    Kubernetes can scale Deployments, ReplicaSets, StatefulSets, ReplicationControllers and custom
    resources with the subresource `scale`. The API group in `apiVersion` must be correct, but the
    version does not matter.

    Refer to a workload that can be scaled, or set its `apiVersion`.
    """
    target = autoscaler.spec.scale_target_ref if autoscaler.spec else None
    if target is None or not target.kind or not target.api_version:
        return
    group = target.api_version.rpartition("/")[0]
    if target.qualified_kind in _UNSCALABLE:
        yield Problem(
            f"autoscaler refers to {target.kind} {shortened(target.name or '', 40)}, but a "
            f"{target.kind} cannot be scaled",
            at=target.at / "kind",
            why="The autoscaler fails with `the server could not find the requested resource`.",
            help="Refer to a Deployment or a StatefulSet, or remove the autoscaler.",
        )
    elif group == _REMOVED_GROUP and target.qualified_kind in _SCALED:
        yield Problem(
            f"autoscaler refers to {target.kind} in API group `{group}`, which was removed",
            at=target.at / "apiVersion",
            why=f'The autoscaler fails with `no matches for kind "{target.kind}" in group '
            f'"{group}"`.',
            help="Set `apiVersion: apps/v1` in `scaleTargetRef`.",
        )
