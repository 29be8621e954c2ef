"""An invalid lifecycle hook."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].lifecycle.preStop.sleep: "
        "Invalid value: must be non-negative and less than "
        "terminationGracePeriodSeconds (30)`"
    ),
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
    """A lifecycle hook has an invalid setting.

    An exec hook needs a command. A sleep cannot be longer than `terminationGracePeriodSeconds` (30
    by default), because the kubelet then kills the container. Before Kubernetes 1.33, a sleep of 0
    seconds is rejected as well. The name of an HTTP header can
    contain only letters, digits and `-`.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if "command" in refused.at.path:
        return "Set `exec.command`, or remove the hook."
    if refused.error.detail.startswith("must be greater than 0"):
        return "Remove the hook, or set `sleep.seconds` to at least 1."
    if "sleep" in refused.at.path:
        return "Lower `sleep.seconds`, or raise `terminationGracePeriodSeconds` above this value."
    return refused.remedy or "Correct the value, or remove the field."
