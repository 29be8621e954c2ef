"""A Windows container that runs directly on its node."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom until an attacker breaks into the container; or Pod "
        'Security rejects the Pod with `violates PodSecurity "baseline:latest": '
        "hostProcess`"
    ),
    standards=("pss:baseline",),
    aliases=(
        "hostProcess",
        "disallow-host-process",
        "KSV-0103",
    ),
    similar={
        "C-0202": (
            "Kubescape checks whether a Namespace has Pod Security labels; this rule checks Pods."
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
          os: {name: windows}
          securityContext:
            windowsOptions:
              hostProcess: true  # finding
              #            ^^^^
              runAsUserName: NT AUTHORITY\\SYSTEM
          initContainers:
            - name: install
              image: install:1.0
          containers:
            - name: agent
              image: agent:2.1
              securityContext:
                windowsOptions: {hostProcess: true}  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          securityContext:
            windowsOptions:
              runAsUserName: ContainerUser
          containers:
            - name: app
              image: app:1.4-windows
        """,
)
def windows_host_process(pod: JudgedPod) -> Problems:
    """A Windows container runs as a process on the node.

    A HostProcess container has access to the node's network, devices and file system, and can run
    as any user on the node. It is the Windows equivalent of a privileged container. The baseline
    level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids
    `hostProcess: true` on the Pod and on every container, in every policy version.

    Remove `hostProcess: true`. Run a component that must control the node, such as a network
    plugin, in a separate namespace with the label `pod-security.kubernetes.io/enforce: privileged`.
    """
    for violation in pod.violated("windowsHostProcess"):
        yield violation.problem(
            f"`hostProcess: true` runs {violation.who} directly on the Windows node",
            why="An attacker who breaks into a container controls the node.",
            help="Remove `hostProcess: true` from `securityContext.windowsOptions`.",
        )
