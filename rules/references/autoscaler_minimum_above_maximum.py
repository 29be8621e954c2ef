"""An autoscaler whose bounds leave no number."""

from podlint.authoring import HorizontalPodAutoscaler, Problem, Problems, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.maxReplicas: must be greater than or equal to `minReplicas`",
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
    """A HorizontalPodAutoscaler asks for more replicas than it allows; the API server refuses it.

    Without `minReplicas` the least number is 1.
    """
    spec = autoscaler.spec
    if spec is None or spec.max_replicas is None:
        return
    least = 1 if spec.min_replicas is None else spec.min_replicas
    if spec.max_replicas < least:
        yield Problem(
            f"at most {spec.max_replicas} replicas, but at least {least}",
            at=spec.at / "maxReplicas",
            why="The API server refuses the autoscaler.",
            help="Raise maxReplicas or lower minReplicas.",
        )
