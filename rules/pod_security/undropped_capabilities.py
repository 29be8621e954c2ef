"""A container that keeps capabilities that it need not have."""

from podlint.authoring import Fix, JudgedPod, Problems, SetValue, Severity, rule
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": unrestricted '
    "capabilities",
    similar={
        "require-drop-all": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0003": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
        "disallow-capabilities-strict": (
            "Kyverno reports every Pod, and capabilities that are added, this rule only where "
            "restricted is asked of the Pod."
        ),
        "KSV-0106": (
            "Trivy reports every Pod, and capabilities that are added, this rule only where "
            "restricted is asked of the Pod."
        ),
        "insecureCapabilities": (
            "Polaris reports every Pod that does not drop certain capabilities, this rule only "
            "where restricted is asked of the Pod."
        ),
        "drop-net-raw-capability": (
            "kube-linter reports every Pod that does not drop NET_RAW, this rule asks for ALL, "
            "and only where restricted is asked of the Pod."
        ),
        "require-drop-cap-net-raw": (
            "Kyverno reports every Pod that does not drop NET_RAW, this rule asks for ALL, and "
            "only where restricted is asked of the Pod."
        ),
        "CKV_K8S_28": (
            "checkov reports every Pod that does not drop NET_RAW, this rule asks for ALL, and "
            "only where restricted is asked of the Pod."
        ),
        "CKV_K8S_37": (
            "checkov reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0004": (
            "Trivy is content with any capability that is dropped, and reports every Pod, this "
            "rule only where restricted is asked of the Pod."
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
        # Before policy version v1.25 Windows was no exception.
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
    """A container keeps the capabilities that its runtime grants.

    Container runtimes grant about a dozen, among them to change the owners of files and to send raw
    packets; few programs need one. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) demands that
    every container drops `ALL`, in just these letters. The rule speaks up only where restricted is
    asked for.

    Write `securityContext.capabilities.drop: [ALL]` into each container; the field does not exist
    for the Pod as a whole. Add `NET_BIND_SERVICE` for a program that must listen on a port below
    1024 as root.

    Policy versions: from v1.22. From v1.25 Pods with `os.name: windows` are exempt, in which the
    field is not allowed.
    """
    for violation in pod.violated("capabilities_restricted"):
        if violation.path[-1] == "drop":
            yield violation.problem(
                f"{violation.who} {_lack(violation)}; "
                + (violation.windows_advice or "set securityContext.capabilities.drop to [ALL]"),
                fix=None
                if violation.windows_advice
                else Fix(
                    "drop all capabilities", (SetValue(violation.at.path, ["ALL"]),), safe=False
                ),
            )


def _lack(violation: PlacedViolation) -> str:
    dropped = violation.value if isinstance(violation.value, list) else []
    if any(str(each).upper() == "ALL" for each in dropped):
        return "drops all capabilities, but not in capital letters"
    if dropped:
        return "drops some capabilities only"
    return "keeps the capabilities that its runtime grants"
