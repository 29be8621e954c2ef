"""A started file in the directory of a volume that does not have it."""

from __future__ import annotations

from podlint.authoring import (
    Container,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import listed, shortened
from podlint.file_access.executed_files import executed_files
from podlint.file_access.volume_files import files_of_keys
from podlint.models.guess import nearest


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with `no such file or directory`; probes report "
        "`probe errored`"
    ),
    asks_for=("configMap", "secret"),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          app.ini: "[server]"
          start.sh: exec app
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: settings}
            - name: chosen
              configMap:
                name: settings
                items: [{key: app.ini, path: app.ini}]
          containers:
            - name: hidden
              image: app:1.4
              command: [/app/run, --all]  # finding
              #         ^^^^^^^^
              volumeMounts:
                - {name: chosen, mountPath: /app}
            - name: misspelled
              image: app:1.4
              command: [sh, -c, "/scripts/strat.sh && exec app"]  # finding
              volumeMounts:
                - {name: settings, mountPath: /scripts}
            - name: probe
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /scripts}
              readinessProbe:
                exec:
                  command: [/scripts/ready.sh]  # finding
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          app.ini: "[server]"
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scripts
        data:
          start.sh: exec app
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: settings}
            - name: elsewhere
              configMap: {name: elsewhere}
            - name: optional
              configMap: {name: settings, optional: true}
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
            - name: scratch
              emptyDir: {}
          containers:
            - name: one-file
              image: app:1.4
              command: [/app/run]
              volumeMounts:
                - {name: settings, mountPath: /app/app.ini, subPath: app.ini}
            - name: beside
              image: app:1.4
              command: [/app/run, --config, /app/etc/app.ini]
              volumeMounts:
                - {name: settings, mountPath: /app/etc}
            - name: there
              image: app:1.4
              command: [/scripts/start.sh]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: inner-volume
              image: app:1.4
              command: [/scripts/tools/run]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: scratch, mountPath: /scripts/tools}
            - name: not-known
              image: app:1.4
              command: [/scripts/run]
              volumeMounts:
                - {name: optional, mountPath: /scripts}
            - name: conditional
              image: app:1.4
              command: [sh, -c, "[ ! -x /app/pre ] || /app/pre; exec app"]
              volumeMounts:
                - {name: settings, mountPath: /app}
            - name: searched
              image: app:1.4
              command: [app]
              volumeMounts:
                - {name: settings, mountPath: /app}
        """,
)
def started_file_not_in_volume(objects: ObjectSet) -> Problems:
    """A command starts a file in a mounted ConfigMap or Secret that does not contain the file.

    A volume hides all files that the image has in the same directory. If a ConfigMap with settings
    is mounted at `/app`, the container runtime does not find the program `/app/run` of the image.
    The name of a script can also be misspelled.

    podlint checks a ConfigMap or Secret only if it is in the same manifests and not optional.

    Mount the volume at another directory, mount single files with `subPath`, or correct the name.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        if any(volume.config_map or volume.secret for volume in pod.spec.volumes):
            for container in pod.spec.all_containers:
                yield from _problems(container, pod, objects)


def _problems(container: Container, pod: PodTarget, objects: ObjectSet) -> Problems:
    for each in executed_files(container) if container.volume_mounts else ():
        volume, mount, inner = each.reached.volume, each.reached.mount, each.reached.inner
        known = files_of_keys(volume, pod, objects) if volume and mount and inner else None
        if volume is None or mount is None or not known or inner in known:
            continue
        kind = "ConfigMap" if volume.config_map else "Secret"
        meant = nearest(inner or "", sorted(known))
        yield Problem(
            f"the started file `{shortened(each.reached.path, 35)}` is missing in the mounted "
            f"{kind}",
            at=each.at,
            related=(Related("the mount", mount.at / "mountPath"),),
            why=f"The volume has only {shortened(listed(sorted(known)), 50)}, and hides the "
            "image's files in this directory.",
            help=f"Write `{shortened(meant, 40)}`, the name of the file in the volume."
            if meant
            else "Mount the volume at another directory, or mount single files with `subPath`.",
        )
        return
