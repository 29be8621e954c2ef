"""An invalid port number."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].ports[0].containerPort: "
        "Invalid value: must be between 1 and 65535, inclusive`"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 80800  # finding
                #                ^^^^^
              readinessProbe:
                tcpSocket:
                  port: 0  # finding
                  #     ^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 80
                  hostPort: 8080  # finding
                  #         ^^^^
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
              ports:
                - {containerPort: 80, hostPort: 80}
              readinessProbe:
                tcpSocket:
                  port: 80
        """,
)
def invalid_port_number(refused: Refused) -> Problems:
    """A port number is not between 1 and 65535, or a host port differs from its container port.

    With `hostNetwork: true`, containers use the node's ports directly, so a `hostPort` must be the
    same as its `containerPort`.

    Set the port that the process listens on.
    """
    yield refused.problem(
        "Set `hostPort` to the same number as `containerPort`, or remove it."
        if "containerPort" in refused.error.detail
        else "Set the port that the process listens on, from 1 to 65535."
    )
