"""A probe of a container that ends."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.initContainers[0].readinessProbe: Forbidden: may not be "
    "set for init containers without restartPolicy=Always",
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

    An init container runs to its end before the next one starts: there is nothing to probe.
    Only a sidecar, an init container with `restartPolicy: Always`, may have probes. Schema
    validators let this pass.

    Remove the probe; or write `restartPolicy: Always` if the container is to keep running.
    """
    yield refused.problem(
        "Remove the probe, or set `restartPolicy: Always` if the container is a sidecar.", key=True
    )
