"""A container whose processes may gain rights."""

from podlint.authoring import JSON, Fix, JudgedPod, Problems, SetValue, Severity, rule
from podlint.document.field_path import value_at
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": '
    "allowPrivilegeEscalation != false",
    similar={
        "privilege-escalation-container": (
            "kube-linter reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "privilegeEscalationAllowed": (
            "Polaris reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "disallow-privilege-escalation": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "CKV_K8S_20": (
            "checkov reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0001": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
        "C-0016": (
            "Kubescape reports every Pod, this rule only where restricted is asked of the Pod."
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
              securityContext:
                allowPrivilegeEscalation: true  # finding
                #                         ^^^^
          containers:
            - name: app  # finding
            #       ^^^
              image: app:1.4
          ephemeralContainers:
            - name: debug  # finding
              image: tools:1
        """,
        """
        # Before policy version v1.25 Windows was no exception.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: old
          labels:
            pod-security.kubernetes.io/warn: restricted
            pod-security.kubernetes.io/warn-version: v1.24
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
            - name: fetch
              image: fetch:1.0
              securityContext:
                allowPrivilegeEscalation: false
          containers:
            - name: app
              image: app:1.4
              securityContext:
                allowPrivilegeEscalation: false
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext:
                allowPrivilegeEscalation: false
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
          containers:
            - name: app
              image: app:1.4
              securityContext:
                allowPrivilegeEscalation: false
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
)
def privilege_escalation(pod: JudgedPod) -> Problems:
    """A process in a container may gain more rights than the one that started it.

    Unless `allowPrivilegeEscalation` is false, a program with the set-user-ID bit, such as `sudo`,
    runs with its owner's rights: a break-in as an ordinary user becomes one as root. The restricted
    level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    demands that every container sets the field to false; leaving it out is not enough. The rule
    speaks up only where restricted is asked for.

    Write `securityContext.allowPrivilegeEscalation: false` into each container; the field does not
    exist for the Pod as a whole. The API server refuses it beside `privileged: true` or the
    capability `SYS_ADMIN`: these go first.

    Policy versions: from v1.8. From v1.25 Pods with `os.name: windows` are exempt, in which the
    field is not allowed.
    """
    for violation in pod.violated("allowPrivilegeEscalation"):
        allowed = "is allowed" if violation.value is True else "is not kept"
        verb = "to gain" if violation.value is True else "from gaining"
        yield violation.problem(
            f"{violation.who} {allowed} {verb} more rights than it starts with; "
            + (violation.windows_advice or "set securityContext.allowPrivilegeEscalation to false"),
            fix=None if pod.partial else _fix(violation),
        )


def _fix(violation: PlacedViolation) -> Fix | None:
    """Set it to false, unless the API server would refuse that beside what else is there."""
    context = value_at(violation.at.document.data, violation.at.path[:-1])
    if violation.windows_advice or (isinstance(context, dict) and _owns_the_node(context)):
        return None
    return Fix("set allowPrivilegeEscalation to false", (SetValue(violation.at.path, False),))


def _owns_the_node(context: dict[str, JSON]) -> bool:
    capabilities = context.get("capabilities")
    added = capabilities.get("add") if isinstance(capabilities, dict) else None
    return context.get("privileged") is True or (
        isinstance(added, list) and ("SYS_ADMIN" in added or "CAP_SYS_ADMIN" in added)
    )
