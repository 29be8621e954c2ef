"""A container that may run as root."""

from podlint.authoring import Container, Problem, Problems, Severity, UnrestrictedPod, rule
from podlint.file_access.image_advice import to_leave_root


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="no visible symptom until an attacker breaks into the container",
    similar={
        "require-run-as-nonroot": (
            "For Pods that must meet the restricted level, `may-run-as-root` reports it instead."
        ),
        "KSV-0012": (
            "For Pods that must meet the restricted level, `may-run-as-root` reports it instead."
        ),
        "run-as-non-root": (
            "kube-linter accepts a runAsUser other than 0; this rule requires runAsNonRoot."
        ),
        "runAsRootAllowed": (
            "Polaris accepts a runAsUser other than 0; this rule requires runAsNonRoot."
        ),
        "CKV_K8S_23": "Checkov accepts a runAsUser other than 0; this rule requires runAsNonRoot.",
        "C-0013": (
            "Kubescape accepts a runAsUser other than 0, and also reports privilege escalation."
        ),
    },
    standards=("pss:restricted",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch  # finding
            #       ^^^^^
              image: fetch:1.0
            - name: mesh
              image: mesh:3.1
              restartPolicy: Always
              securityContext:
                runAsNonRoot: true
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsNonRoot: false  # finding
                #             ^^^^^
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
          initContainers:
            - name: fetch
              image: fetch:1.0
          containers:
            - name: app
              image: app:1.4
              securityContext:
                allowPrivilegeEscalation: false
        """,
        """
        # The rule may-run-as-root reports this Pod.
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
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def missing_run_as_non_root(pod: UnrestrictedPod) -> Problems:
    """A container may run as root.

    If `runAsNonRoot` is not `true`, nothing prevents a container from running as root, as most
    images do by default. For the kernel, and for every mounted file, root in the container is the
    same user as root on the node. `runAsNonRoot` on a container overrides the value on the Pod. For
    Pods that must meet the restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/),
    `may-run-as-root` reports such containers instead. podlint does not report Pods with `hostUsers:
    false`, because root in their containers has no privileges on the node.

    Set `securityContext.runAsNonRoot: true` on the Pod. If the image does not specify a numeric
    user, also set `runAsUser`.
    """
    spec = pod.pod.spec
    if spec.host_users is False:
        return
    inherited = spec.security_context.run_as_non_root if spec.security_context else None
    for container in spec.all_containers:
        context = container.security_context
        own = context.run_as_non_root if context else None
        if container.sort != "ephemeral" and not (inherited if own is None else own):
            state = "`runAsNonRoot` is `false`" if own is False else "`runAsNonRoot` is not set"
            user = container.effective_run_as_user
            yield Problem(
                f"container `{container}` runs as user {user}, but {state}"
                if user
                else f"container `{container}` may run as root: {state}",
                at=container.at / "securityContext" / "runAsNonRoot",
                why="Nothing prevents the container from running as root if `runAsUser` is removed."
                if user
                else "Unless `runAsUser` is set, the image determines the user, and most images "
                "run as root.",
                help=_advice(container),
            )


def _advice(container: Container) -> str:
    need = to_leave_root(container)
    setting = "Set `securityContext.runAsNonRoot: true`"
    return f"{setting}. {need}." if need else f"{setting} on the container."
