"""A container in privileged mode."""

from collections.abc import Sequence

from podlint.authoring import Container, JudgedPod, Problems, Severity, rule
from podlint.pods.node_agents import is_stray_agent, must_be_privileged
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": '
        "privileged`"
    ),
    standards=("pss:baseline",),
    aliases=(
        "runAsPrivileged",
        "disallow-privileged-containers",
        "container-security-context-privileged",
        "CKV_K8S_16",
        "KSV-0017",
    ),
    similar={
        "scc-deny-privileged-container": (
            "kube-linter checks OpenShift SecurityContextConstraints, not Pods."
        ),
        "C-0057": (
            "Kubescape also reports the capability SYS_ADMIN, which `dangerous-capabilities` "
            "reports."
        ),
    },
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          initContainers:
            - name: sysctl
              image: busybox:1.36
              command: [sysctl, -w, vm.max_map_count=262144]
              securityContext:
                privileged: true  # finding
                #           ^^^^
          containers:
            - name: agent
              image: agent:2.1
              securityContext:
                privileged: false
          ephemeralContainers:
            - name: debug
              image: tools:1
              securityContext: {privileged: true}  # finding
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        spec:
          template:
            spec:
              containers:
                - name: app
                  securityContext: {privileged: true}  # finding
                  #                             ^^^^
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          containers:
            - name: agent
              image: agent:2.1
              securityContext:
                capabilities:
                  add: [CHOWN]
        """,
        """
        # A namespace for components that must control the nodes.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: node-agents
          labels:
            pod-security.kubernetes.io/enforce: privileged
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
          namespace: node-agents
        spec:
          containers:
            - name: agent
              image: agent:2.1
              securityContext:
                privileged: true
        """,
    ),
)
def privileged_container(pod: JudgedPod) -> Problems:
    """A container runs in privileged mode.

    A privileged container has all capabilities and can access the node's devices. Seccomp, AppArmor
    and SELinux do not restrict it. An attacker who breaks into the container controls the node. The
    baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids
    `privileged: true` for every container, including ephemeral containers, in every policy version.

    Remove `privileged: true` and grant only what the container needs, usually one capability in
    `capabilities.add`. Run a component that must control the node, such as a network plugin, in a
    separate namespace with the label `pod-security.kubernetes.io/enforce: privileged`.

    If baseline applies only because it is podlint's default, the default profile does not report
    NFS servers, or init containers that only set kernel parameters with `sysctl`. For these
    containers, capabilities are not enough.
    """
    for violation in pod.violated("privileged"):
        if not (violation.demand.lenient and _is_spared(violation)):
            yield violation.problem(
                f"{violation.who} runs in privileged mode",
                why="An attacker who breaks into the container controls the node.",
                help="Remove `privileged: true`, and list only the required capabilities in "
                "`securityContext.capabilities.add`.",
            )


def _is_spared(violation: PlacedViolation) -> bool:
    return is_stray_agent(violation.pod) or must_be_privileged(_container(violation))


def _container(violation: PlacedViolation) -> Container:
    field, index = violation.path[1:3]
    spec = violation.pod.spec
    containers: dict[str, Sequence[Container]] = {
        "initContainers": spec.init_containers,
        "ephemeralContainers": spec.ephemeral_containers,
    }
    return containers.get(str(field), spec.containers)[int(index)]
