"""An invalid setting of a workload."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.progressDeadlineSeconds: Invalid "
        "value: must be greater than minReadySeconds`"
    ),
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

    Numbers must not be negative. `progressDeadlineSeconds` must be greater than `minReadySeconds`.
    `activeDeadlineSeconds` is not allowed in the Pods of a Deployment or DaemonSet. `serviceName`
    cannot contain dots.
    """
    yield refused.problem(
        refused.remedy or "Correct the value, or remove the field to use its default."
    )
