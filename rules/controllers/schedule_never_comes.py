"""A CronJob whose schedule names dates that do not exist."""

from podlint.authoring import CronJob, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`kubectl get cronjob` shows no last schedule; the event `InvalidSchedule` with `time "
        "difference between two schedules is less than 1 second`"
    ),
    asks_for=("schedule",),
    fragments=True,
    bad="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "59 23 31 2,4,6 *"  # finding
          #         ^^^^^^^^^^^^^^^^^^
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
          name: clean
        spec:
          schedule: 0 0 30 FEB ?  # finding
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
          name: leap-day
        spec:
          schedule: "0 0 29 2 *"
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
          name: some-months
        spec:
          schedule: "0 0 31 2,3 *"
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
          name: mondays-of-february
        spec:
          schedule: "0 0 31 2 1"
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
          name: range-with-existing-days
        spec:
          schedule: "0 0 28-31 2 *"
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
          name: daily
        spec:
          schedule: "@daily"
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
def schedule_never_comes(cron_job: CronJob) -> Problems:
    """The schedule of a CronJob names only dates that do not exist, such as February 30.

    The API server accepts such a schedule, but the CronJob never runs.

    Use a date that exists in one of the months.
    """
    from podlint.validation.schedule import times_of

    spec = cron_job.spec
    times = times_of(spec.schedule) if spec and spec.schedule else None
    if spec and times and times.never_comes:
        yield Problem(
            f"schedule `{shortened(spec.schedule or '', 40)}` names a date that does not exist",
            at=spec.at / "schedule",
            why="The CronJob never runs, because none of the months has such a day.",
            help="Use a day that exists in one of the months.",
        )
