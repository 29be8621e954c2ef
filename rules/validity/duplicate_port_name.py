"""Two ports of a container with the same name."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        '`kubectl apply` fails with `spec.containers[0].ports[1].name: Duplicate value: "http"`'
    ),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  ports:
                    - {name: http, containerPort: 80}
                    - name: http  # finding
                    #       ^^^^
                      containerPort: 8080
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  ports:
                    - {name: http, containerPort: 80}
                    - {name: admin, containerPort: 8080}
        """,
)
def duplicate_port_name(refused: Refused) -> Problems:
    """Two ports of a container have the same name.

    Services and probes find a port by its name, so the name must be unique in a container. If two
    containers use the same port name, the API server only warns.

    Give one of the ports a different name.
    """
    yield refused.problem("Give one of the two ports a different `name`.")
