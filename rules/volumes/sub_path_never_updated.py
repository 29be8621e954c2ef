"""A file of a ConfigMap or Secret that is never updated in the container."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, Volume, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="running containers keep the old content of a changed ConfigMap, or the old "
    "certificate after a renewal",
    asks_for=("subPath", "subPathExpr"),
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
                  mountPath: /etc/app/app.conf
                  subPath: app.conf  # finding
                  #        ^^^^^^^^
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
                - name: settings
                  mountPath: /etc/app
                - name: data
                  mountPath: /data
                  subPath: app
        """,
)
def sub_path_never_updated(pod: PodTarget) -> Problems:
    """A file of a ConfigMap or Secret is mounted with `subPath`, so it is never updated.

    The kubelet updates mounted ConfigMaps and Secrets when they change, but [not files that are
    mounted with subPath](https://kubernetes.io/docs/concepts/storage/volumes/#configmap): the
    container keeps the file that it started with.

    Mount the volume as a directory, or restart the Pods after every change. A hash in the
    ConfigMap's name, or a checksum in an annotation of the Pod template, starts a rollout at every
    change.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        for mount in container.volume_mounts if container.sort != "init" else ():
            volume = volumes.get(mount.name)
            path = mount.sub_path or mount.sub_path_expr
            kind = _kind(volume) if volume and path else None
            if volume and kind:
                field = "subPath" if mount.sub_path else "subPathExpr"
                yield Problem(
                    f"`{shortened(mount.mount_path or '', 40)}` is mounted with `{field}` and "
                    f"not updated when the {kind} changes",
                    at=mount.at / field,
                    related=(Related("the volume", volume.at / "name"),),
                    why="The container keeps the old file until it is restarted.",
                    help=f"Mount the volume as a directory without `{field}`, or restart the Pods "
                    "after each change.",
                )


def _kind(volume: Volume) -> str | None:
    kinds = {
        "ConfigMap": volume.config_map,
        "Secret": volume.secret,
        "projected volume": volume.projected,
    }
    return next((kind for kind, source in kinds.items() if source), None)
