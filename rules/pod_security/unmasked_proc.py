"""A container that sees all of /proc."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": procMount`'
    ),
    standards=("pss:baseline", "pss:restricted"),
    aliases=(
        "unsafe-proc-mount",
        "procMount",
        "disallow-proc-mount",
    ),
    similar={
        "KSV-0027": "Trivy reports every procMount that is set, including `Default`.",
    },
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          initContainers:
            - name: prepare
              image: build:1.4
              securityContext: {procMount: Unmasked}  # finding
          containers:
            - name: build
              image: build:1.4
              securityContext:
                procMount: Unmasked  # finding
                #          ^^^^^^^^
        """,
        """
        # The restricted level does not exempt Pods with a user namespace.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: build
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
          namespace: build
        spec:
          hostUsers: false
          containers:
            - name: build
              image: build:1.4
              securityContext:
                procMount: Unmasked  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          hostUsers: false
          containers:
            - name: build
              image: build:1.4
              securityContext:
                procMount: Unmasked
            - name: app
              image: app:1.4
              securityContext:
                procMount: Default
        """,
)
def unmasked_proc(pod: JudgedPod) -> Problems:
    """A container can access the parts of `/proc` that container runtimes normally mask.

    Container runtimes hide some parts of `/proc` and make other parts read-only. Otherwise, a
    process in a container could read and change kernel settings of the node. The baseline level of
    the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids every
    `procMount` except `Default`.

    Remove the field. For container builds that need `procMount: Unmasked`, also set `hostUsers:
    false`, which the API server has required since Kubernetes 1.33. Root in the container then has
    no privileges on the node.

    Policy versions: all. From v1.35 on, the baseline level allows `procMount: Unmasked` in Pods
    with `hostUsers: false`, but the restricted level does not allow it.
    """
    for violation in pod.violated("procMount", "procMount_restricted"):
        yield violation.problem(
            f"`procMount: {violation.shown}` exposes normally masked parts of `/proc` to "
            f"{violation.who}",
            why="The container can read and change kernel settings of the node.",
            help="Remove `procMount` from `securityContext`.",
        )
