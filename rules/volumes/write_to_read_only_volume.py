"""A command that writes to a read-only volume."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.places import reach, why_read_only, word_place
from podlint.file_access.write_uses import writes_of
from podlint.pods.volumes.mounts import read_only_kind


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Read-only file system` in the log; `Init:Error` or `Init:CrashLoopBackOff`; "
        "`CrashLoopBackOff`"
    ),
    asks_for=("volumeMounts",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret: {secretName: key}
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: archive
              persistentVolumeClaim: {claimName: archive, readOnly: true}
          initContainers:
            - name: own
              image: busybox:1.36
              command: [sh, -c, "chmod 600 /keys/id_rsa && ls /keys"]  # finding
              #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: fill
              image: busybox:1.36
              command: [cp, -r, /seed/., /data]  # finding
              volumeMounts:
                - {name: data, mountPath: /data, readOnly: true}
            - name: note
              image: busybox:1.36
              command: [sh, -c]
              args:
                - date > /archive/date  # finding
              volumeMounts:
                - {name: archive, mountPath: /archive}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret: {secretName: key}
            - name: home
              emptyDir: {}
          initContainers:
            - name: own
              image: busybox:1.36
              command: [sh, -c, "cp /keys/id_rsa /home/app && chmod 600 /home/app/id_rsa"]
              volumeMounts:
                - {name: key, mountPath: /keys}
                - {name: home, mountPath: /home/app}
            - name: tolerant
              image: busybox:1.36
              command: [sh, -c, "chown -R 1000 /keys || true"]
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: careful
              image: busybox:1.36
              command: [sh, -c, "mkdir -p /keys; rm -f /keys/old"]
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: nested
              image: busybox:1.36
              command: [touch, /keys/cache/ready]
              volumeMounts:
                - {name: key, mountPath: /keys}
                - {name: home, mountPath: /keys/cache}
          containers:
            - name: app
              image: app:1.4
        """,
)
def write_to_read_only_volume(pod: PodTarget) -> Problems:
    """A command changes files in a volume that is mounted read-only.

    Volumes of type `configMap`, `secret`, `projected` and `downwardAPI` are always mounted
    read-only, [regardless of readOnly](https://github.com/kubernetes/kubernetes/pull/58720). Other
    volumes are read-only if the mount or the claim sets `readOnly: true`. Commands such as `chmod`,
    `chown` and `cp` fail in such volumes. podlint does not report scripts that continue after a
    failure with `|| true`.

    Set the mode of the files with `defaultMode` and their group with `fsGroup`. If this is not
    enough, copy the files into an `emptyDir` and change them there. For volumes of other types,
    remove `readOnly: true`.
    """
    for container in pod.spec.all_containers:
        if not container.volume_mounts:
            continue
        for use in writes_of(container):
            reached = reach(container, use.path)
            reason = why_read_only(container, reached) if reached.mount else None
            if reason is None or reached.mount is None:
                continue
            what, at = reason
            always = reached.volume is not None and read_only_kind(reached.volume) is not None
            effect = "The command fails with `Read-only file system`."
            yield Problem(
                f"container `{container}` runs `{use.program}` on "
                f"`{shortened(use.path, 40)}`, but volume `{reached.mount.name}` is read-only",
                at=word_place(container.program_at, use.path),
                related=(Related("the mount" if at.path[-1] != "readOnly" else what, at),),
                why=f"{what[:1].upper()}{what[1:]} is always mounted read-only. {effect}"
                if always
                else effect,
                help="Set `defaultMode` on the volume, or copy the files into an `emptyDir` and "
                "change them there."
                if always
                else _REMEDIES.get(
                    what, "Copy the files into an `emptyDir`, and change them there."
                ),
            )
            break


_REMEDIES = {
    "a read-only mount": "Remove `readOnly: true` from the mount.",
    "a read-only claim": "Remove `readOnly: true` from the `persistentVolumeClaim`.",
}
