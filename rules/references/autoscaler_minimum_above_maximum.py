"""An autoscaler whose minimum is above its maximum."""

from podlint.authoring import HorizontalPodAutoscaler, Problem, Problems, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.maxReplicas: must be greater than or "
        "equal to minReplicas`"
    ),
    bad="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 5
          maxReplicas: 3  # finding
          #            ^
        """,
    good="""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 3
          maxReplicas: 3
        """,
)
def autoscaler_minimum_above_maximum(autoscaler: HorizontalPodAutoscaler) -> Problems:
    """The `minReplicas` of a HorizontalPodAutoscaler is greater than its `maxReplicas`.

    The API server rejects the HorizontalPodAutoscaler. If `minReplicas` is not set, it is 1.

    Raise `maxReplicas`, or lower `minReplicas`.
    """
    spec = autoscaler.spec
    if spec is None or spec.max_replicas is None:
        return
    least = 1 if spec.min_replicas is None else spec.min_replicas
    if spec.max_replicas < least:
        found = f"{least} by default" if spec.min_replicas is None else least
        yield Problem(
            f"`maxReplicas` ({spec.max_replicas}) is less than `minReplicas` ({found})",
            at=spec.at / "maxReplicas",
            why="The API server rejects the HorizontalPodAutoscaler.",
            help=f"Set `maxReplicas` to {least} or more, or lower `minReplicas`.",
        )
