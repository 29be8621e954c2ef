"""A Windows container that is a process of its node."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="nothing, until the container is broken into; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": hostProcess',
    standards=("pss:baseline",),
    aliases=(
        "hostProcess",
        "disallow-host-process",
        "KSV-0103",
    ),
    similar={
        "C-0202": (
            "Kubescape asks whether a Namespace has the labels of Pod Security, this rule looks "
            "at Pods."
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
    """A Windows container runs as a process of the node.

    A HostProcess container has the node's network, devices and file system and runs as any user of
    the node: what `privileged` is for Linux. The baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses it, for the Pod and for every container, at every policy version.

    Remove `hostProcess: true`. A component that must own the node belongs into a namespace of its
    own whose label allows it: `pod-security.kubernetes.io/enforce: privileged`.
    """
    for violation in pod.violated("windowsHostProcess"):
        yield violation.problem(
            f"hostProcess makes {violation.who} a process of the Windows node",
            why="Whoever breaks in owns the node.",
            help="Remove it.",
        )
