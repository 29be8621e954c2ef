"""A host port that a Pod uses twice."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`kubectl apply` fails with `spec.containers[0].ports[1].hostPort: Duplicate value`"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - {containerPort: 80, hostPort: 8080}
                - containerPort: 81
                  hostPort: 8080  # finding
                  #         ^^^^
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
              ports:
                - {containerPort: 80, hostPort: 8080}
                - {containerPort: 80, hostPort: 8080, protocol: UDP}
        """,
)
def duplicate_host_port(refused: Refused) -> Problems:
    """Two ports of a Pod use the same port on the node.

    A Pod can use each combination of host port, protocol and host IP address only once. With
    `hostNetwork: true`, every `containerPort` is a port on the node.

    Give each port its own `hostPort`, or remove `hostPort`.
    """
    yield refused.problem("Set a different `hostPort`, or remove this `hostPort`.")
