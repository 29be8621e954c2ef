"""A command that gives files away without the right to do so."""

from podlint.authoring import Container, Place, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.answers import Answer
from podlint.file_access.claims import claimed_root
from podlint.file_access.file_uses import FileUse, file_uses
from podlint.file_access.identity import Identity, identity_of
from podlint.file_access.permission import Entry, may_change_mode, may_change_owner
from podlint.file_access.places import Reached, reach, why_read_only, word_place
from podlint.file_access.preparation import may_be_prepared
from podlint.file_access.volume_contents import contents_of
from podlint.pods.additions import additions_to
from podlint.pods.commands.words import all_command_lines, command_line


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`Init:CrashLoopBackOff` or `CrashLoopBackOff`; the log says `Operation not permitted`",
    asks_for=("runAsUser", "runAsNonRoot", "drop"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: cache
              emptyDir: {}
          initContainers:
            - name: own
              image: busybox:1.36
              command: [sh, -c, "chown -R 1000:1000 /files"]  # finding
              #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: data, mountPath: /files}
            - name: open
              image: busybox:1.36
              command: [chmod, "777", /cache]  # finding
              volumeMounts:
                - {name: cache, mountPath: /cache}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /var/cache/app}
              lifecycle:
                postStart:
                  exec:
                    command: [chown, app, /var/cache/app]  # finding
        """,
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              initContainers:
                - name: own
                  image: busybox:1.36
                  securityContext:
                    runAsUser: 0
                    capabilities: {drop: [ALL]}
                  command:
                    - sh
                    - -c
                    - |  # finding
                      set -e
                      mkdir -p /data/files
                      chown 999:999 /data/files
                  volumeMounts:
                    - {name: data, mountPath: /data}
              containers:
                - name: db
                  image: db:1
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
            runAsGroup: 1000
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: cache
              emptyDir: {}
            - name: keys
              secret: {secretName: keys}
          initContainers:
            - name: as-root
              image: busybox:1.36
              securityContext: {runAsUser: 0}
              command: [chown, -R, "1000:1000", /data]
              volumeMounts: &mounts
                - {name: data, mountPath: /data}
                - {name: cache, mountPath: /cache}
            - name: with-capability
              image: busybox:1.36
              securityContext:
                runAsUser: 0
                capabilities: {drop: [ALL], add: [CHOWN, FOWNER]}
              command: [sh, -c, "chown 1000 /data && chmod 770 /data"]
              volumeMounts: *mounts
            - name: given-before
              image: busybox:1.36
              command: [chmod, "770", /data]
              volumeMounts: *mounts
            - name: own-file
              image: busybox:1.36
              command: [sh, -c, "cp /etc/hosts /cache/hosts && chmod 600 /cache/hosts"]
              volumeMounts: *mounts
            - name: own-id
              image: busybox:1.36
              command: [sh, -c, "touch /cache/a && chown 1000 /cache/a"]
              volumeMounts: *mounts
            - name: tolerant
              image: busybox:1.36
              command: [sh, -c, "chown -R 1000 /data || true"]
              volumeMounts: *mounts
            - name: goes-on
              image: busybox:1.36
              command: [sh, -c, "chown -R 1000 /data; ls /data"]
              volumeMounts: *mounts
            - name: asked
              image: busybox:1.36
              command: [sh, -c, 'if [ "$(id -u)" = 0 ]; then chown -R 1000 /data; fi']
              volumeMounts: *mounts
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "chown app /srv/app && exec app"]
        """,
)
def ownership_change_refused(pod: PodTarget) -> Problems:
    """A command changes the owner or mode of files without the necessary permission.

    Only root with the capability CHOWN can give files to another user. Only the owner of a file, or
    root with the capability FOWNER, can change its mode. The root directory of a new volume belongs
    to root. A command such as `chown -R 1000:1000 /data` therefore fails as user 1000, even if the
    Pod has an `fsGroup`. podlint does not report commands whose failure is ignored, as in
    `|| true`.

    To let a user write to a volume, set the Pod's `fsGroup`, and remove the command. The kubelet
    then gives the volume to that group. For volumes to which `fsGroup` does not apply, such as
    `hostPath` and NFS, run this container with `runAsUser: 0` and the capabilities that it needs.
    """
    for container in pod.spec.all_containers:
        identity = identity_of(container)
        if identity.is_root is None or (identity.has("CHOWN") and identity.has("FOWNER")):
            continue
        for at, words in all_command_lines(container):
            known = command_line(container) if at.path[-1] == "args" else words
            for use in file_uses(container, known):
                if use.kind not in ("own", "mode") or not use.matters:
                    continue
                reached = reach(container, use.path)
                entry = _entry(pod, container, reached)
                writable = why_read_only(container, reached) is None
                if writable and not _succeeds(identity, use, entry):
                    yield _problem(container, at, identity, use)
                    break


def _succeeds(identity: Identity, use: FileUse, entry: Entry) -> bool:
    """Whether a change succeeds, or may succeed."""
    answer: Answer = (
        may_change_owner(identity, entry, use.user, use.group)
        if use.kind == "own"
        else may_change_mode(identity, entry)
    )
    return answer is not False


def _entry(pod: PodTarget, container: Container, reached: Reached) -> Entry:
    """The file or directory when the container starts; nothing if it may have been changed."""
    volume, mount = reached.volume, reached.mount
    if mount is None or reached.inner is None or may_be_prepared(pod, container, mount.name or ""):
        return Entry()
    if volume is None:
        claimed = mount.name in additions_to(pod).claims
        return claimed_root(pod.spec) if claimed and not reached.inner else Entry()
    if (volume.persistent_volume_claim or volume.ephemeral) and not reached.inner:
        return claimed_root(pod.spec)
    contents = contents_of(volume, pod.spec)
    return Entry() if contents.perhaps_older else contents.at(reached.inner).entry


def _problem(container: Container, at: Place, identity: Identity, use: FileUse) -> Problem:
    what = "owner" if use.kind == "own" else "mode"
    if identity.is_root:
        need = "CHOWN" if use.kind == "own" else "FOWNER"
        who = f"root without capability {need}"
        remedy = (
            f"Add {need} to `capabilities.add`, or remove the command and set the Pod's `fsGroup`."
        )
    else:
        who = identity.name
        remedy = (
            f"Remove the command and set the Pod's `fsGroup`, or run container `{container}` "
            "with `runAsUser: 0`."
        )
    return Problem(
        f"`{use.program}` cannot change the {what} of `{shortened(use.path, 35)}` as {who}",
        at=word_place(at, use.program),
        why=f"`{use.program}` fails with `Operation not permitted`, so the container fails.",
        help=remedy,
    )
