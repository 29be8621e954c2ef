"""A Pod in namespaces of its node."""

from podlint.authoring import Delete, Fix, JudgedPod, Problems, Severity, rule
from podlint.pods.node_agents import is_stray_agent
from podlint.pss.labels import PREFIX


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": host namespaces',
    similar={
        "host-network": (
            "kube-linter reports hostNetwork only, this rule hostPID and hostIPC as well."
        ),
        "hostNetworkSet": (
            "Polaris reports hostNetwork only, this rule hostPID and hostIPC as well."
        ),
        "CKV_K8S_19": "checkov reports hostNetwork only, this rule hostPID and hostIPC as well.",
        "KSV-0009": "Trivy reports hostNetwork only, this rule hostPID and hostIPC as well.",
        "C-0041": "Kubescape reports hostNetwork only, this rule hostPID and hostIPC as well.",
        "host-pid": "kube-linter reports hostPID only, this rule hostNetwork and hostIPC as well.",
        "hostPIDSet": "Polaris reports hostPID only, this rule hostNetwork and hostIPC as well.",
        "CKV_K8S_17": "checkov reports hostPID only, this rule hostNetwork and hostIPC as well.",
        "KSV-0010": "Trivy reports hostPID only, this rule hostNetwork and hostIPC as well.",
        "C-0275": "Kubescape reports hostPID only, this rule hostNetwork and hostIPC as well.",
        "host-ipc": "kube-linter reports hostIPC only, this rule hostNetwork and hostPID as well.",
        "hostIPCSet": "Polaris reports hostIPC only, this rule hostNetwork and hostPID as well.",
        "CKV_K8S_18": "checkov reports hostIPC only, this rule hostNetwork and hostPID as well.",
        "KSV-0008": "Trivy reports hostIPC only, this rule hostNetwork and hostPID as well.",
        "C-0276": "Kubescape reports hostIPC only, this rule hostNetwork and hostPID as well.",
        "C-0038": "Kubescape reports hostPID and hostIPC, this rule hostNetwork as well.",
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
    good="""
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
)
def host_namespaces(pod: JudgedPod) -> Problems:
    """A Pod shares the node's network, processes or interprocess communication.

    With `hostNetwork` every container of the Pod, init containers included, reaches what listens on
    the node's own addresses, the kubelet and the cloud's metadata service among them. With
    `hostPID` it sees the node's processes and their environment, and may signal those of the same
    user; with `hostIPC` it shares their memory segments and queues. The baseline level of the [Pod
    Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses all three, at every policy version, for Windows too and whatever `hostUsers` says.

    Remove the field. A component that must own the node, such as a network plugin, belongs into a
    namespace of its own whose label allows it: `pod-security.kubernetes.io/enforce: privileged`.

    Where baseline is only podlint's own default, a Deployment or the like whose Pods are in the
    node's network or among its processes, mount its paths and are privileged gets one finding in
    the default profile: it looks like an agent of the node, which a DaemonSet should run.
    """
    for violation in pod.violated("hostNamespaces"):
        field = violation.path[-1]
        if violation.demand.lenient and is_stray_agent(violation.pod):
            yield violation.problem(
                f"{field}, paths of the node and a privileged container",
                why=f"This looks like an agent of the node, but a {violation.pod.owner.kind} "
                "runs it.",
                help=f"Make it a DaemonSet, in a namespace labelled {PREFIX}enforce: privileged.",
            )
            return
        yield violation.problem(
            f"{field} lets every container of the Pod into the node's own",
            fix=Fix(f"remove {field}", (Delete(violation.at.path),), safe=False),
            why="Whoever breaks into one reaches what runs on the node.",
            help="Remove it.",
        )
