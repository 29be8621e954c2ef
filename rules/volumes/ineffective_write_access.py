"""Write access that has no effect."""

from podlint.authoring import Delete, Fix, PodTarget, Problem, Problems, Severity, rule
from podlint.pods.volumes.mounts import read_only_kind


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`Read-only file system` when the program writes",
    asks_for=("readOnly",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/web
                  readOnly: false  # finding
                  #         ^^^^^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/web
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: data
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web, readOnly: true}
                - {name: settings, mountPath: /etc/other}
                - {name: data, mountPath: /data, readOnly: false}
        """,
)
def ineffective_write_access(pod: PodTarget) -> Problems:
    """A ConfigMap, Secret, projected or downward API volume is mounted with `readOnly: false`.

    The kubelet always mounts these volumes read-only, so `readOnly: false` has no effect. A program
    that writes to such a volume fails.

    Remove the field. If the program must write, use an init container to copy the files into an
    `emptyDir` volume.
    """
    kinds = {volume.name: read_only_kind(volume) for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        for mount in container.volume_mounts:
            kind = kinds.get(mount.name)
            if kind and mount.read_only is False:
                at = mount.at / "readOnly"
                yield Problem(
                    f"`readOnly: false` has no effect: a {kind} is always mounted read-only",
                    at=at,
                    fix=Fix("remove `readOnly: false`", (Delete(at.path),)),
                    why="A program that writes to the volume fails with `Read-only file system`.",
                    help="Remove `readOnly: false`. If the program must write, use an init "
                    "container to copy the files into an `emptyDir`.",
                )
