"""A restart policy that the workload does not support."""

from podlint.authoring import Fix, Problems, Refused, SetValue, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.template.spec.restartPolicy: "
        'Unsupported value: "OnFailure": supported values: "Always"`, or for a '
        "Job with `Required value`"
    ),
    similar={
        "restart-policy": (
            "kube-linter requires Always or OnFailure in every workload, and reports a missing "
            "policy."
        ),
        "cronjob-restartpolicy": "kube-score reports only CronJobs. This rule reports all "
        "workloads.",
    },
    bad=(
        """
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
              restartPolicy: OnFailure  # finding
              #              ^^^^^^^^^
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
          template:
            spec:  # finding
          # ^^^^
              terminationGracePeriodSeconds: 5
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    fixed="""
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
              restartPolicy: Always
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: app
                  image: app:1.4
        """,
)
def unsuitable_restart_policy(refused: Refused) -> Problems:
    """A workload has a restart policy that it does not support.

    Deployments, ReplicaSets, StatefulSets, DaemonSets and ReplicationControllers keep Pods running,
    and support only Always. Jobs and CronJobs run Pods to completion and support only OnFailure and
    Never. Jobs and CronJobs need an explicit policy, because the default is Always.
    """
    yield refused.problem(_advice(refused), fix=_fix(refused))


def _advice(refused: Refused) -> str:
    if _is_kept_running(refused):
        return "Remove `restartPolicy`, or use a Job if the Pods should run to completion."
    return "Set `restartPolicy: Never`, or `OnFailure` to restart the container in the same Pod."


def _fix(refused: Refused) -> Fix | None:
    if not _is_kept_running(refused):
        return None
    return Fix(
        "set `restartPolicy` to `Always`", (SetValue(refused.at.path, "Always"),), safe=False
    )


def _is_kept_running(refused: Refused) -> bool:
    return refused.error.detail == 'supported values: "Always"'
