"""Settings of a Job that do not go together."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.completions: Required value: when completion mode is Indexed",
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
    """A Job, or the template of one in a CronJob, has settings that do not go together.

    The mode Indexed needs `completions`. `backoffLimitPerIndex`, `maxFailedIndexes` and
    `successPolicy` need that mode. A `podFailurePolicy` needs `restartPolicy: Never`, and each
    of its rules either exit codes or conditions.
    """
    yield refused.problem(refused.remedy or "Add the setting that it needs, or remove it.")
