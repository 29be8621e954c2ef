"""A Job whose log is deleted together with its failed Pod."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.jobs import DEFAULT_BACKOFF_LIMIT, job_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`BackoffLimitExceeded`; no Pod is left to show the log",
    asks_for=("restartPolicy",),
    fragments=True,
    bad=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: OnFailure  # finding
              #              ^^^^^^^^^
              containers:
                - name: import
                  image: import:3
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "@daily"
          jobTemplate:
            spec:
              backoffLimit: 2
              template:
                spec:
                  restartPolicy: OnFailure  # finding
                  containers:
                    - name: report
                      image: report:3
        """,
    ),
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: import
        spec:
          restartPolicy: OnFailure
          containers:
            - name: import
              image: import:3
        """,
    ),
)
def job_restarts_in_place(pod: PodTarget) -> Problems:
    """A Job restarts its container in place, and the log is deleted when the Job fails.

    With `restartPolicy: OnFailure`, the kubelet restarts a failed container in the same Pod, after
    pauses that double from 10s to 5min. When `backoffLimit` is reached (6 by default), Kubernetes
    [stops the
    Pod](https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy).
    It is the only Pod of the Job, so the log with the cause of the failure is gone. Until then,
    only the logs of the last two runs can be read.

    Use `restartPolicy: Never`: each attempt gets its own Pod, which is kept for inspection.
    """
    job = job_of(pod.owner)
    if job is None or pod.spec.restart_policy != "OnFailure":
        return
    limit = DEFAULT_BACKOFF_LIMIT if job.backoff_limit is None else job.backoff_limit
    if limit == 0:
        return  # job-restarts-without-retries reports it
    times = "restart" if limit == 1 else "restarts"
    yield Problem(
        f"if the Job fails after {limit} {times}, its Pod and log are deleted, because of "
        "`restartPolicy: OnFailure`",
        at=pod.at / "restartPolicy",
        why="The Job has only this Pod, and the log with the cause of the failure is gone.",
        help="Set `restartPolicy: Never`, which keeps a Pod for each attempt.",
    )
