"""A Pod that makes all its containers run as root."""

from podlint.authoring import Problem, Problems, Severity, UnrestrictedPod, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing, until a container is broken into",
    similar={
        "require-run-as-non-root-user": (
            "Kyverno reports containers as well, this rule only Pods that make all theirs run as "
            "root."
        ),
        "KSV-0105": (
            "Trivy reports containers as well, this rule only Pods that make all theirs run as "
            "root."
        ),
    },
    asks_for=("runAsUser",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 0  # finding
            #          ^
          initContainers:
            - name: own
              image: busybox:1.36
              command: [chown, -R, "1000", /data]
          containers:
            - name: app
              image: app:1.4
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          initContainers:
            - name: own
              image: busybox:1.36
              command: [chown, -R, "1000", /data]
              securityContext:
                runAsUser: 0
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # Here runs-as-root says it.
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
            runAsUser: 0
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def inherited_root_user(pod: UnrestrictedPod) -> Problems:
    """A Pod makes all its containers run as root.

    `runAsUser: 0` in the Pod's `securityContext` holds for every container that names no user of
    its own: init containers, sidecars and debug containers, too, whatever user their images name.
    Often one of them needs root, to prepare a directory, and all the others get it. Where the
    restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) is asked of
    the Pod, `runs-as-root` says the same instead; Pods with `hostUsers: false` are left alone,
    because their root is nobody on the node.

    Move the setting to the container that needs it.
    """
    spec = pod.pod.spec
    context = spec.security_context
    if context and context.run_as_user == 0 and spec.host_users is not False:
        yield Problem(
            "every container that names no user of its own runs as root, whatever its image says",
            at=context.at / "runAsUser",
            help="Set runAsUser 0 in the one container that needs it.",
        )
