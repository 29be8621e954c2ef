"""A CronJob whose deadline for the start ends before its controller looks."""

from podlint.authoring import CronJob, Problem, Problems, Severity, rule

_INTERVAL = 10


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`kubectl get cronjob` shows no last schedule; or the event `MissSchedule` with `Missed "
        "scheduled time to start a job`"
    ),
    at_most=Severity.ERROR,
    asks_for=("startingDeadlineSeconds",),
    fragments=True,
    bad="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: never
        spec:
          schedule: "0 4 * * *"
          startingDeadlineSeconds: 0  # finding
          #                        ^
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: app
                      image: app:1.4
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: sometimes
        spec:
          schedule: "0 4 * * *"
          startingDeadlineSeconds: 5  # finding
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: app
                      image: app:1.4
        """,
    good="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 4 * * *"
          startingDeadlineSeconds: 10
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: app
                      image: app:1.4
        """,
)
def short_starting_deadline(cron_job: CronJob) -> Problems:
    """A CronJob skips runs because `startingDeadlineSeconds` is too short.

    The controller checks CronJobs [every ten
    seconds](https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline).
    If the deadline ends between two checks, the run is skipped. With 0, the CronJob never runs.

    Set at least 10 seconds, or remove the field.
    """
    spec = cron_job.spec
    seconds = spec.starting_deadline_seconds if spec else None
    if spec is None or seconds is None or not 0 <= seconds < _INTERVAL:
        return
    yield Problem(
        f"CronJob {'never runs' if seconds == 0 else 'can miss runs'} with "
        f"`startingDeadlineSeconds: {seconds}`",
        severity=Severity.ERROR if seconds == 0 else None,
        at=spec.at / "startingDeadlineSeconds",
        why="Each run is already too late when it is due."
        if seconds == 0
        else "The controller checks every 10s, so its next check may be after the deadline.",
        help=f"Set `startingDeadlineSeconds` to at least {_INTERVAL}, or remove it.",
    )
