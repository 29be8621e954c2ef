"""A selector of a workload that the API server refuses."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Problem, Severity, Submission, rule
from podlint.targets.refusals import refusals
from podlint.targets.submission import Refusal


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.selector: Required value; or empty selector is invalid "
    "for deployment",
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: Web!}  # finding
            #                  ^^^^
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: ReplicationController
        metadata:
          name: web
        spec:  # finding
          template:
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          selector:  # finding
        # ^^^^^^^^
            matchLabels: {app: web}
          template:
            spec:
              restartPolicy: Never
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
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def invalid_workload_selector(submission: Submission) -> Iterator[Problem]:
    """The selector of a workload is empty or not as it must be.

    A Deployment, ReplicaSet, StatefulSet or DaemonSet needs a selector with at least one label.
    A Job makes its own unless `manualSelector` is true: leave it out there. A ReplicationController
    takes the labels of its template, if it has any.
    """
    labelless = submission.object.qualified_kind == "ReplicationController"
    return refusals(
        submission, "invalid-workload-selector", _advice_without_labels if labelless else _advice
    )


def _advice(refusal: Refusal) -> str:
    if "auto-generated" in refusal.error.detail:
        return "leave it out, or set manualSelector to true"
    return "select the labels of the template"


def _advice_without_labels(refusal: Refusal) -> str:
    """For a ReplicationController, which selects all labels of its template if there are any."""
    if refusal.error.type == "Required value":
        return "write labels into metadata of the template, which it then selects by itself"
    return _advice(refusal)
