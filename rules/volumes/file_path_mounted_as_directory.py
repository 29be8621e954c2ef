"""A volume with one file that is mounted at the path meant for that file."""

import posixpath

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.models import KubernetesObject
from podlint.models.volume import Volume
from podlint.pods.volumes.mounts import normal_path
from podlint.relations.definitions import keys_of
from podlint.relations.references import volume_references


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`RunContainerError` with `not a directory` if the image has the file; otherwise a "
        "program that fails with `is a directory`"
    ),
    asks_for=("configMap", "secret"),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          settings.py: DEBUG = False
          other.py: ""
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: access
              secret:
                secretName: access
                items: [{key: token, path: token.json}]
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /app/settings.py  # finding
                  #          ^^^^^^^^^^^^^^^^
                - name: access
                  mountPath: /app/token.json  # finding
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          settings.py: DEBUG = False
          sites: example.com
          conf.d: ""
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: one
              configMap:
                name: web
                items: [{key: settings.py, path: main.py}]
            - name: elsewhere
              configMap: {name: elsewhere}
            - name: scratch
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /app/settings.py, subPath: settings.py}
                - {name: settings, mountPath: /app/sites}
                - {name: settings, mountPath: /app/conf.d}
                - {name: settings, mountPath: /app/settings}
                - {name: settings, mountPath: /app/settings.py.d}
                - {name: one, mountPath: /srv/settings.py}
                - {name: elsewhere, mountPath: /app/elsewhere.py}
                - {name: scratch, mountPath: /app/scratch.py}
        """,
)
def file_path_mounted_as_directory(objects: ObjectSet) -> Problems:
    """A ConfigMap or Secret is mounted at a path that ends with the name of one of its files.

    Without `subPath`, the volume is a directory. If it has a file `settings.py` and is mounted at
    `/app/settings.py`, the file is at `/app/settings.py/settings.py`. If the image has a file at
    the path, the container runtime cannot mount the directory there.

    podlint reports only names with an extension, but not names such as `conf.d`. The keys must be
    in `items`, or in an object that the manifests define.

    Set `subPath` to the name of the file.
    """
    for pod in objects.whole_pods():
        files = {
            volume.name: names
            for volume in pod.spec.volumes
            if (source := volume.config_map or volume.secret)
            and (
                names := frozenset(item.path for item in source.items if item.path)
                or _keys(objects, pod.owner, volume)
            )
        }
        for container in pod.spec.all_containers if files else ():
            for mount in container.volume_mounts:
                name = posixpath.basename(normal_path(mount.mount_path or "/"))
                extension = posixpath.splitext(name)[1]
                whole = not mount.sub_path and not mount.sub_path_expr
                if whole and len(extension) > 2 and name in files.get(mount.name or "", ()):
                    yield Problem(
                        f"`{shortened(mount.mount_path or '', 50)}` is a directory, and contains "
                        f"the file `{shortened(name, 30)}`",
                        at=mount.at / "mountPath",
                        why="Without `subPath`, the whole volume is mounted, so the path is a "
                        "directory. If the image has a file there, the container does not start.",
                        help=f"Set `subPath: {name}`.",
                    )


def _keys(objects: ObjectSet, owner: KubernetesObject, volume: Volume) -> frozenset[str]:
    """The keys of the volume's object; empty if they are not known."""
    references = list(volume_references(volume, owner))
    return keys_of(objects, references[0]) or frozenset() if len(references) == 1 else frozenset()
