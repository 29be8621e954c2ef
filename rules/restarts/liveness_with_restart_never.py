"""A liveness probe in a Pod whose containers are never restarted."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "a Pod in phase Failed with reason Error after a Killing event with "
        "`Container failed liveness probe`"
    ),
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

    When the probe fails, the kubelet kills the container. With `restartPolicy: Never`, it is not
    restarted: a few slow responses end the work of the Pod. A container can have its own
    `restartPolicy`. A sidecar has `Always` and is restarted in any case.

    Remove the probe, or use `restartPolicy: OnFailure`. To limit the time of a Job, set
    `activeDeadlineSeconds`.
    """
    probe, pod = container.liveness_probe, container.pod
    if probe is None or pod is None or container.restart_policy_rules:
        return
    if (container.restart_policy or pod.restart_policy) != "Never":
        return
    place = (container if container.restart_policy else pod).at / "restartPolicy"
    yield Problem(
        f"container {container.name} has a liveness probe, but `restartPolicy: Never` prevents "
        "restarts",
        at=probe.at,
        key=True,
        related=(Related("the container is never restarted", place),),
        why="When the probe fails, the kubelet kills the container permanently.",
        help="Remove the `livenessProbe`, or set `restartPolicy: OnFailure`.",
    )
