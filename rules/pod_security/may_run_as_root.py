"""A Pod that may run as root."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.file_access.image_advice import to_leave_root
from podlint.targets.judged_pod import PlacedViolation


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
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0012": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "run-as-non-root": (
            "kube-linter checks every Pod and accepts a runAsUser other than 0; this rule "
            "checks only Pods that must meet the restricted level."
        ),
        "runAsRootAllowed": (
            "Polaris checks every Pod and accepts a runAsUser other than 0; this rule checks "
            "only Pods that must meet the restricted level."
        ),
        "CKV_K8S_23": (
            "Checkov checks every Pod and accepts a runAsUser other than 0; this rule checks "
            "only Pods that must meet the restricted level."
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
        # `false` on the Pod is a violation even if every container overrides it.
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

    If `runAsNonRoot` is not `true`, nothing prevents a container from running as root, as most
    images do by default. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) requires
    `runAsNonRoot: true` for every container, set on the container or on the Pod. It forbids
    `runAsNonRoot: false` everywhere, even on a Pod whose containers all override it. A `runAsUser`
    other than 0 is not enough. podlint reports such containers only if a Namespace label, the
    configuration or the command line sets the restricted level. In all other Pods,
    `missing-run-as-non-root` reports such containers, but only in the profile `strict`.

    Set `securityContext.runAsNonRoot: true` on the Pod. If the image does not specify a numeric
    user, also set `runAsUser`. The kubelet then does not start an image that runs as root: the
    container stays in `CreateContainerConfigError` with `container has runAsNonRoot and image will
    run as root`.

    Policy versions: all, including for Windows Pods. From v1.35 on, Pods with `hostUsers: false`
    are exempt.
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
                f"{violation.who} {_state(violation)} `runAsNonRoot: true` is not set",
                help=_advice(violation),
            )


def _advice(violation: PlacedViolation) -> str:
    container = violation.container_model
    need = to_leave_root(container) if container else None
    setting = "Set `securityContext.runAsNonRoot: true`"
    return f"{setting}. {need}." if need else f"{setting} on the Pod or the container."


def _state(violation: PlacedViolation) -> str:
    """The user of a container, as the start of a message."""
    container = violation.container_model
    if container and (user := container.effective_run_as_user):
        return f"runs as user {user}, but"
    return "may run as root:"
