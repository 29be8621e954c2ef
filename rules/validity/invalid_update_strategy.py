"""An invalid update strategy."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.strategy.rollingUpdate: Forbidden: may "
        "not be specified when strategy type is Recreate`"
    ),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          strategy:
            type: Recreate
            rollingUpdate:  # finding
          # ^^^^^^^^^^^^^
              maxSurge: 1
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          strategy:
            rollingUpdate:
              maxSurge: 0
              maxUnavailable: 0  # finding
              #               ^
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          strategy:
            rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def invalid_update_strategy(refused: Refused) -> Problems:
    """The update strategy of a workload is invalid, or its settings contradict each other.

    `maxSurge` and `maxUnavailable` must be whole numbers or percentages. They cannot both be 0, and
    `maxUnavailable` can be at most 100%. In a DaemonSet, one of the two must be 0. The types
    Recreate and OnDelete do not allow `rollingUpdate`.
    """
    yield refused.problem(refused.remedy or "Use `rollingUpdate` only with `type: RollingUpdate`.")
