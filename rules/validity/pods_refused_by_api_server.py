"""A template whose Pods are refused."""

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import pod_refusals


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="the Deployment is there, its Pods never appear; kubectl describe replicaset: "
    'FailedCreate, Error creating: Pod "..." is invalid',
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
    """The API server takes the workload, but refuses the Pods that its controller creates.

    Some rules apply to Pods and not to templates: names that the controller makes are too long or
    not host names, images with spaces around them, requests that follow from limits, a priority
    that is not the one of the priority class. `kubectl apply` says "created", and then nothing
    happens. The reason is only in the events of the ReplicaSet, the Job or the StatefulSet.
    """
    return pod_refusals(submission)
