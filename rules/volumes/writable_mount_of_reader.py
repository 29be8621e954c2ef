"""A container that only reads log files but can write to their volume."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, program_name, simple_commands
from podlint.pods.volumes.mounts import mount_at, read_only_kind


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="no visible symptom unless an attacker takes over the container",
    asks_for=("volumeMounts",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: logs, mountPath: /var/log/app}
            - name: reader
              image: busybox:1.36
              args: [tail, -F, /var/log/app/access.log]
              volumeMounts:
                - name: logs  # finding
                  #     ^^^^
                  mountPath: /var/log/app
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
            - name: settings
              configMap: {name: web}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: logs, mountPath: /var/log/app}
            - name: reader
              image: busybox:1.36
              args: [tail, -F, /var/log/app/access.log]
              volumeMounts:
                - {name: logs, mountPath: /var/log/app, readOnly: true}
            - name: more
              image: busybox:1.36
              command: [sh, -c, "touch /var/log/app/x && tail -F /var/log/app/x"]
              volumeMounts:
                - {name: logs, mountPath: /var/log/app}
            - name: fixed
              image: busybox:1.36
              args: [tail, -F, /etc/web/app.conf]
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
        """,
)
def writable_mount_of_reader(pod: PodTarget) -> Problems:
    """A container only reads a file with `tail`, but it can write to the volume.

    A container that only reads logs does not need write access to the files of another container.
    podlint does not report ConfigMaps, Secrets and similar volumes, because they are always
    read-only.

    Set `readOnly: true` on the mount.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        words = command_line(container) if container.volume_mounts else ()
        commands = simple_commands(words) if any("tail" in word for word in words) else None
        if not commands or any(program_name(each[0]) != "tail" for each in commands):
            continue
        for word in (word for command in commands for word in command if word.startswith("/")):
            mount = mount_at(container, word)
            volume = volumes.get(mount.name) if mount else None
            if mount and volume and not mount.read_only and not read_only_kind(volume):
                yield Problem(
                    f"container `{container}` only reads from volume `{mount.name}`, but "
                    "mounts it read-write",
                    at=mount.at / "readOnly",
                    help="Set `readOnly: true` on this mount.",
                )
                break
