"""A setting of a workload that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.progressDeadlineSeconds: Invalid value: must be greater "
    "than minReadySeconds",
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          replicas: -1  # finding
          #         ^^
          minReadySeconds: 600
          progressDeadlineSeconds: 300  # finding
          #                        ^^^
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          replicas: 0
          minReadySeconds: 60
          progressDeadlineSeconds: 300
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def invalid_workload_setting(refused: Refused) -> Problems:
    """A number or name in the spec of a workload is invalid.

    Numbers may not be negative; `progressDeadlineSeconds` exceeds `minReadySeconds`;
    `activeDeadlineSeconds` is not allowed in Pods that a Deployment or DaemonSet keeps running;
    `serviceName` is a name without dots.
    """
    yield refused.problem(refused.remedy or "Correct the value, or remove it to use the default.")
