"""A mount inside a volume in which no directory can be made."""

import posixpath

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, Volume, rule
from podlint.pods.volumes.mounts import mount_at, normal_path


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="RunContainerError: error mounting ... mkdirat ...: read-only file system; then "
    "CrashLoopBackOff",
    asks_for=("readOnly",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              persistentVolumeClaim: {claimName: pages}
            - name: cache
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: cache
                  mountPath: /srv/pages/cache  # finding
                  #          ^^^^^^^^^^^^^^^^
                - name: pages
                  mountPath: /srv/pages
                  readOnly: true
        """,
    good="""
        # The kubelet makes directories for mounts inside ConfigMaps and Secrets; on a node they are
        # there; and a container that may write makes them.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: pages
              persistentVolumeClaim: {claimName: pages}
            - name: data
              emptyDir: {}
            - name: cache
              emptyDir: {}
            - name: node
              hostPath: {path: /}
          initContainers:
            - name: prepare
              image: tools:3
              volumeMounts:
                - {name: data, mountPath: /data}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web, readOnly: true}
                - {name: cache, mountPath: /etc/web/cache}
                - {name: data, mountPath: /data, readOnly: true}
                - {name: cache, mountPath: /data/cache}
                - {name: node, mountPath: /host, readOnly: true}
                - {name: cache, mountPath: /host/tmp}
                - {name: pages, mountPath: /srv/pages, readOnly: true}
                - {name: cache, mountPath: /srv/pages-cache}
        """,
)
def mount_below_read_only_mount(pod: PodTarget) -> Problems:
    """A volume is mounted inside another one that is read-only.

    Mounts inside mounts are fine, in whatever order they are written. But the inner one needs a
    directory to be mounted on, and inside a mount with `readOnly: true` the container runtime
    cannot make it. It works only if the volume has that directory already. Of ConfigMaps, Secrets
    and the like nothing is said, because for these [the kubelet makes such
    directories](https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/volume/util/nested_volumes.go),
    nor of volumes that another container of the Pod may write to.

    Make the directory in the volume before, or mount the inner volume elsewhere.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes if _is_storage(volume)}
    written = {
        mount.name
        for container in pod.spec.all_containers
        for mount in container.volume_mounts
        if not mount.read_only
    }
    for container in pod.spec.all_containers if volumes else ():
        for mount in container.volume_mounts:
            path = normal_path(mount.mount_path or "/")
            above = mount_at(container, posixpath.dirname(path))
            if above and above.read_only and above.name in volumes.keys() - written:
                yield Problem(
                    f"volume {mount.name} is mounted inside {above.mount_path}, which is readOnly",
                    at=mount.at / "mountPath",
                    related=(Related("the mount around it", above.at / "mountPath"),),
                    why="Without such a directory in there, RunContainerError.",
                    help="Make it first, or mount elsewhere.",
                )


def _is_storage(volume: Volume) -> bool:
    return bool(volume.empty_dir or volume.persistent_volume_claim or volume.ephemeral)
