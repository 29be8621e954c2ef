"""One port of the node, bound twice."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].ports[1].hostPort: Duplicate value; for a "
    "Deployment the same",
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
    """Two ports of a Pod want the same port of the node.

    A node gives a port, protocol and address only once. With `hostNetwork` every container port
    is a port of the node.

    Give each container port its own hostPort, or leave hostPort out.
    """
    yield refused.problem("Give each port its own hostPort, or remove hostPort.")
