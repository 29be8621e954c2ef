"""A request above its limit."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `resources.requests: Invalid value: must be "
        "less than or equal to cpu limit`"
    ),
    fragments=True,
    asks_for=("limits",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests:
                  memory: 64Mi  # finding
                  #       ^^^^
                  cpu: 1
                limits:
                  memory: 64M
                  cpu: "1"
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 5 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: report:7
                      resources: {requests: {cpu: 1.5}, limits: {cpu: 500m}}  # finding
                      #                           ^^^
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests:
                  cpu: 500m
                  memory: 1024Mi
                limits:
                  cpu: 0.5
                  memory: 1Gi
        """,
)
def request_above_limit(container: Container) -> Problems:
    """A container requests more of a resource than its limit allows.

    The API server rejects the Pod, and any workload with this template. Often, the units differ:
    `64Mi` is 67,108,864 bytes, but `64M` is 64,000,000 bytes. podlint compares exact amounts.

    Raise the limit, or lower the request.
    """
    resources = container.resources
    if resources is None:
        return
    who = f"container `{shortened(container.name, 40)}`: " if container.name else ""
    for name, request in resources.requests.items():
        limit = resources.limits.get(name)
        if limit is not None and request > limit:
            yield Problem(
                f"{who}{shortened(name)} request `{request}` is greater than its limit `{limit}`",
                at=resources.at / "requests" / name,
                related=(Related("the limit", resources.at / "limits" / name),),
                why="The API server rejects the Pod, and any workload with this template.",
                help=f"Raise the limit to `{request}` or more, or lower the request to `{limit}`.",
            )
