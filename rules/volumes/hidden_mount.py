"""Two volumes at the same path of a container."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, VolumeMount, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.mounts import normal_path


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="files in a volume are missing in the container",
    asks_for=("mountPath",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: scratch
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: data
                  mountPath: /data
                - name: scratch
                  mountPath: /data/  # finding
                  #          ^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: scratch
              emptyDir: {}
          initContainers:
            - name: prepare
              image: tools:3
              volumeMounts:
                - {name: scratch, mountPath: /data}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: /data/}
                - {name: scratch, mountPath: /data/scratch}
        """,
)
def hidden_mount(container: Container) -> Problems:
    """Two volumes are mounted at the same path, but the paths are spelled differently.

    The API server rejects two mounts with the same `mountPath`, but it compares the paths as text,
    so it accepts `/data` together with `/data/`. In the container, one mount hides the files of the
    other.

    Mount one of the volumes at a different path, or remove its mount.
    """
    places: dict[str, VolumeMount] = {}
    for mount in container.volume_mounts:
        path = mount.mount_path
        if not path:
            continue
        first = places.setdefault(normal_path(path), mount)
        if first is not mount and first.mount_path != path:
            other = shortened(first.mount_path or "", 40)
            yield Problem(
                f"mount paths `{shortened(path, 40)}` and `{other}` are the same directory",
                at=mount.at / "mountPath",
                related=(Related("the other mount", first.at / "mountPath"),),
                why=f"Either volume `{first.name}` or volume `{mount.name}` hides the files of the "
                "other volume.",
                help="Mount one of the volumes at a different path, or remove its mount.",
            )
