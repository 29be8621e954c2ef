"""Capabilities that a Pod Security level does not allow a container to add."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.pods.capabilities import is_known, without_prefix
from podlint.targets.judged_pod import PlacedViolation

_MILD = frozenset(
    "BLOCK_SUSPEND IPC_LOCK LEASE NET_BROADCAST NET_RAW SYS_NICE SYS_RESOURCE WAKE_ALARM".split()
)
"""Capabilities that can disturb other Pods on the node but do not lead out of the container."""

_GRANTED = frozenset(
    """
    AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP
    SETUID SYS_CHROOT
    """.split()
)
"""Capabilities that baseline allows if the name is written exactly like this."""


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until the container is broken into; or Pod Security "
        'rejects the Pod with `violates PodSecurity "baseline:latest": '
        "non-default capabilities`"
    ),
    similar={
        "dangerousCapabilities": (
            "Polaris reports ALL, SYS_ADMIN and NET_ADMIN; this rule reports every capability "
            "that baseline forbids."
        ),
        "insecureCapabilities": (
            "Polaris checks that capabilities are dropped; this rule checks that no dangerous "
            "one is added."
        ),
        "disallow-capabilities": (
            "Kyverno also reports harmless capabilities such as NET_RAW; this rule reports "
            "those only for Pods that must meet a Pod Security level."
        ),
        "disallow-capabilities-strict": (
            "Kyverno reports every capability except NET_BIND_SERVICE, and requires that ALL "
            "is dropped."
        ),
        "CKV_K8S_25": "checkov reports every added capability; this rule leaves out harmless ones.",
        "CKV_K8S_39": (
            "checkov reports only SYS_ADMIN; this rule reports every capability that is not "
            "harmless."
        ),
        "KSV-0005": (
            "Trivy reports only SYS_ADMIN; this rule reports every capability that is not harmless."
        ),
        "KSV-0022": "Trivy reports every added capability; this rule leaves out harmless ones.",
        "KSV-0106": (
            "Trivy reports every capability except NET_BIND_SERVICE, and requires that ALL is "
            "dropped."
        ),
        "KSV-0119": (
            "Trivy reports NET_RAW in every Pod; this rule reports it only for Pods that must "
            "meet a Pod Security level."
        ),
        "KSV-0120": (
            "Trivy reports only SYS_MODULE; this rule reports every capability that is not "
            "harmless."
        ),
        "C-0046": "Kubescape reports the capabilities of a configurable list.",
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

    A capability is one part of root's privileges. Some capabilities are almost equal to full root:
    `SYS_ADMIN`, `SYS_PTRACE`, `SYS_MODULE`, `NET_ADMIN`. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows a
    container to add only the capabilities that container runtimes grant by default: `AUDIT_WRITE`,
    `CHOWN`, `DAC_OVERRIDE`, `FOWNER`, `FSETID`, `KILL`, `MKNOD`, `NET_BIND_SERVICE`, `SETFCAP`,
    `SETGID`, `SETPCAP`, `SETUID` and `SYS_CHROOT`. The restricted level allows only
    `NET_BIND_SERVICE`. Names are compared exactly: `CAP_CHOWN` and `chown` are not `CHOWN`.

    Some capabilities, such as `IPC_LOCK` and `NET_RAW`, do not lead out of the container. If
    neither a Namespace label nor the configuration requires a level, podlint does not report these.
    Nor does it report lower-case names of capabilities that runtimes grant by default, or names
    that are not capabilities, which `unknown-capability` reports.

    Remove the capability. A program that only needs to listen on a low port can use a higher port
    behind a Service.

    Policy versions: baseline applies in all versions. Restricted has its own check since v1.22;
    before that it is the same as baseline. Since v1.25 restricted exempts Pods with `os.name:
    windows`, where the field is not allowed.
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
        return "Pod Security compares the exact name."
    if violation.check == "capabilities_restricted":
        return None
    if _name(violation) in _MILD:
        return "The container can disturb other Pods on its node."
    return "An attacker in the container can use it to reach the node."


def _advice(violation: PlacedViolation) -> str:
    if _is_other_spelling(violation):
        return f"Write `{_name(violation)}`."
    if violation.check == "capabilities_restricted":
        return "Remove it from `capabilities.add`. Only `NET_BIND_SERVICE` is allowed there."
    return "Remove it from `securityContext.capabilities.add`."


def _is_other_spelling(violation: PlacedViolation) -> bool:
    """Whether only the spelling of an allowed capability is wrong."""
    name = _name(violation)
    granted = violation.check == "capabilities_baseline" and name in _GRANTED
    return granted or name == "NET_BIND_SERVICE"


def _name(violation: PlacedViolation) -> str:
    return without_prefix(str(violation.value))
