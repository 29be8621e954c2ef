"""A seccomp profile that confines nothing."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.pod_security import HeldPod
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": seccompProfile',
    standards=("pss:baseline", "pss:restricted"),
    mission=(16, 19, 20),
    aliases=("restrict-seccomp",),
    similar={
        "KSV-0104": "Trivy also reports containers that name no profile at all.",
    },
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            seccompProfile: {type: RuntimeDefault}
          initContainers:
            - name: fetch
              image: fetch:1.0
              securityContext:
                seccompProfile:
                  type: Unconfined  # finding
                  #     ^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              securityContext:
                seccompProfile: {}  # finding
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext: {seccompProfile: {type: Unconfined}}  # finding
        """,
        """
        # Up to policy version v1.18 annotations were what counted.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: old
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.18
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: old
          annotations:
            seccomp.security.alpha.kubernetes.io/pod: unconfined  # finding
            #                                         ^^^^^^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            seccomp.security.alpha.kubernetes.io/pod: unconfined
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                seccompProfile:
                  type: Localhost
                  localhostProfile: app.json
            - name: proxy
              image: proxy:2
        """,
)
def unconfined_seccomp(pod: HeldPod) -> Iterator[Problem]:
    """A Pod or a container switches seccomp off.

    Seccomp keeps a process from system calls that it does not need, and so from many faults of the
    kernel. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    allows the types `RuntimeDefault` and `Localhost` only, for the Pod even where every container
    has another; a profile without a type is none of them.

    Remove the profile, or set its type to `RuntimeDefault`. A program that needs more calls gets a
    `Localhost` profile that grants these.

    Policy versions: all. Up to v1.18 it is the annotations
    `seccomp.security.alpha.kubernetes.io/pod` and
    `container.seccomp.security.alpha.kubernetes.io/NAME` that count, from v1.19 the fields alone.
    From v1.25 restricted, unlike baseline, leaves Pods with `os.name: windows` alone.
    """
    for fault in pod.faults("seccompProfile_baseline", "seccompProfile_restricted"):
        if fault.path[0] == "metadata":
            yield fault.problem(
                f"annotation {fault.path[-1]} is {fault.shown!r}; write runtime/default, or "
                "remove it"
            )
        elif pod.is_written(fault.path[:-1]):
            what = f"is {fault.shown}" if fault.value else "has no type"
            yield fault.problem(
                f"the seccomp profile of {fault.who} {what}: system calls are not confined; "
                "set its type to RuntimeDefault"
            )
