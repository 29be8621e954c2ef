"""A schedule that no clock knows."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Submission
from podlint.verdict import refusals


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="kubectl apply: spec.schedule: Invalid value: expected exactly 5 fields, found "
    "6; spec.timeZone: Invalid value: unknown time zone",
    mission=(8,),
    bad="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: 0 0 5 * * *  # finding
          #         ^^^^^^^^^^^
          timeZone: Europe/berlin  # finding
          #         ^^^^^^^^^^^^^
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: report:7
        """,
    good="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: 0 5 * * 1-5
          timeZone: Europe/Berlin
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: report:7
        """,
)
def invalid_schedule(submission: Submission) -> Iterator[Problem]:
    """The schedule or the time zone of a CronJob cannot be read.

    A schedule has five fields (minute, hour, day, month, weekday 0 to 6), or is a macro such as
    `@daily`; it has no seconds. The zone is a name of the IANA database in its exact case, such
    as `Europe/Berlin`, and stands in `timeZone`, not in the schedule.
    """
    return refusals(
        submission,
        "invalid-schedule",
        "write five fields such as 0 5 * * 1-5, and a zone such as Europe/Berlin",
    )
