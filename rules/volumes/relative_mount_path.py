"""A mount path without a leading slash."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.operating_system import may_run_on_windows
from podlint.pods.volumes.mounts import normal_path

_RELATIVE = pattern(r"[A-Za-z0-9_.~-][^\\{}$<>%@:]*")


@rule(
    severity=Severity.INFO,
    at_most=Severity.WARNING,
    since="0.2",
    symptom="files are missing in the container: the volume is at another path",
    fragments=True,
    asks_for=("mountPath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              workingDir: /app
              volumeMounts:
                - name: data
                  mountPath: data  # finding
                  #          ^^^^
            - name: home
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: ~/data}  # finding
            - name: here
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: ./data}  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: /data}
            - name: filled-in
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: "${DATA}"}
                - {name: data, mountPath: "<path>"}
                - {name: data, mountPath: "%PATH%"}
            - name: windows
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: 'C:\\data'}
                - {name: data, mountPath: "d:/data"}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector: {kubernetes.io/os: windows}
          volumes:
            - name: data
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: data}
        """,
    ),
)
def relative_mount_path(container: Container) -> Problems:
    """A volume is mounted at a relative path.

    The kubelet adds a slash in front of a relative `mountPath` (`makeMounts` in
    pkg/kubelet/kubelet_pods.go). The path is not relative to the working directory, and `~` is not
    the home directory. podlint reports paths that begin with `~` as warnings.

    Write the whole path, with a leading slash.
    """
    if container.pod and may_run_on_windows(container.pod):
        return
    for mount in container.volume_mounts:
        path = mount.mount_path
        if not path or not _RELATIVE.fullmatch(path):
            continue
        at_home = path.startswith("~")
        yield Problem(
            f"mount path `{shortened(path, 40)}` of container `{container}` is relative",
            at=mount.at / "mountPath",
            severity=Severity.WARNING if at_home else None,
            why=f"The kubelet mounts the volume at `{shortened(normal_path(path), 40)}`.",
            help="Write the whole path, with a leading slash."
            if at_home
            else f"Write `{shortened(normal_path(path), 60)}`, if you mean this path.",
        )
