"""A seccomp profile that confines nothing."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": seccompProfile',
    similar={
        "KSV-0104": "Trivy also reports containers that name no profile at all.",
    },
    standards=("pss:baseline", "pss:restricted"),
    aliases=("restrict-seccomp",),
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
def unconfined_seccomp(pod: JudgedPod) -> Problems:
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
    for violation in pod.violated("seccompProfile_baseline", "seccompProfile_restricted"):
        if violation.path[0] == "metadata":
            yield violation.problem(
                f"annotation {violation.path[-1]} is {violation.shown!r}",
                help="Write runtime/default, or remove it.",
            )
        elif pod.is_written(violation.path[:-1]):
            what = f"is {violation.shown}" if violation.value else "has no type"
            yield violation.problem(
                f"the seccomp profile of {violation.who} {what}",
                why="System calls are not confined.",
                help="Set its type to RuntimeDefault.",
            )
