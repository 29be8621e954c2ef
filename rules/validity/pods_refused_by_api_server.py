"""A template whose Pods the API server rejects."""

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import pod_refusals


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "a Deployment has no Pods; `kubectl describe replicaset` shows `FailedCreate` with "
        '`Error creating: Pod "..." is invalid`'
    ),
    bad="""
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
                  image: "app:1.4 "  # finding
                  #      ^^^^^^^^^^
        """,
    good="""
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
)
def pods_refused_by_api_server(submission: Submission) -> Problems:
    """The API server accepts the workload, but rejects the Pods that its controller creates.

    The API server finds some errors only in Pods, not in Pod templates: generated names that are
    too long or are not valid host names, images with leading or trailing spaces, invalid requests
    that are copied from limits, and priorities that differ from the priority class. `kubectl apply`
    reports "created", but no Pod appears. Only the events of the ReplicaSet, Job or StatefulSet
    show the reason.
    """
    return pod_refusals(submission)
