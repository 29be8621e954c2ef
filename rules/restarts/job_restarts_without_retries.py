"""A Job that may not be tried again, and is."""

from podlint.authoring import Fix, PodTarget, Problem, Problems, Related, SetValue, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="BackoffLimitExceeded; the work was begun twice and killed the second time, and no Pod "
    "is left whose log would tell why",
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
    """A Job allows no second try with `backoffLimit: 0`, and restarts its containers all the same.

    With `restartPolicy: OnFailure` the kubelet restarts a failed container at once, without asking
    the Job. The Job sees the restart, gives up, and deletes the Pod with the second run in the
    midst of its work and the log of the first (`pastBackoffLimitOnFailure` of the Job controller).

    Use `restartPolicy: Never`, with which there is one run and its Pod stays; or allow retries.
    """
    job = job_of(pod.owner)
    if job is None or job.backoff_limit != 0 or pod.spec.restart_policy != "OnFailure":
        return
    place = pod.at / "restartPolicy"
    yield Problem(
        "backoffLimit 0 allows one try, but restartPolicy OnFailure starts a second one, "
        "which is killed midway, and its Pod and log are deleted",
        at=place,
        related=(Related("no second try is allowed here", job.at / "backoffLimit"),),
        fix=Fix("set restartPolicy to Never", (SetValue(place.path, "Never"),), safe=False),
        help="Write restartPolicy Never.",
    )
