"""A Job whose failures are deleted with its Pod."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.jobs import DEFAULT_BACKOFF_LIMIT, job_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="BackoffLimitExceeded, and no Pod left whose log would tell why",
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
    """A Job's container is restarted in place, and takes its log along when it is given up.

    With `restartPolicy: OnFailure` the kubelet restarts a failed container within the same Pod,
    after pauses that double from 10 s to 5 min. When `backoffLimit` is reached (6 by default),
    Kubernetes [stops that
    Pod](https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy),
    the only one there is, and its log is gone with the reason of the failure. Only the last two
    runs can be read until then.

    Use `restartPolicy: Never`: each try is a Pod of its own, which stays to be looked at.
    """
    job = job_of(pod.owner)
    if job is None or pod.spec.restart_policy != "OnFailure":
        return
    limit = DEFAULT_BACKOFF_LIMIT if job.backoff_limit is None else job.backoff_limit
    if limit == 0:
        return  # job-restarts-without-retries speaks of it
    times = "restart" if limit == 1 else "restarts"
    yield Problem(
        f"when this Job gives up after {limit} {times}, its Pod and the log are deleted",
        at=pod.at / "restartPolicy",
        help="Use restartPolicy Never, which keeps a Pod for every try.",
    )
