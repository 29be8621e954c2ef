"""SELinux options that reach beyond the container."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": '
        "seLinuxOptions`"
    ),
    standards=("pss:baseline",),
    aliases=(
        "disallow-selinux",
        "KSV-0025",
    ),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            seLinuxOptions:
              level: s0:c123,c456
              user: system_u  # finding
              #     ^^^^^^^^
          initContainers:
            - name: own
              image: tools:3
              securityContext:
                seLinuxOptions: {type: spc_t, role: system_r}  # finding 2
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # container_engine_t is allowed only from policy version v1.31 on.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: build
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.30
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
          namespace: build
        spec:
          containers:
            - name: build
              image: build:1.4
              securityContext:
                seLinuxOptions:
                  type: container_engine_t  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            seLinuxOptions:
              level: s0:c123,c456
              type: container_init_t
          containers:
            - name: build
              image: build:1.4
              securityContext:
                seLinuxOptions:
                  type: container_engine_t
        """,
)
def forbidden_selinux_options(pod: JudgedPod) -> Problems:
    """A Pod or container sets an SELinux user, role or type that Pod Security forbids.

    On nodes with SELinux, the type determines which files and processes a container can access. The
    type `spc_t` turns this confinement off. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows only the
    types `container_t`, `container_init_t`, `container_kvm_t` and `container_engine_t`. It forbids
    `user` and `role`, and allows any `level`.

    Remove the field, or set `type` to one of these types.

    Policy versions: all. `container_engine_t` is allowed only from policy version v1.31 on, and
    only by API servers of Kubernetes 1.31 or newer.
    """
    for violation in pod.violated("seLinuxOptions"):
        yield violation.problem(
            f"`seLinuxOptions.{violation.path[-1]}` of {violation.who} is `{violation.shown}`, "
            "forbidden by Pod Security baseline",
            why="With this option, SELinux may not confine the container.",
            help=_advice(violation),
        )


def _advice(violation: PlacedViolation) -> str:
    if violation.path[-1] == "type":
        return (
            "Remove `seLinuxOptions.type`, or set it to `container_t`, `container_init_t` or "
            "`container_kvm_t`."
        )
    return f"Remove `seLinuxOptions.{violation.path[-1]}`."
