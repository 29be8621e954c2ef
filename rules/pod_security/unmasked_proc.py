"""A container that sees all of /proc."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": procMount',
    standards=("pss:baseline", "pss:restricted"),
    aliases=(
        "unsafe-proc-mount",
        "procMount",
        "disallow-proc-mount",
    ),
    similar={
        "KSV-0027": "Trivy reports every procMount that is written, `Default` too.",
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
        # Restricted makes no exception for user namespaces.
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
    """A container takes the masks from `/proc`.

    Container runtimes hide parts of `/proc` and make others read-only, because through them a
    process reads and changes the node's kernel. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses any `procMount` but `Default`.

    Remove the field. A build in a container that needs it gets `hostUsers: false`, too: the API
    server demands that since Kubernetes 1.33, and then root in the container is nobody on the node.

    Policy versions: all. From v1.35 baseline allows it in Pods with `hostUsers: false`; restricted
    does not.
    """
    for violation in pod.violated("procMount", "procMount_restricted"):
        yield violation.problem(
            f"procMount {violation.shown} shows {violation.who} the parts of /proc that "
            "runtimes hide",
            why="Through them it reads and changes the node's kernel.",
            help="Remove it.",
        )
