"""Capabilities that a Pod Security level does not allow a container to add."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.pods.capabilities import is_known, without_prefix
from podlint.targets.judged_pod import PlacedViolation

_MILD = frozenset(
    "BLOCK_SUSPEND IPC_LOCK LEASE NET_BROADCAST NET_RAW SYS_NICE SYS_RESOURCE WAKE_ALARM".split()
)
"""Capabilities that can disturb other Pods on the node but do not give access to the node."""

_GRANTED = frozenset(
    """
    AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP
    SETUID SYS_CHROOT
    """.split()
)
"""Capabilities that baseline allows if the name has exactly this spelling."""


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": '
        "non-default capabilities`"
    ),
    similar={
        "dangerousCapabilities": (
            "Polaris reports ALL, SYS_ADMIN and NET_ADMIN; this rule reports all dangerous "
            "capabilities."
        ),
        "insecureCapabilities": (
            "Polaris checks that capabilities are dropped; this rule checks that no dangerous "
            "capabilities are added."
        ),
        "disallow-capabilities": (
            "Kyverno also reports less dangerous capabilities such as NET_RAW; this rule does so "
            "only if a Namespace label or the configuration sets a level."
        ),
        "disallow-capabilities-strict": (
            "Kyverno reports every capability except NET_BIND_SERVICE, and requires that ALL "
            "is dropped."
        ),
        "CKV_K8S_25": (
            "Checkov reports every added capability; this rule reports only dangerous capabilities."
        ),
        "CKV_K8S_39": (
            "Checkov reports only SYS_ADMIN; this rule reports all dangerous capabilities."
        ),
        "KSV-0005": ("Trivy reports only SYS_ADMIN; this rule reports all dangerous capabilities."),
        "KSV-0022": (
            "Trivy reports every added capability; this rule reports only dangerous capabilities."
        ),
        "KSV-0106": (
            "Trivy reports every capability except NET_BIND_SERVICE, and requires that ALL is "
            "dropped."
        ),
        "KSV-0119": (
            "Trivy reports NET_RAW in every Pod; this rule reports it only if a Namespace label "
            "or the configuration sets a Pod Security level."
        ),
        "KSV-0120": (
            "Trivy reports only SYS_MODULE; this rule reports all dangerous capabilities."
        ),
        "C-0046": "Kubescape reports the capabilities in a configurable list.",
    },
    standards=("pss:baseline", "pss:restricted"),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: rules
              image: iptables:1.8
              securityContext:
                capabilities:
                  add: [NET_ADMIN, CHOWN]  # finding
                  #     ^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  add:
                    - MAC_ADMIN  # finding
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext: {capabilities: {add: [SYS_PTRACE]}}  # finding
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/warn: restricted
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          template:
            spec:
              containers:
                - name: app
                  securityContext:
                    capabilities:
                      add: [NET_BIND_SERVICE, CHOWN]  # finding
                      #                       ^^^^^
                - name: proxy
                  securityContext:
                    capabilities: {add: [CAP_NET_BIND_SERVICE, chown]}  # finding 2
        """,
    ),
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
                capabilities:
                  drop: [ALL]
                  add: [NET_BIND_SERVICE]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: quiet
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  add: [chown, IPC_LOCK]
        """,
)
def dangerous_capabilities(pod: JudgedPod) -> Problems:
    """A container adds a capability that Pod Security does not allow.

    A capability is one part of root's privileges. Some capabilities, such as `SYS_ADMIN`,
    `SYS_PTRACE`, `SYS_MODULE` and `NET_ADMIN`, are almost equivalent to full root access. The
    baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows a
    container to add only the capabilities that container runtimes grant by default: `AUDIT_WRITE`,
    `CHOWN`, `DAC_OVERRIDE`, `FOWNER`, `FSETID`, `KILL`, `MKNOD`, `NET_BIND_SERVICE`, `SETFCAP`,
    `SETGID`, `SETPCAP`, `SETUID` and `SYS_CHROOT`. The restricted level allows only
    `NET_BIND_SERVICE`. Names must match exactly: `CAP_CHOWN` and `chown` are not allowed.

    Some capabilities, such as `IPC_LOCK` and `NET_RAW`, do not give access to the node. podlint
    reports such capabilities only if a Namespace label, the configuration or the command line sets
    a level. The same applies to other spellings of capabilities that runtimes grant by default,
    such as `chown`. `unknown-capability` reports names that are not capabilities.

    Remove the capability. A program that only needs to listen on a low port can listen on a higher
    port behind a Service.

    Policy versions: the baseline check applies to all versions. From v1.22 on, the restricted level
    has its own, stricter check. From v1.25 on, the restricted level exempts Pods with `os.name:
    windows`, because the API server rejects the field in such Pods.
    """
    for violation in pod.violated("capabilities_baseline", "capabilities_restricted"):
        harmless = _name(violation) in _MILD | _GRANTED or not is_known(str(violation.value))
        spared = violation.demand.mode == "default" and harmless
        if violation.path[-2] == "add" and not spared:
            yield violation.problem(
                f"{violation.who} adds capability `{violation.shown}`, forbidden by Pod Security "
                f"{violation.check.removeprefix('capabilities_')}",
                why=_effect(violation),
                help=_advice(violation),
            )


def _effect(violation: PlacedViolation) -> str | None:
    if _is_other_spelling(violation):
        return f"Pod Security allows only the exact name `{_name(violation)}`."
    if violation.check == "capabilities_restricted":
        return None
    if _name(violation) in _MILD:
        return "The container can disturb other Pods on its node."
    return "An attacker can use the capability to gain access to the node."


def _advice(violation: PlacedViolation) -> str:
    if _is_other_spelling(violation):
        return f"Write `{_name(violation)}`."
    if violation.check == "capabilities_restricted":
        return (
            f"Remove `{violation.shown}` from `securityContext.capabilities.add`, which may list "
            "only `NET_BIND_SERVICE`."
        )
    return f"Remove `{violation.shown}` from `securityContext.capabilities.add`."


def _is_other_spelling(violation: PlacedViolation) -> bool:
    """Whether only the spelling of an allowed capability is wrong."""
    name = _name(violation)
    granted = violation.check == "capabilities_baseline" and name in _GRANTED
    return granted or name == "NET_BIND_SERVICE"


def _name(violation: PlacedViolation) -> str:
    return without_prefix(str(violation.value))
