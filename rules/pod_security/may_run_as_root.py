"""A Pod that may run as root."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pod Security rejects the Pod with `violates PodSecurity "
        '"restricted:latest": runAsNonRoot != true`'
    ),
    similar={
        "require-run-as-nonroot": (
            "Kyverno reports every Pod; this rule only reports Pods that must meet the "
            "restricted level."
        ),
        "KSV-0012": (
            "Trivy reports every Pod; this rule only reports Pods that must meet the "
            "restricted level."
        ),
        "run-as-non-root": (
            "kube-linter reports every Pod and accepts a runAsUser other than 0; this rule "
            "only reports Pods that must meet the restricted level."
        ),
        "runAsRootAllowed": (
            "Polaris reports every Pod and accepts a runAsUser other than 0; this rule only "
            "reports Pods that must meet the restricted level."
        ),
        "CKV_K8S_23": (
            "checkov reports every Pod and accepts a runAsUser other than 0; this rule only "
            "reports Pods that must meet the restricted level."
        ),
    },
    standards=("pss:restricted",),
    fragments=True,
    bad=(
        """
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
          initContainers:
            - name: fetch
              image: fetch:1.0
              securityContext:  # finding
        #     ^^^^^^^^^^^^^^^
                runAsUser: 1000
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsNonRoot: true
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: desktop
          namespace: shop
        spec:
          os: {name: windows}
          containers:
            - name: app  # finding
              image: app:1.4-windows
        """,
        """
        # A false counts even where every container overrides it.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/audit: restricted
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          template:
            spec:
              securityContext:
                runAsNonRoot: false  # finding
                #             ^^^^^
              containers:
                - name: app
                  image: app:1.4
                  securityContext:
                    runAsNonRoot: true
        """,
    ),
    good=(
        """
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
            runAsNonRoot: true
          containers:
            - name: app
              image: app:1.4
        ---
        # In a user namespace root is nobody on the node.
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
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def may_run_as_root(pod: JudgedPod) -> Problems:
    """A container may run as root although the restricted level forbids it.

    Without `runAsNonRoot: true`, on the container or the Pod, the image decides which user it runs
    as, and most images run as root. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) requires the
    field for every container, and forbids `false` anywhere, even if it is overridden. A `runAsUser`
    other than 0 does not replace it. podlint reports this only for Pods that must meet restricted.
    For other Pods, `missing-run-as-non-root` of the strict profile reports it.

    Set `securityContext.runAsNonRoot: true` on the Pod, and `runAsUser` if the image does not name
    a numeric user. The kubelet then does not start an image that runs as root:
    CreateContainerConfigError, container has runAsNonRoot and image will run as root.

    Policy versions: all, also for Windows. Since v1.35 Pods with `hostUsers: false` are exempt.
    """
    for violation in pod.violated("runAsNonRoot"):
        if violation.value is False:
            yield violation.problem(
                f"`runAsNonRoot` of {violation.who} is `false`, forbidden by Pod Security "
                "restricted",
                help=f"Set `securityContext.runAsNonRoot: true` on {violation.who}.",
            )
        else:
            yield violation.problem(
                f"{violation.who} may run as root: `runAsNonRoot: true` is not set",
                help="Set `securityContext.runAsNonRoot: true` on the Pod or the container.",
            )
