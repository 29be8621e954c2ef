"""A container that is set to run as root."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        'Pod Security rejects the Pod with `violates PodSecurity "restricted:latest": runAsUser=0`'
    ),
    similar={
        "require-run-as-non-root-user": (
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0105": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
    },
    standards=("pss:restricted",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          securityContext:
            runAsUser: 0  # finding
            #          ^
          initContainers:
            - name: own
              image: tools:3
              securityContext: {runAsUser: 0}  # finding
          containers:
            - name: app
              image: app:1.4
              securityContext: {runAsUser: 1000}
        """,
    good="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          securityContext:
            runAsUser: 1000
          containers:
            - name: app
              image: app:1.4
        ---
        # In a user namespace, root has no privileges on the node.
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
          namespace: shop
        spec:
          hostUsers: false
          containers:
            - name: build
              image: build:1.4
              securityContext:
                runAsUser: 0
        """,
)
def runs_as_root(pod: JudgedPod) -> Problems:
    """A Pod or container is set to run as user 0 although the restricted level forbids it.

    For the kernel, and for every mounted file, root in a container is the same user as root on the
    node. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids
    `runAsUser: 0` everywhere, even on a Pod whose containers all override it. podlint reports this
    only if a Namespace label, the configuration or the command line sets the restricted level.

    Set `runAsUser` to another user ID, and give that user access to files on volumes with
    `fsGroup`. If the image specifies a non-root user, you can remove `runAsUser` instead.

    Policy versions: from v1.23 on, including for Windows Pods. From v1.35 on, Pods with `hostUsers:
    false` are exempt.
    """
    for violation in pod.violated("runAsUser"):
        yield violation.problem(
            f"`runAsUser: 0` makes {violation.who} run as root",
            why="To the kernel, root in the container is the node's root user.",
            help="Set `runAsUser` to a user ID other than 0. If the image specifies a non-root "
            "user, you can remove `runAsUser` instead.",
        )
