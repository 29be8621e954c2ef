"""A mount inside a read-only volume."""

import posixpath

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, Volume, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.files import writers_of
from podlint.pods.volumes.mounts import mount_at, normal_path


@rule(
    severity=Severity.INFO,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.INFO),),
    since="0.1",
    symptom=(
        "`RunContainerError` with `error mounting ... mkdirat ...: read-only "
        "file system`, then `CrashLoopBackOff`"
    ),
    asks_for=("readOnly",),
    bad=(
        """
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
        """
        # An emptyDir that no container can write to has no directories.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              emptyDir: {}
            - name: cache
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: pages, mountPath: /srv/pages, readOnly: true}
                - {name: cache, mountPath: /srv/pages/cache}  # finding
        """,
    ),
    good="""
        # The kubelet creates directories for mounts inside ConfigMaps and Secrets. On a node, they
        # exist already. A container that can write creates them.
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
    """A volume is mounted inside another volume that is mounted read-only.

    The inner volume needs a directory as its mount point, and the container runtime cannot create a
    directory inside a mount with `readOnly: true`. The container starts only if the outer volume
    already has this directory. podlint does not report mounts inside ConfigMaps, Secrets or similar
    volumes, because [the kubelet creates the
    directories](https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/volume/util/nested_volumes.go)
    in these volumes. It also does not report mounts inside a volume that another container in the
    Pod can write to.

    If the outer volume is an `emptyDir` that no container can write to, it is empty, and podlint
    reports an error.

    Create the directory in the outer volume first, or mount the inner volume elsewhere.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes if _is_storage(volume)}
    for container in pod.spec.all_containers if volumes else ():
        for mount in container.volume_mounts:
            path = normal_path(mount.mount_path or "/")
            above = mount_at(container, posixpath.dirname(path))
            volume = volumes.get(above.name) if above and above.read_only else None
            if above is None or volume is None or writers_of(pod, above.name):
                continue
            outer = shortened(above.mount_path or "", 40)
            is_empty = volume.empty_dir is not None
            yield Problem(
                f"volume `{mount.name}` is mounted inside `{outer}`, which is read-only",
                at=mount.at / "mountPath",
                severity=Severity.ERROR if is_empty else None,
                related=(Related("the outer mount", above.at / "mountPath"),),
                why=f"Volume `{volume.name}` is empty, and no directory for the mount can be "
                "created in it, so the container fails with RunContainerError."
                if is_empty
                else "If the directory does not exist in the outer volume, the container fails "
                "with RunContainerError.",
                help="Create the directory in the outer volume first, or mount the inner "
                "volume elsewhere.",
            )


def _is_storage(volume: Volume) -> bool:
    return bool(volume.empty_dir or volume.persistent_volume_claim or volume.ephemeral)
