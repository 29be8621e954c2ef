"""A seccomp profile that is turned off."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": '
        "seccompProfile`"
    ),
    similar={
        "KSV-0104": "Trivy also reports containers without any profile.",
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
        # Up to policy version v1.18, only the annotations count.
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
    """A Pod or container turns seccomp off.

    Seccomp blocks system calls that a process does not need, and so protects the node from attacks
    on many kernel vulnerabilities. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows only the
    types `RuntimeDefault` and `Localhost`. This applies to the Pod's profile even if every
    container overrides it. The level also forbids a profile without a type.

    Remove the profile, or set its type to `RuntimeDefault`. If a program needs more system calls,
    use a `Localhost` profile that allows them.

    Policy versions: all. Up to v1.18, the check considers only the annotations
    `seccomp.security.alpha.kubernetes.io/pod` and
    `container.seccomp.security.alpha.kubernetes.io/NAME`; from v1.19 on, it considers only the
    fields. From v1.25 on, the restricted level, unlike baseline, exempts Pods with `os.name:
    windows`.
    """
    for violation in pod.violated("seccompProfile_baseline", "seccompProfile_restricted"):
        if violation.path[0] == "metadata":
            key = str(violation.path[-1])
            who = (
                "the Pod" if key.startswith("seccomp.") else f"container `{key.partition('/')[2]}`"
            )
            yield violation.problem(
                f"seccomp annotation of {who} is `{violation.shown}`",
                why=f"Seccomp does not restrict the system calls of {who}.",
                help="Set the annotation to `runtime/default`, or remove it.",
            )
        elif pod.is_written(violation.path[:-1]):
            what = f"is `{violation.shown}`" if violation.value else "has no type"
            yield violation.problem(
                f"seccomp profile of {violation.who} {what}",
                why=f"Seccomp does not restrict the system calls of {violation.who}.",
                help="Set `securityContext.seccompProfile.type: RuntimeDefault`.",
            )
