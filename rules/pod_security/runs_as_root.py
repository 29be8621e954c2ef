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
            "Kyverno reports every Pod; this rule only reports Pods that must meet the "
            "restricted level."
        ),
        "KSV-0105": (
            "Trivy reports every Pod; this rule only reports Pods that must meet the "
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

    Root in the container is also root for the kernel and for every mounted file. The restricted
    level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids
    `runAsUser: 0` wherever it is written, also on a Pod whose containers all have another user.
    podlint reports this only for Pods that must meet restricted.

    Set another user, and give it access to the files of its volumes with `fsGroup`. If the image
    names a user that is not root, remove the field.

    Policy versions: since v1.23, also for Windows. Since v1.35 Pods with `hostUsers: false` are
    exempt.
    """
    for violation in pod.violated("runAsUser"):
        yield violation.problem(
            f"`runAsUser: 0` makes {violation.who} run as root",
            why="Root in the container is also root for the kernel and mounted files.",
            help="Set `runAsUser` to a user ID other than 0, or remove it if the image has a "
            "non-root user.",
        )
