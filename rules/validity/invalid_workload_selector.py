"""An invalid selector of a workload."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.selector: Required value` or `empty "
        "selector is invalid for deployment`"
    ),
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

    A Deployment, ReplicaSet, StatefulSet or DaemonSet needs a selector with at least one label. The
    API server generates the selector of a Job, so leave it out unless `manualSelector` is true. If
    a ReplicationController has no selector, the API server sets it to the labels of the template.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if refused.qualified_kind == "ReplicationController" and refused.error.type == "Required value":
        # Its selector defaults to the labels of the template.
        return (
            "Add labels to `spec.template.metadata.labels`. The API server uses them as the "
            "selector."
        )
    if "auto-generated" in refused.error.detail:
        return "Remove `selector`, or set `manualSelector: true`."
    return "Set `spec.selector.matchLabels` to the labels in `spec.template.metadata.labels`."
