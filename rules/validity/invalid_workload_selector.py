"""A selector of a workload that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


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
def invalid_workload_selector(refused: Refused) -> Problems:
    """The selector of a workload is empty or invalid.

    A Deployment, ReplicaSet, StatefulSet or DaemonSet needs a selector with at least one label.
    A Job makes its own unless `manualSelector` is true: leave it out there. A ReplicationController
    takes the labels of its template, if it has any.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if refused.qualified_kind == "ReplicationController" and refused.error.type == "Required value":
        # It selects all labels of its template, if there are any.
        return "Write labels into the template's metadata: they become the selector."
    if "auto-generated" in refused.error.detail:
        return "Remove it, or set manualSelector to true."
    return "Write matchLabels with valid labels, the same as in the template."
