"""A number of replicas that an autoscaler also sets."""

from typing import Any

from podlint.authoring import (
    Delete,
    Fix,
    HorizontalPodAutoscaler,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "after each `kubectl apply`, Pods are Terminating, and new Pods appear soon after; "
        "`ScalingReplicaSet` events alternate between scaling up and scaling down"
    ),
    similar={
        "deployment-targeted-by-hpa-does-not-have-replicas-configured": (
            "kube-score reports only Deployments. It also reports a number that is both the "
            "minimum and the maximum of the autoscaler."
        ),
    },
    asks_for=("scaleTargetRef",),
    bad="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 10
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3  # finding
          #         ^
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    fixed="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 10
        ---
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
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 10
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: one
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: one}
          minReplicas: 1
          maxReplicas: 1
        ---
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
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: one
        spec:
          replicas: 1
          selector:
            matchLabels: {app: one}
          template:
            metadata:
              labels: {app: one}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def replicas_beside_autoscaler(objects: ObjectSet) -> Problems:
    """A workload sets `replicas` although a HorizontalPodAutoscaler scales it.

    Each `kubectl apply` of the manifest resets the number of replicas, possibly to a lower number
    than the workload needs at that moment. The autoscaler then has to scale the workload again.
    podlint does not report `replicas: 0`, which turns the autoscaler off, or a number that is both
    the minimum and the maximum of the autoscaler.

    [Remove
    `replicas`](https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling).
    The first `kubectl apply` without `replicas` sets the number to 1; the linked page describes how
    to avoid that.
    """
    for autoscaler in objects.whole(HorizontalPodAutoscaler):
        spec = autoscaler.spec
        target = spec and spec.scale_target_ref
        if not spec or not target:
            continue
        workload: Any = objects.find(target.qualified_kind, target.name, autoscaler)
        replicas = workload and getattr(getattr(workload, "spec", None), "replicas", None)
        if not replicas or objects.is_fragment(workload):
            continue
        if not spec.min_replicas == spec.max_replicas == replicas:
            place = workload.spec.at / "replicas"
            yield Problem(
                f"`replicas: {replicas}` conflicts with HorizontalPodAutoscaler "
                f"{shortened(autoscaler.name or '', 50)}",
                at=place,
                related=(Related("the autoscaler scales this workload", target.at),),
                fix=Fix("remove `replicas`", (Delete(place.path),), safe=False),
                why=f"Each time you apply the manifest, the workload is scaled to {replicas}, "
                "regardless of what the autoscaler has set.",
                help="Remove `replicas`.",
            )
