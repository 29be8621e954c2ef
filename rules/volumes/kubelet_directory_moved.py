"""The kubelet's directory of Pods at another path than on the node."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.mounts import normal_path

_OF_KUBELET = ("/kubelet", "/kubelet/pods")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="Pods with volumes of the driver stay in `ContainerCreating` with `FailedMount` and "
    "`no such file or directory`",
    asks_for=("mountPropagation",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: driver
        spec:
          volumes:
            - name: pods
              hostPath: {path: /data/kubelet/pods}
          containers:
            - name: driver
              image: driver:2
              volumeMounts:
                - name: pods
                  mountPath: /var/lib/kubelet/pods  # finding
                  #          ^^^^^^^^^^^^^^^^^^^^^
                  mountPropagation: Bidirectional
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: driver
        spec:
          volumes:
            - name: pods
              hostPath: {path: /data/kubelet/pods}
            - name: kubelet
              hostPath: {path: /var/lib/kubelet}
            - name: plugins
              hostPath: {path: /data/kubelet/plugins/driver}
          containers:
            - name: same-path
              image: driver:2
              volumeMounts:
                - {name: pods, mountPath: /data/kubelet/pods/, mountPropagation: Bidirectional}
            - name: default-path
              image: driver:2
              volumeMounts:
                - {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}
            - name: reader
              image: agent:2
              volumeMounts:
                - {name: pods, mountPath: /var/lib/kubelet/pods, readOnly: true}
            - name: below-host
              image: agent:2
              volumeMounts:
                - name: pods
                  mountPath: /host/data/kubelet/pods
                  mountPropagation: HostToContainer
            - name: socket
              image: driver:2
              volumeMounts:
                - {name: plugins, mountPath: /csi, mountPropagation: HostToContainer}
        """,
)
def kubelet_directory_moved(container: Container) -> Problems:
    """A driver mounts the kubelet's directory at a different path than on the node.

    The kubelet gives a CSI driver the path of a volume on the node, such as
    `/data/kubelet/pods/UID/volumes/...`. The driver mounts the volume there, in its own container
    (`target_path` in the CSI specification). If the directory has another path in the container,
    the driver does not find it. podlint reports such a mount only if both paths are
    usual directories of the kubelet, and the mount sets `mountPropagation`, as drivers need.

    Mount the directory at the same path as on the node.
    """
    hosts = {
        volume.name: volume.host_path.path or ""
        for volume in (container.pod.volumes if container.pod else ())
        if volume.host_path
    }
    for mount in container.volume_mounts:
        there, here = hosts.get(mount.name), normal_path(mount.mount_path or "/")
        if there is None or mount.mount_propagation in (None, "None") or mount.sub_path:
            continue
        there = normal_path(there)
        if there != here and there.endswith(_OF_KUBELET) and here.endswith(_OF_KUBELET):
            if here.endswith(there):
                continue
            yield Problem(
                f"kubelet directory `{shortened(there, 30)}` is mounted at `{shortened(here, 30)}`",
                at=mount.at / "mountPath",
                related=(Related("the volume", mount.at / "name"),),
                why="The kubelet passes paths of the node to the driver, but these paths do not "
                "exist in the driver's container.",
                help=f"Write `mountPath: {shortened(there, 60)}`.",
            )
