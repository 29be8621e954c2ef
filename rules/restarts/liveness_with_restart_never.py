"""A liveness probe in a Pod whose containers are never restarted."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the Pod is in phase Failed with reason Error after a Killing event: "
    "Container failed liveness probe",
    fragments=True,
    asks_for=("livenessProbe",),
    bad="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                  livenessProbe:  # finding
                    exec:
                      command: [pgrep, import]
                - image: proxy:3
                  name: proxy
                  ports: [{containerPort: 9000}]
                  livenessProbe: {tcpSocket: {port: 9000}}  # finding
               #  ^^^^^^^^^^^^^
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
            - name: once
              image: once:1
              restartPolicy: Never
              livenessProbe:  # finding
                exec: {command: [pgrep, once]}
        """,
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: OnFailure
              containers:
                - name: import
                  image: import:3
                  livenessProbe:
                    exec:
                      command: [pgrep, import]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers:
                - name: proxy
                  image: proxy:3
                  restartPolicy: Always
                  livenessProbe:
                    tcpSocket:
                      port: 9000
              containers:
                - name: import
                  image: import:3
        """,
    ),
)
def liveness_with_restart_never(container: Container) -> Problems:
    """A container has a liveness probe although its Pod never restarts containers.

    When the probe fails, the kubelet kills the container, and with `restartPolicy: Never` nothing
    brings it back: one slow answer ends the Pod's work. A container may have a `restartPolicy` of
    its own: a sidecar has `Always`, and is restarted all the same.

    Remove the probe, or use `restartPolicy: OnFailure`. To bound the time of a Job, set
    `activeDeadlineSeconds`.
    """
    probe, pod = container.liveness_probe, container.pod
    if probe is None or pod is None or container.restart_policy_rules:
        return
    if (container.restart_policy or pod.restart_policy) != "Never":
        return
    place = (container if container.restart_policy else pod).at / "restartPolicy"
    yield Problem(
        f"the liveness probe of container {container.name} kills it for good, because "
        "restartPolicy is Never",
        at=probe.at,
        key=True,
        related=(Related("it is never restarted", place),),
        help="Remove the probe or use restartPolicy OnFailure.",
    )
