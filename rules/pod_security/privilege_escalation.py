"""A container whose processes can gain privileges."""

from podlint.authoring import JSON, Fix, JudgedPod, Problems, SetValue, Severity, rule
from podlint.document.field_path import value_at
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pod Security rejects the Pod with `violates PodSecurity "
        '"restricted:latest": allowPrivilegeEscalation != false`'
    ),
    similar={
        "privilege-escalation-container": (
            "kube-linter checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "privilegeEscalationAllowed": (
            "Polaris checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "disallow-privilege-escalation": (
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "CKV_K8S_20": (
            "Checkov checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0001": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "C-0016": (
            "Kubescape checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
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
        # Policy versions before v1.25 do not exempt Windows Pods.
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
    """A process in a container can gain more privileges than its parent process.

    Unless `allowPrivilegeEscalation` is false, a program with the set-user-ID bit, such as `sudo`,
    runs with the privileges of its owner. An attacker who breaks in as an ordinary user can then
    become root. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) requires
    `allowPrivilegeEscalation: false` on every container; leaving the field out is not enough.
    podlint reports this only if a Namespace label, the configuration or the command line sets the
    restricted level.

    Set `securityContext.allowPrivilegeEscalation: false` on each container. The field exists only
    on containers, not on the Pod. The API server rejects `false` together with `privileged: true`
    or the capability `SYS_ADMIN`. Remove these settings first.

    Policy versions: from v1.8 on. From v1.25 on, Pods with `os.name: windows` are exempt, because
    the API server rejects the field in such Pods.
    """
    for violation in pod.violated("allowPrivilegeEscalation"):
        windows = violation.windows_advice
        state = (
            "sets `allowPrivilegeEscalation: true`"
            if violation.value is True
            else "does not set `allowPrivilegeEscalation: false`"
        )
        yield violation.problem(
            f"{violation.who} {state}",
            why=None
            if windows
            else "A program such as `sudo` can gain root privileges in the container.",
            help=f"{windows}." if windows else _advice(violation),
            fix=None if pod.partial else _fix(violation),
        )


def _advice(violation: PlacedViolation) -> str:
    context = value_at(violation.at.document.data, violation.at.path[:-1])
    setting = "`securityContext.allowPrivilegeEscalation: false` on the container"
    if isinstance(context, dict) and _owns_the_node(context):
        return f"Remove `privileged: true` and the capability `SYS_ADMIN`, and set {setting}."
    return f"Set {setting}."


def _fix(violation: PlacedViolation) -> Fix | None:
    """Set it to false, unless the API server would reject that together with the other fields."""
    context = value_at(violation.at.document.data, violation.at.path[:-1])
    if violation.windows_advice or (isinstance(context, dict) and _owns_the_node(context)):
        return None
    edits = (SetValue(violation.at.path, False),)
    enforced = violation.demand.is_enforced  # Otherwise the Pod may run, and need it.
    return Fix("set `allowPrivilegeEscalation` to false", edits, safe=enforced)


def _owns_the_node(context: dict[str, JSON]) -> bool:
    capabilities = context.get("capabilities")
    added = capabilities.get("add") if isinstance(capabilities, dict) else None
    return context.get("privileged") is True or (
        isinstance(added, list) and ("SYS_ADMIN" in added or "CAP_SYS_ADMIN" in added)
    )
