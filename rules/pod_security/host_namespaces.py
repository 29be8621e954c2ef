"""A Pod that uses namespaces of its node."""

from podlint.authoring import Delete, Fix, JudgedPod, PodTarget, Problems, Severity, rule
from podlint.pods.node_agents import is_stray_agent
from podlint.pss.labels import PREFIX

_SHARED = {
    "hostIPC": "IPC namespace",
    "hostNetwork": "network",
    "hostPID": "processes",
}
"""The fields, and what they share with the node."""


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": host '
        "namespaces`"
    ),
    similar={
        "host-network": (
            "kube-linter reports only hostNetwork; this rule also reports hostPID and hostIPC."
        ),
        "hostNetworkSet": (
            "Polaris reports only hostNetwork; this rule also reports hostPID and hostIPC."
        ),
        "CKV_K8S_19": (
            "Checkov reports only hostNetwork; this rule also reports hostPID and hostIPC."
        ),
        "KSV-0009": "Trivy reports only hostNetwork; this rule also reports hostPID and hostIPC.",
        "C-0041": "Kubescape reports only hostNetwork; this rule also reports hostPID and hostIPC.",
        "host-pid": (
            "kube-linter reports only hostPID; this rule also reports hostNetwork and hostIPC."
        ),
        "hostPIDSet": (
            "Polaris reports only hostPID; this rule also reports hostNetwork and hostIPC."
        ),
        "CKV_K8S_17": (
            "Checkov reports only hostPID; this rule also reports hostNetwork and hostIPC."
        ),
        "KSV-0010": "Trivy reports only hostPID; this rule also reports hostNetwork and hostIPC.",
        "C-0275": "Kubescape reports only hostPID; this rule also reports hostNetwork and hostIPC.",
        "host-ipc": (
            "kube-linter reports only hostIPC; this rule also reports hostNetwork and hostPID."
        ),
        "hostIPCSet": (
            "Polaris reports only hostIPC; this rule also reports hostNetwork and hostPID."
        ),
        "CKV_K8S_18": (
            "Checkov reports only hostIPC; this rule also reports hostNetwork and hostPID."
        ),
        "KSV-0008": "Trivy reports only hostIPC; this rule also reports hostNetwork and hostPID.",
        "C-0276": "Kubescape reports only hostIPC; this rule also reports hostNetwork and hostPID.",
        "C-0038": "Kubescape reports hostPID and hostIPC; this rule also reports hostNetwork.",
    },
    standards=("pss:baseline",),
    aliases=("disallow-host-namespaces",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: probe
        spec:
          hostPID: true  # finding
          #        ^^^^
          hostIPC: true  # finding
          hostNetwork: false
          containers:
            - name: probe
              image: probe:1.4
        """,
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          template:
            spec:
              hostNetwork: true  # finding
              #            ^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: node-exporter
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          hostNetwork: true  # finding
          containers:
            - name: exporter
              image: windows-exporter:0.30
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: probe
        spec:
          hostNetwork: false
          containers:
            - name: probe
              image: probe:1.4
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: probe
        spec:
          hostNetwork: false
          shareProcessNamespace: true
          containers:
            - name: probe
              image: probe:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: node-agent
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          hostNetwork: true
          securityContext:
            windowsOptions: {hostProcess: true}
          containers:
            - name: agent
              image: agent:1.4
        """,
    ),
)
def host_namespaces(pod: JudgedPod) -> Problems:
    """A Pod shares the node's network, process or IPC namespace.

    With `hostNetwork`, every container of the Pod, including init containers, can reach everything
    that listens on the node's own addresses, such as the kubelet. It can also reach the cloud
    provider's metadata service. With `hostPID`, a container sees all processes on the node. It can
    send signals to processes of the same user, and may be able to read their environment variables.
    With `hostIPC`, a container can access the shared memory and the message queues of processes on
    the node. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids all
    three fields in every policy version, including for Windows Pods, and regardless of `hostUsers`.

    Remove the field. Run a component that must control the node, such as a network plugin, in a
    separate namespace with the label `pod-security.kubernetes.io/enforce: privileged`. podlint does
    not fix Pods that may be such components.

    A Deployment or another replicated workload looks like a node agent if its Pods use the node's
    network or process namespace, mount `hostPath` volumes and have a privileged container. A
    DaemonSet should run such an agent. If baseline applies only because it is podlint's default,
    the default profile reports such a workload in a single finding. A Windows Pod with
    `hostProcess: true` must have `hostNetwork: true`, and `windows-host-process` reports such a
    Pod.
    """
    for violation in pod.violated("hostNamespaces"):
        field = violation.path[-1]
        if field == "hostNetwork" and _runs_on_windows_node(violation.pod):
            continue
        if violation.demand.lenient and is_stray_agent(violation.pod):
            yield violation.problem(
                f"{violation.pod.owner.kind} runs what looks like a node agent (`{field}`, "
                "`hostPath`, `privileged`)",
                why=f"A {violation.pod.owner.kind} does not run one Pod on each node.",
                help=f"Make it a DaemonSet in a Namespace with the label "
                f"`{PREFIX}enforce: privileged`.",
            )
            return
        yield violation.problem(
            f"`{field}: true` gives all containers access to the node's {_SHARED[str(field)]}",
            fix=Fix(f"remove `{field}`", (Delete(violation.at.path),), safe=False),
            why="An attacker in a container can reach programs on the node.",
            help=f"Remove `{field}: true`.",
        )


def _runs_on_windows_node(pod: PodTarget) -> bool:
    """Whether a container is a process of a Windows node, for which `hostNetwork` is required.

    Source: ``validateWindowsHostProcessPod`` in pkg/apis/core/validation.
    """
    return any(
        context is not None
        and context.windows_options is not None
        and context.windows_options.host_process is True
        for context in (
            pod.spec.security_context,
            *(each.security_context for each in pod.spec.all_containers),
        )
    )
