"""Capabilities that a standard does not let a container add."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.pods.capabilities import is_known, without_prefix
from podlint.targets.judged_pod import PlacedViolation

_MILD = frozenset(
    "BLOCK_SUSPEND IPC_LOCK LEASE NET_BROADCAST NET_RAW SYS_NICE SYS_RESOURCE WAKE_ALARM".split()
)
"""Capabilities that take from others on the node, but do not lead out of the container."""

_GRANTED = frozenset(
    """
    AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP
    SETUID SYS_CHROOT
    """.split()
)
"""Capabilities that baseline allows, if they are written in just this way."""


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": non-default capabilities',
    similar={
        "dangerousCapabilities": (
            "Polaris reports ALL, SYS_ADMIN and NET_ADMIN, this rule all that baseline refuses."
        ),
        "insecureCapabilities": (
            "Polaris asks that capabilities are dropped, this rule that no dangerous one is added."
        ),
        "disallow-capabilities": (
            "Kyverno also reports harmless ones such as NET_RAW, this rule only where a standard "
            "is asked of the Pod."
        ),
        "disallow-capabilities-strict": (
            "Kyverno reports all but NET_BIND_SERVICE, and asks to drop ALL."
        ),
        "CKV_K8S_25": (
            "checkov reports every capability that is added, this rule leaves out those that are "
            "harmless."
        ),
        "CKV_K8S_39": (
            "checkov reports SYS_ADMIN only, this rule all capabilities beyond those that are "
            "harmless."
        ),
        "KSV-0005": (
            "Trivy reports SYS_ADMIN only, this rule all capabilities beyond those that are "
            "harmless."
        ),
        "KSV-0022": (
            "Trivy reports every capability that is added, this rule leaves out those that are "
            "harmless."
        ),
        "KSV-0106": "Trivy reports all but NET_BIND_SERVICE, and asks to drop ALL.",
        "KSV-0119": "Trivy reports NET_RAW, this rule only where a standard is asked of the Pod.",
        "KSV-0120": (
            "Trivy reports SYS_MODULE only, this rule all capabilities beyond those that are "
            "harmless."
        ),
        "C-0046": "Kubescape reports the capabilities of a list that can be configured.",
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
    """A container adds a capability beyond those that are harmless.

    A capability is a part of what root may do, and some of them are as good as all: `SYS_ADMIN`,
    `SYS_PTRACE`, `SYS_MODULE`, `NET_ADMIN`. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) lets a
    container add only what container runtimes grant anyway: `AUDIT_WRITE`, `CHOWN`,
    `DAC_OVERRIDE`, `FOWNER`, `FSETID`, `KILL`, `MKNOD`, `NET_BIND_SERVICE`, `SETFCAP`, `SETGID`,
    `SETPCAP`, `SETUID` and `SYS_CHROOT`. Restricted lets it add `NET_BIND_SERVICE` alone. Names are
    compared as they are written: `CAP_CHOWN` and `chown` are not `CHOWN`.

    Some do not lead out of the container, such as `IPC_LOCK` and `NET_RAW`; where neither a label
    nor a setting asks for baseline, nothing is said of these, nor of names in small letters
    that mean what runtimes grant anyway, nor of names that are no capabilities, of which
    `unknown-capability` speaks.

    Remove the capability. A program that only wants to listen on a low port can have another port,
    and a Service in front.

    Policy versions: baseline, all; restricted of its own from v1.22, before that as baseline. From
    v1.25 restricted leaves Pods with `os.name: windows` alone, in which the field is not allowed.
    """
    for violation in pod.violated("capabilities_baseline", "capabilities_restricted"):
        harmless = _name(violation) in _MILD | _GRANTED or not is_known(str(violation.value))
        spared = violation.demand.mode == "default" and harmless
        if violation.path[-2] == "add" and not spared:
            yield violation.problem(
                f"{violation.who} adds capability {violation.shown}",
                why=f"{_advice(violation)}.",
            )


def _advice(violation: PlacedViolation) -> str:
    name = _name(violation)
    if violation.check == "capabilities_baseline" and name in _GRANTED:
        return f"only the exact name is allowed; write {name}"
    if name == "NET_BIND_SERVICE":
        return f"only the exact name is allowed; write {name}"
    if violation.check == "capabilities_restricted":
        return "only NET_BIND_SERVICE may be added; remove it"
    if name in _MILD:
        return "it may harm its neighbours on the node; remove it if the program can do without"
    return "with its rights a break-in may reach the node; remove it"


def _name(violation: PlacedViolation) -> str:
    return without_prefix(str(violation.value))
