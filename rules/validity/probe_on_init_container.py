"""A probe of an init container."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.initContainers[0].readinessProbe: "
        "Forbidden: may not be set for init containers without "
        "restartPolicy=Always`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              readinessProbe:  # finding
            # ^^^^^^^^^^^^^^
                exec: {command: [test, -f, /ready]}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              restartPolicy: Always
              readinessProbe:
                exec: {command: [test, -f, /ready]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def probe_on_init_container(refused: Refused) -> Problems:
    """An ordinary init container has a probe.

    An init container must end before the next init container starts, so there is nothing to probe.
    Only a sidecar, which is an init container with `restartPolicy: Always`, can have probes. Schema
    validators accept such a manifest.

    Remove the probe, or set `restartPolicy: Always` if the container should keep running.
    """
    yield refused.problem(
        "Remove the probe, or set `restartPolicy: Always` if the container is a sidecar.", key=True
    )
