"""A volume that is an emptyDir because its source is missing."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models import Volume


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "Running, but not working: files are missing, and data is lost when the Pod is replaced"
    ),
    asks_for=("volumes",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data  # finding
              #     ^^^^
              persistentVolumeClaim:
            - name: settings  # finding
              configMap: null
            - name: cache  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: data, mountPath: /data}
                - {name: settings, mountPath: /etc/app}
                - {name: cache, mountPath: /cache}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: cache, emptyDir: {}}
            - name: temporary
              emptyDir:
            - {name: data, persistentVolumeClaim: {claimName: data}}
            - {name: filled-in, persistentVolumeClaim: "${CLAIM}"}
            - {name: both, configMap: , secret: {secretName: both}}
            - {name: later, hostPath: {path: /var/lib/app}}
            - {name: new, futureVolume: {}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /cache}
        """,
)
def volume_without_source(pod: PodTarget) -> Problems:
    """A volume has no source, or an empty source, so it becomes an `emptyDir`.

    The API server removes fields without a value, and turns a volume without a source into an
    `emptyDir` (`SetDefaults_Volume`). The Pod starts, but the volume is empty, and its data is lost
    when the Pod is deleted.

    Write the source, such as `persistentVolumeClaim: {claimName: data}`. For an empty volume, write
    `emptyDir: {}`.
    """
    if pod.partial:
        return
    for volume in pod.spec.volumes:
        written = volume.written
        if not isinstance(written, dict):
            continue
        empty = [key for key, value in written.items() if value is None and key != "name"]
        if not volume.name or len(written) - len(empty) > 1 or "emptyDir" in empty:
            continue
        if not _SOURCES.issuperset(empty) or _is_filled_in(volume):
            continue
        field = empty[0] if empty else "name"
        yield Problem(
            f"volume `{volume.name}` is an `emptyDir`, because its `{field}` is empty"
            if empty
            else f"volume `{volume.name}` is an `emptyDir`, because it has no source",
            at=volume.at / "name",
            why="The volume is empty when the Pod starts, and its data is lost with the Pod.",
            help=f"Complete `{field}`, or write `emptyDir: {{}}`."
            if empty
            else "Specify a source for the volume, or set `emptyDir: {}`.",
        )


def _is_filled_in(volume: Volume) -> bool:
    """Whether another tool fills in a part of the volume."""
    path = volume.at.path
    return any(each[: len(path)] == path for each in volume.at.document.unknown)


_SOURCES = frozenset(
    each.alias or name for name, each in Volume.model_fields.items() if name != "name"
)
