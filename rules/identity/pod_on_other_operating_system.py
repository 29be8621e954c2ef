"""A Pod that may run on a node with a different operating system."""

from collections.abc import Iterator

from podlint.authoring import Place, PodSpec, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened

_LABELS = ("kubernetes.io/os", "beta.kubernetes.io/os")
_WINDOWS_IMAGES = ("mcr.microsoft.com/windows/", "mcr.microsoft.com/dotnet/framework/")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Pod has the status Failed and the reason `PodOSNotSupported`; or `ErrImagePull` with "
        "`no matching manifest for linux/amd64`"
    ),
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
    """A Windows Pod may be scheduled on a Linux node, or a Linux Pod on a Windows node.

    The scheduler [does not consider
    os.name](https://kubernetes.io/docs/concepts/workloads/pods/#pod-os). Without a node selector, a
    Windows Pod can be scheduled on any node. On a Linux node, the kubelet rejects a Pod with
    `os.name: windows`. If `os.name` is not set, the kubelet fails to pull the Windows image.

    podlint reports a node selector that contradicts `os.name`. Otherwise, podlint does not report
    Pods with a node selector, required node affinity, a runtime class or a node name, because
    these may select the right nodes.

    Set `nodeSelector: {kubernetes.io/os: windows}`. If the Windows nodes have a taint, also add a
    matching toleration.
    """
    spec = pod.spec
    wanted = spec.os.name if spec.os else None
    for label in _LABELS:
        chosen = spec.node_selector.get(label)
        if wanted and chosen and chosen != wanted:
            yield Problem(
                f"`nodeSelector` requires `{shortened(chosen, 40)}` nodes, but `os.name` is "
                f"`{wanted}`",
                at=spec.at / "nodeSelector" / label,
                related=(Related("operating system of the Pod", spec.at / "os" / "name"),),
                why="The kubelet on the selected node rejects the Pod with `PodOSNotSupported`.",
                help=f"Set `os.name` and `nodeSelector['{label}']` to the same value.",
            )
            return
    if _is_placed(spec):
        return
    sign = next(_signs_of_windows(spec), None)
    if sign:
        yield Problem(
            "Pod is for Windows but can be scheduled on Linux nodes",
            at=sign,
            why="On a Linux node, the Pod fails with `PodOSNotSupported` or `ErrImagePull`.",
            help="Set `nodeSelector: {kubernetes.io/os: windows}` in the Pod spec.",
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
