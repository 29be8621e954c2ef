"""An invalid schedule."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.schedule: Invalid value: expected "
        "exactly 5 fields, found 6` or `spec.timeZone: Invalid value: unknown "
        "time zone`"
    ),
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
def invalid_schedule(refused: Refused) -> Problems:
    """The schedule or the time zone of a CronJob is invalid.

    A schedule must have five fields (minute, hour, day, month and weekday from 0 to 6), or be a
    macro such as `@daily`. A schedule has no field for seconds. The time zone must be the exact
    name of an IANA time zone, such as `Europe/Berlin`. Write the time zone into `timeZone`, not
    into the schedule.
    """
    yield refused.problem(_advice(refused))


_FIELDS = 5


def _advice(refused: Refused) -> str:
    value = refused.value
    if refused.at.path[-1] == "timeZone":
        from podlint.validation.time_zones import zone_in_other_case

        meant = zone_in_other_case(value) if isinstance(value, str) else None
        return f"Write `{meant}`." if meant else "Use an IANA name such as `Europe/Berlin`."
    from podlint.validation.schedule import schedule_fault

    fields = value.split() if isinstance(value, str) else []
    if "TZ" in (fields or [""])[0]:
        return "Keep only the five fields here, and set `spec.timeZone` to the time zone."
    if len(fields) == _FIELDS + 1 and not schedule_fault(" ".join(fields[1:])):
        return f"Write `{' '.join(fields[1:])}`. A schedule has no field for seconds."
    return "Write minute, hour, day, month and weekday, such as `0 5 * * 1-5`."
