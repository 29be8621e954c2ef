"""A probe or hook without a handler."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].livenessProbe: Required "
        "value: must specify a handler type`"
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
              livenessProbe:  # finding
            # ^^^^^^^^^^^^^
                periodSeconds: 5
              lifecycle:
                preStop: {}  # finding
              # ^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                periodSeconds: 5
                httpGet: {port: 80}
        """,
)
def missing_handler(refused: Refused) -> Problems:
    """A probe or a lifecycle hook has no handler.

    A probe needs exactly one of `exec`, `httpGet`, `tcpSocket` and `grpc`. A hook needs exactly one
    of `exec`, `httpGet`, `tcpSocket` and `sleep`. Common causes are wrong indentation, and a patch
    that sets only numbers such as `periodSeconds`.

    Add the handler, or remove the probe or hook.
    """
    yield refused.problem(_help(refused), key=True)


def _help(refused: Refused) -> str:
    if refused.at.path[-1] in ("preStop", "postStart"):
        return "Add `exec`, `httpGet` or `sleep` to the hook, or remove the hook."
    return "Add `httpGet`, `tcpSocket`, `grpc` or `exec` to the probe, or remove the probe."
