"""Two volumes in one place of a container."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, VolumeMount, rule
from podlint.pods.volumes.mounts import normal_path


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="files that are in the volume are missing in the container",
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
    """Two volumes are mounted in one place, written in two ways.

    The API server refuses the same `mountPath` twice, but compares the text: `/data` and `/data/`
    pass. In the container one mount lies over the other, and the files of that one are hidden.

    Mount one of the two elsewhere, or remove it.
    """
    places: dict[str, VolumeMount] = {}
    for mount in container.volume_mounts:
        path = mount.mount_path
        if not path:
            continue
        first = places.setdefault(normal_path(path), mount)
        if first is not mount and first.mount_path != path:
            yield Problem(
                f"{path} is the same place as {first.mount_path}",
                at=mount.at / "mountPath",
                related=(Related("the other mount", first.at / "mountPath"),),
                why=f"One of the volumes {first.name} and {mount.name} hides the other.",
                help="Mount one of them elsewhere.",
            )
