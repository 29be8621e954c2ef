"""A Job whose logs are deleted together with its failed Pod."""

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
    """A Job restarts its containers in place, and their logs are deleted when the Job fails.

    With `restartPolicy: OnFailure`, the kubelet restarts a failed container in the same Pod, after
    10s, 20s, 40s and so on, up to 5 minutes. When `backoffLimit` is reached (6 by default),
    Kubernetes [stops and deletes the
    Pod](https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy).
    All attempts ran in this Pod, so the log that shows why they failed is lost. Before that, you
    can read only the logs of the last two runs.

    Use `restartPolicy: Never`. Each attempt then gets its own Pod, which is kept after it fails.
    """
    job = job_of(pod.owner)
    if job is None or pod.spec.restart_policy != "OnFailure":
        return
    limit = DEFAULT_BACKOFF_LIMIT if job.backoff_limit is None else job.backoff_limit
    if limit == 0:
        return  # job-restarts-without-retries reports it
    times = "restart" if limit == 1 else "restarts"
    yield Problem(
        f"with `restartPolicy: OnFailure`, the Pod and its log are deleted after {limit} {times}",
        at=pod.at / "restartPolicy",
        why="All attempts run in this Pod, so the log that shows why the Job failed is lost.",
        help="Set `restartPolicy: Never`. Each attempt then gets its own Pod, which is kept "
        "after it fails.",
    )
