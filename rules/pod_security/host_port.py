"""A container on a port of its node."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.pod_security import HeldPod
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="Pending; FailedScheduling: node(s) didn't have free ports for the requested pod ports",
    standards=("pss:baseline",),
    mission=(2, 19),
    aliases=(
        "hostPortSet",
        "disallow-host-ports",
        "CKV_K8S_26",
        "KSV-0024",
        "C-0044",
    ),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:1.9
              restartPolicy: Always
              ports:
                - {containerPort: 9901, hostPort: 9901}  # finding
                #                                 ^^^^
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
                  hostPort: 80  # finding
                  #         ^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:1.9
              restartPolicy: Always
              ports:
                - containerPort: 9901
          containers:
            - name: app
              image: app:1.4
              ports:
                - {containerPort: 8080, hostPort: 0}
        """,
)
def host_port(pod: HeldPod) -> Iterator[Problem]:
    """A container takes a port of the node.

    Only one Pod on a node can have the port: a second one stays Pending, and a rolling update needs
    a node to spare. The port is open on all of the node's addresses, past every Service. The
    baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) refuses it, for
    init containers and sidecars, too, at every policy version.

    Remove `hostPort` and let a Service lead to the `containerPort`.
    """
    for fault in pod.faults("hostPorts"):
        yield fault.problem(
            f"{fault.who} takes port {fault.shown} of the node: a second such Pod on a node stays "
            "Pending; remove hostPort and use a Service"
        )
