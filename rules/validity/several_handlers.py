"""A probe or hook with several handlers."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].livenessProbe.tcpSocket: "
        "Forbidden: may not specify more than 1 handler type`"
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
              livenessProbe:
                httpGet: {port: 80}
                tcpSocket:  # finding
              # ^^^^^^^^^
                  port: 80
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
                tcpSocket:
                  port: 80
        """,
)
def several_handlers(refused: Refused) -> Problems:
    """A probe or a lifecycle hook has more than one handler.

    A probe or hook must have exactly one of `exec`, `httpGet`, `tcpSocket`, `grpc` (only probes)
    and `sleep` (only hooks). A patch is merged into its target, so a patch that replaces `httpGet`
    with `exec` must also set `httpGet: null`.

    Keep one handler.
    """
    yield refused.problem(
        "Keep one handler, and remove all other handlers. In a patch, set them to `null`.", key=True
    )
