"""Settings of a Job that contradict each other."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.completions: Required value: when "
        "completion mode is Indexed`"
    ),
    bad="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          backoffLimitPerIndex: 1  # finding
          #                     ^
          podFailurePolicy:
            rules:
              - action: Ignore  # finding
              # ^^^^^^^^^^^^^^
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          completionMode: Indexed
          completions: 3
          backoffLimitPerIndex: 1
          podFailurePolicy:
            rules:
              - action: Ignore
                onPodConditions: [{type: DisruptionTarget}]
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: app
                  image: app:1.4
        """,
)
def invalid_job(refused: Refused) -> Problems:
    """A Job, or the Job template of a CronJob, has settings that contradict each other.

    `completionMode: Indexed` requires `completions`. `backoffLimitPerIndex`, `maxFailedIndexes` and
    `successPolicy` require `completionMode: Indexed`. A `podFailurePolicy` requires `restartPolicy:
    Never`, and each of its rules must have either `onExitCodes` or `onPodConditions`.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if "OnExitCodes" in refused.error.detail:
        return "Set either `onExitCodes` or `onPodConditions` in the rule."
    return refused.remedy or "Correct the value, or remove the field."
