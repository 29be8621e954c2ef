"""A container that keeps capabilities it does not need."""

from podlint.authoring import Fix, JudgedPod, Problems, SetValue, Severity, rule
from podlint.file_access.image_advice import dropping_breaks, to_drop_capabilities
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pod Security rejects the Pod with `violates PodSecurity "
        '"restricted:latest": unrestricted capabilities`'
    ),
    similar={
        "require-drop-all": (
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0003": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "disallow-capabilities-strict": (
            "Kyverno checks every Pod, and also added capabilities; this rule checks only Pods "
            "that must meet the restricted level."
        ),
        "KSV-0106": (
            "Trivy checks every Pod, and also added capabilities; this rule checks only Pods that "
            "must meet the restricted level."
        ),
        "insecureCapabilities": (
            "Polaris reports every Pod that does not drop certain capabilities; this rule "
            "checks only Pods that must meet the restricted level."
        ),
        "drop-net-raw-capability": (
            "kube-linter reports every Pod that does not drop NET_RAW; this rule requires "
            "ALL, and checks only Pods that must meet the restricted level."
        ),
        "require-drop-cap-net-raw": (
            "Kyverno reports every Pod that does not drop NET_RAW; this rule requires ALL, "
            "and checks only Pods that must meet the restricted level."
        ),
        "CKV_K8S_28": (
            "Checkov reports every Pod that does not drop NET_RAW; this rule requires ALL, "
            "and checks only Pods that must meet the restricted level."
        ),
        "CKV_K8S_37": (
            "Checkov checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0004": (
            "Trivy checks every Pod and accepts any dropped capability; this rule checks "
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
            - name: mesh  # finding
              #     ^^^^
              image: mesh:3.1
              restartPolicy: Always
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  drop: [all]  # finding
        #         ^^^^
        """,
        """
        # Policy versions before v1.25 do not exempt Windows Pods.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: old
          labels:
            pod-security.kubernetes.io/enforce: restricted
            pod-security.kubernetes.io/enforce-version: v1.24
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: old
        spec:
          os: {name: windows}
          containers:
            - name: app  # finding
              image: app:1.4
        """,
    ),
    fixed="""
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
            - name: mesh
              image: mesh:3.1
              restartPolicy: Always
              securityContext:
                capabilities:
                  drop:
                    - ALL
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  drop: [ALL]
        """,
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
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  drop: [ALL]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: desktop
          namespace: shop
        spec:
          os: {name: windows}
          containers:
            - name: app
              image: app:1.4-windows
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
def undropped_capabilities(pod: JudgedPod) -> Problems:
    """A container keeps the capabilities that the container runtime grants by default.

    Container runtimes grant about a dozen capabilities, for example to change the owners of files
    and to send raw packets. Few programs need these capabilities. The restricted level of the [Pod
    Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    requires every container to drop `ALL`, in exactly this spelling. podlint reports this only if a
    Namespace label, the configuration or the command line sets the restricted level.

    Set `securityContext.capabilities.drop: [ALL]` on each container. The field exists only on
    containers, not on the Pod. If the program runs as root and must listen on a port below 1024,
    also add `NET_BIND_SERVICE`. Some well-known images start as root and need capabilities to
    change to another user. For such images, podlint suggests a user, or an image that does not need
    these capabilities.

    Policy versions: from v1.22 on. From v1.25 on, Pods with `os.name: windows` are exempt, because
    the API server rejects the field in such Pods.
    """
    for violation in pod.violated("capabilities_restricted"):
        if violation.path[-1] == "drop":
            windows = violation.windows_advice
            yield violation.problem(
                f"{violation.who} {_lack(violation)}",
                why=None if windows else _effect(violation),
                help=f"{windows}." if windows else _advice(violation),
                fix=None
                if windows or _breaks(violation)
                else Fix(
                    "drop all capabilities", (SetValue(violation.at.path, ["ALL"]),), safe=False
                ),
            )


def _lack(violation: PlacedViolation) -> str:
    dropped = violation.value if isinstance(violation.value, list) else []
    for each in dropped:
        if str(each).upper() == "ALL":
            return f"drops `{each}` instead of `ALL`, which Pod Security restricted requires"
    if dropped:
        return "drops only some capabilities, but Pod Security restricted requires `ALL`"
    return "does not drop all capabilities, which Pod Security restricted requires"


def _advice(violation: PlacedViolation) -> str:
    container = violation.container_model
    need = to_drop_capabilities(container) if container else None
    setting = "Set `securityContext.capabilities.drop: [ALL]`"
    return f"{setting}. {need}." if need else f"{setting} on the container."


def _breaks(violation: PlacedViolation) -> bool:
    container = violation.container_model
    return container is not None and dropping_breaks(container)


def _effect(violation: PlacedViolation) -> str:
    if " instead of " in _lack(violation):
        return "Pod Security accepts only the exact spelling `ALL`."
    return "The container keeps capabilities that few programs need."
