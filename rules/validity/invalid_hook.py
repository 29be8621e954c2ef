"""A setting of a lifecycle hook that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].lifecycle.preStop.sleep: Invalid value: "
    "must be non-negative and less than terminationGracePeriodSeconds (30)",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {}  # finding
                # ^^^^
                preStop:
                  sleep:  # finding
                # ^^^^^
                    seconds: 60
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 90
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  sleep:
                    seconds: 60
        """,
)
def invalid_hook(refused: Refused) -> Problems:
    """A lifecycle hook has a setting that the API server refuses.

    An exec hook needs a command. A sleep lasts no longer than `terminationGracePeriodSeconds`
    (30 unless set), since the container is killed then. Names of HTTP headers are letters,
    digits and `-`.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if "command" in refused.at.path:
        return "Give `exec` a command, or remove the hook."
    if "sleep" in refused.at.path:
        return "Shorten the sleep, or raise terminationGracePeriodSeconds above it."
    return refused.remedy or "Correct the setting, or remove it."
