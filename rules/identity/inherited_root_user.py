"""A Pod that sets the root user for all its containers."""

from podlint.authoring import Problem, Problems, Severity, UnrestrictedPod, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing until someone breaks into a container",
    similar={
        "require-run-as-non-root-user": (
            "Kyverno also reports containers; this rule reports only `runAsUser: 0` of the Pod."
        ),
        "KSV-0105": (
            "Trivy also reports containers; this rule reports only `runAsUser: 0` of the Pod."
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
        # Reported by runs-as-root.
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
    """A Pod sets `runAsUser: 0` for all containers that do not set their own user.

    `runAsUser: 0` in the Pod's `securityContext` applies to every container that does not set its
    own user, including init containers, sidecars and debug containers. The setting overrides the
    user of the image. Often, only one container needs root, for example to prepare a directory, but
    all other containers also run as root.

    If the Pod must meet the restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/), `runs-as-root`
    reports the setting instead. podlint does not report Pods with `hostUsers: false`, because their
    root user is unprivileged on the node.

    Move the setting to the container that needs root.
    """
    spec = pod.pod.spec
    context = spec.security_context
    if context and context.run_as_user == 0 and spec.host_users is not False:
        yield Problem(
            "Pod sets `runAsUser: 0`: containers without their own `runAsUser` run as root",
            at=context.at / "runAsUser",
            why="The setting overrides the user of each image, including the images of "
            "init containers and sidecars.",
            help="Move `securityContext.runAsUser: 0` to the container that needs root.",
        )
