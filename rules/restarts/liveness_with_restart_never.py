"""A liveness probe in a Pod whose containers are never restarted."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Related, Severity
from podlint.models import Container
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="the Pod is in phase Failed with reason Error after a Killing event: "
    "Container failed liveness probe",
    mission=(12, 13),
    fragments=True,
    fields=("livenessProbe",),
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
def liveness_with_restart_never(container: Container) -> Iterator[Problem]:
    """A container has a liveness probe although its Pod never restarts containers.

    When the probe fails, the kubelet kills the container, and with `restartPolicy: Never` nothing
    brings it back: one slow answer ends the Pod's work. A sidecar (`restartPolicy: Always` on the
    init container) is restarted all the same.

    Remove the probe, or use `restartPolicy: OnFailure`. To bound the time of a Job, set
    `activeDeadlineSeconds`.
    """
    probe, pod = container.liveness_probe, container.pod
    if probe is None or pod is None or pod.restart_policy != "Never" or container.restart_policy:
        return
    yield Problem(
        f"the liveness probe of container {container.name} kills it for good, because "
        "restartPolicy is Never; remove the probe or use restartPolicy OnFailure",
        at=probe.at,
        key=True,
        related=(Related("containers are never restarted", pod.at / "restartPolicy"),),
    )
