"""A container that nothing keeps from running as root."""

from podlint.authoring import Problem, Problems, Severity, UnrestrictedPod, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing, until the container is broken into",
    similar={
        "require-run-as-nonroot": (
            "Where restricted is asked of the Pod, `may-run-as-root` speaks instead."
        ),
        "KSV-0012": "Where restricted is asked of the Pod, `may-run-as-root` speaks instead.",
        "run-as-non-root": (
            "kube-linter accepts a runAsUser other than 0, this rule asks for runAsNonRoot."
        ),
        "runAsRootAllowed": (
            "Polaris accepts a runAsUser other than 0, this rule asks for runAsNonRoot."
        ),
        "CKV_K8S_23": "checkov accepts a runAsUser other than 0, this rule asks for runAsNonRoot.",
        "C-0013": (
            "Kubescape accepts a runAsUser other than 0, and reports privilege escalation as well."
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
        # Here may-run-as-root says it.
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
    """Nothing keeps a container from running as root.

    Without `runAsNonRoot: true`, in the container or for the whole Pod, the image decides, and most
    images run as root. Root in a container is root towards the kernel and every file that is
    mounted. A container's own value goes before the Pod's. Where the restricted level of the [Pod
    Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) is
    asked of the Pod, `may-run-as-root` says the same instead. Pods with `hostUsers: false` are left
    alone: their root is nobody on the node.

    Set `securityContext.runAsNonRoot: true` for the Pod, and `runAsUser` where the image names no
    numeric user.
    """
    spec = pod.pod.spec
    if spec.host_users is False:
        return
    inherited = spec.security_context.run_as_non_root if spec.security_context else None
    for container in spec.all_containers:
        context = container.security_context
        own = context.run_as_non_root if context else None
        if container.sort != "ephemeral" and not (inherited if own is None else own):
            yield Problem(
                f"nothing keeps container {container.name} from running as root",
                at=container.at / "securityContext" / "runAsNonRoot",
                help="Set securityContext.runAsNonRoot to true.",
            )
