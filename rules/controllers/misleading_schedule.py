"""A CronJob whose schedule does not mean what it seems to mean."""

from __future__ import annotations

from podlint.authoring import CronJob, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_WEEK = 7


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="a CronJob runs more often than its schedule suggests",
    asks_for=("schedule",),
    fragments=True,
    bad="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: every-90-minutes
        spec:
          schedule: "*/90 * * * *"  # finding
          #         ^^^^^^^^^^^^^^
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
          name: first-monday
        spec:
          schedule: "0 4 1-7 * MON"  # finding
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
          name: new-year
        spec:
          schedule: "0 4 1 1 1"  # finding
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
          name: hourly
        spec:
          schedule: "*/60 */24 * */12 *"
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
          name: mondays
        spec:
          schedule: "*/45 4 * * 1"
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
          name: first-week
        spec:
          schedule: "0 4 1-7 * ?"
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
          name: every-weekday
        spec:
          schedule: "0 4 1-7 * 0-6"
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
def misleading_schedule(cron_job: CronJob) -> Problems:
    """The schedule of a CronJob does not mean what it seems to mean.

    - A step that is larger than the range of its field, such as `*/90` minutes, matches only the
      first value. `*/90` is the same as `0`, which is once an hour.
    - If a schedule restricts both the day of the month and the day of the week, a day needs to
      match [only one of them](https://man7.org/linux/man-pages/man5/crontab.5.html).
      `0 4 1-7 * MON` does not mean the first Monday of each month, but the first seven days and all
      Mondays. podlint reports other combinations of dates and weekdays only in the profile
      `strict`.

    Write the hours of the day into the field for hours, or check the date in the program.
    """
    from podlint.validation.schedule import times_of

    spec = cron_job.spec
    times = times_of(spec.schedule) if spec and spec.schedule else None
    if spec is None or times is None:
        return
    for expression, size in times.steps:
        yield Problem(
            f"step `{shortened(expression, 20)}` in the schedule is larger than the range of its "
            "field",
            at=spec.at / "schedule",
            why=f"The field has {size} values, so the step matches only the first value.",
            help="Use a smaller step, or set the next field of the schedule as well.",
        )
    if times.any_date or times.any_weekday:
        return
    if len(times.weekdays) == _WEEK or len(times.weekdays | times.dates) == 0:
        return
    week = max(times.dates) - min(times.dates) + 1 == len(times.dates) == _WEEK
    yield Problem(
        f"schedule `{shortened(spec.schedule or '', 30)}` combines days of the month with days of "
        "the week",
        at=spec.at / "schedule",
        severity=None if week and len(times.weekdays) == 1 else Severity.INFO,
        why="The CronJob runs on all of these dates, and in addition on all of these weekdays.",
        help="Restrict only one of the two fields, and check the other condition in the program.",
    )
