"""Two ports of one name in a container."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: spec.containers[0].ports[1].name: Duplicate value: "http"',
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

    Services and probes find a port by its name. Within a container it must be unique; across
    the containers of a Pod the server only warns.

    Rename one of them.
    """
    yield refused.problem("Rename one of the two ports.")
