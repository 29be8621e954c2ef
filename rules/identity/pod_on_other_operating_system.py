"""A Pod that may come to a node of another operating system."""

from collections.abc import Iterator

from podlint.authoring import Place, PodSpec, PodTarget, Problem, Problems, Related, Severity, rule

_LABELS = ("kubernetes.io/os", "beta.kubernetes.io/os")
_WINDOWS_IMAGES = ("mcr.microsoft.com/windows/", "mcr.microsoft.com/dotnet/framework/")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Failed, reason PodOSNotSupported; or ErrImagePull: no matching manifest for "
    "linux/amd64",
    aliases=("windows-pod-without-node-selector",),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              os:
                name: windows  # finding
                #     ^^^^^^^
              containers:
                - name: app
                  image: app:1.4-windows
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: user
        spec:
          containers:
            - name: app
              image: app:1.4-windows
              securityContext:
                windowsOptions:  # finding
                  runAsUserName: ContainerUser
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: iis
        spec:
          containers:
            - name: app
              image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022  # finding
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          nodeSelector:
            kubernetes.io/os: linux  # finding
          containers:
            - name: app
              image: app:1.4-windows
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          containers:
            - name: app
              image: app:1.4-windows
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: pool
        spec:
          os: {name: windows}
          nodeSelector: {agentpool: win22}
          containers:
            - name: app
              image: app:1.4-windows
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: api
        spec:
          os: {name: linux}
          containers:
            - name: app
              image: app:1.4
        """,
)
def pod_on_other_operating_system(pod: PodTarget) -> Problems:
    """A Pod for Windows may be put on a Linux node, or the other way round.

    The scheduler [does not look at os.name](https://kubernetes.io/docs/concepts/workloads/pods/#pod-os):
    without a selector a Pod for Windows lands on any node, and there the kubelet refuses it or the
    image does not fit. Pods with any node selector, required affinity to nodes, runtime class or
    node name are left alone, for these may lead to the right nodes.

    Write `nodeSelector: {kubernetes.io/os: windows}`. The nodes are often tainted, too: add the
    toleration.
    """
    spec = pod.spec
    wanted = spec.os.name if spec.os else None
    for label in _LABELS:
        chosen = spec.node_selector.get(label)
        if wanted and chosen and chosen != wanted:
            yield Problem(
                f"the Pod is for {wanted} and its node selector asks for {chosen}",
                at=spec.at / "nodeSelector" / label,
                related=(Related("the Pod's operating system", spec.at / "os" / "name"),),
                why="The kubelet there refuses it, PodOSNotSupported.",
                help="Correct one of the two.",
            )
            return
    if _is_placed(spec):
        return
    sign = next(_signs_of_windows(spec), None)
    if sign:
        yield Problem(
            "this is for Windows, but nothing keeps the Pod from Linux nodes",
            at=sign,
            why="PodOSNotSupported or ErrImagePull.",
            help="Set nodeSelector kubernetes.io/os to windows.",
        )


def _is_placed(spec: PodSpec) -> bool:
    affinity = spec.affinity.node_affinity if spec.affinity else None
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    return bool(spec.node_selector or spec.node_name or spec.runtime_class_name or required)


def _signs_of_windows(spec: PodSpec) -> Iterator[Place]:
    if spec.os and spec.os.name:
        if spec.os.name == "windows":
            yield spec.os.at / "name"
        return
    for context in (spec.security_context, *(each.security_context for each in spec.containers)):
        if context and context.windows_options:
            yield context.at / "windowsOptions"
    for container in spec.all_containers:
        if (container.image or "").startswith(_WINDOWS_IMAGES):
            yield container.at / "image"
