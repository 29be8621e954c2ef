"""A Job without retries whose containers are restarted."""

from podlint.authoring import Fix, PodTarget, Problem, Problems, Related, SetValue, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`BackoffLimitExceeded`; the work starts twice and is killed the second time; no Pod is "
        "left to show the log"
    ),
    asks_for=("backoffLimit",),
    bad=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: charge
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: OnFailure  # finding
              #              ^^^^^^^^^
              containers:
                - name: charge
                  image: charge:3
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: charge
        spec:
          schedule: "@daily"
          jobTemplate:
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: OnFailure  # finding
                  containers:
                    - name: charge
                      image: charge:3
        """,
    ),
    fixed="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: charge
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: charge
                  image: charge:3
        """,
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: charge
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: charge
                  image: charge:3
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: charge
        spec:
          backoffLimit: 1
          template:
            spec:
              restartPolicy: OnFailure
              containers:
                - name: charge
                  image: charge:3
        """,
    ),
)
def job_restarts_without_retries(pod: PodTarget) -> Problems:
    """A Job with `backoffLimit: 0` allows no retries, but its `restartPolicy` restarts containers.

    With `restartPolicy: OnFailure`, the kubelet restarts a failed container immediately, regardless
    of `backoffLimit`. The Job controller sees the restart, marks the Job as failed and deletes the
    Pod. The second run is killed before it completes, and the log of the first run is lost. See
    `pastBackoffLimitOnFailure` in the source of the Job controller.

    Use `restartPolicy: Never`, which allows one run and keeps its Pod. To allow retries, set
    `backoffLimit` to 1 or more.
    """
    job = job_of(pod.owner)
    if job is None or job.backoff_limit != 0 or pod.spec.restart_policy != "OnFailure":
        return
    place = pod.at / "restartPolicy"
    yield Problem(
        "`restartPolicy: OnFailure` restarts the containers of a Job with `backoffLimit: 0`",
        at=place,
        related=(Related("`backoffLimit: 0` allows no retries", job.at / "backoffLimit"),),
        fix=Fix("set `restartPolicy` to `Never`", (SetValue(place.path, "Never"),), safe=False),
        why="After a failure, a second run starts and is killed midway. The Pod is deleted, "
        "together with the log of the first run.",
        help="Set `restartPolicy: Never`, or allow retries with a `backoffLimit` of 1 or more.",
    )
