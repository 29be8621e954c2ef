"""A variable from a file that no container writes."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Container, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.environment_source import FileKeySelector


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`CreateContainerConfigError` with `couldn't parse env file` or `cannot find the volume`"
    ),
    asks_for=("fileKeyRef",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: settings, emptyDir: {}}
            - {name: read, emptyDir: {}}
          initContainers:
            - name: look
              image: app:1.4
              volumeMounts:
                - {name: read, mountPath: /read, readOnly: true}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: TOKEN
                  valueFrom:
                    fileKeyRef:
                      volumeName: settings  # finding
                      #           ^^^^^^^^
                      path: app.env
                      key: TOKEN
                - name: OTHER
                  valueFrom:
                    fileKeyRef: {volumeName: read, path: a.env, key: A, optional: true}  # finding
              volumeMounts:
                - {name: read, mountPath: /read}
        """,
    good="""
        # Another container can write the file: an init container, a sidecar, or an app container
        # while the kubelet tries again.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: settings, emptyDir: {}}
            - {name: sidecar, emptyDir: {}}
            - {name: app, emptyDir: {}}
            - {name: node, hostPath: {path: /etc/app}}
          initContainers:
            - name: write
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /settings}
            - name: read
              image: app:1.4
              env:
                - name: TOKEN
                  valueFrom:
                    fileKeyRef: {volumeName: settings, path: app.env, key: TOKEN}
            - name: agent
              image: agent:2
              restartPolicy: Always
              volumeMounts:
                - {name: sidecar, mountPath: /out}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: A
                  valueFrom:
                    fileKeyRef: {volumeName: settings, path: app.env, key: A}
                - name: B
                  valueFrom:
                    fileKeyRef: {volumeName: sidecar, path: app.env, key: B}
                - name: C
                  valueFrom:
                    fileKeyRef: {volumeName: app, path: app.env, key: C}
                - name: D
                  valueFrom:
                    fileKeyRef: {volumeName: node, path: app.env, key: D}
            - name: other
              image: other:3
              volumeMounts:
                - {name: app, mountPath: /out}
        """,
)
def variable_file_never_written(pod: PodTarget) -> Problems:
    """A variable comes from a file in an `emptyDir` that no other container can write to.

    With `fileKeyRef`, the kubelet reads the value from a file in an `emptyDir` before it creates
    the container. If no other container mounts the volume with write access, the file cannot exist
    ([define environment variable values using an init
    container](https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/)).
    The container is then not created, even with `optional: true`, which only covers a missing key.

    Mount the volume in an init container that writes the file.
    """
    empty = {volume.name for volume in pod.spec.volumes if volume.empty_dir}
    for container in pod.spec.all_containers:
        others = [each for each in pod.spec.all_containers if each is not container]
        if container.sort == "init":
            others = pod.spec.init_containers[: int(container.step[1])]
        for source in _sources(container):
            if source.volume_name not in empty or _writes(others, source.volume_name):
                continue
            volume = shortened(source.volume_name or "", 30)
            yield Problem(
                f"no other container can write `{shortened(source.path or '', 30)}` to volume "
                f"`{volume}`",
                at=source.at / "volumeName",
                why="The volume is empty, so the container stays in `CreateContainerConfigError`.",
                help=f"Mount volume `{volume}` in an init container that writes the file.",
            )


def _sources(container: Container) -> Iterator[FileKeySelector]:
    for variable in container.env:
        if variable.value_from and variable.value_from.file_key_ref:
            yield variable.value_from.file_key_ref


def _writes(containers: list[Container], volume: str | None) -> bool:
    return any(
        mount.name == volume and not mount.read_only
        for container in containers
        for mount in container.volume_mounts
    )
