"""A private key that ssh refuses because of its mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.identity import identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import reach
from podlint.file_access.ssh_keys import SshKey, is_refused, ssh_keys_of
from podlint.file_access.volume_contents import contents_of

if TYPE_CHECKING:
    from podlint.models.pod import PodSpec
    from podlint.models.volume_mount import VolumeMount

_OTHERS = 0o077


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`CrashLoopBackOff` or `Error`; the log says `Permissions 0440 for '...' are too open` and "
        "`This private key will be ignored`"
    ),
    asks_for=("secret", "configMap", "projected"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: sync
        spec:
          securityContext:
            runAsUser: 0
            fsGroup: 1000
          volumes:
            - name: key
              secret: {secretName: key, defaultMode: 0400}
          containers:
            - name: sync
              image: tools:3
              command: [ssh, -i, /keys/id_rsa, git@example.com]  # finding
              #                  ^^^^^^^^^^^^
              volumeMounts:
                - {name: key, mountPath: /keys}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: sync
        spec:
          volumes:
            - name: key
              secret: {secretName: key}
          containers:
            - name: sync
              image: tools:3
              securityContext: {runAsUser: 0}
              env:
                - name: GIT_SSH_COMMAND
                  value: ssh -o StrictHostKeyChecking=no -i /keys/id_rsa  # finding
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: git-sync
              image: registry.k8s.io/git-sync/git-sync:v3.6.9  # finding
              securityContext: {runAsUser: 0}
              args: [--ssh, "--repo=git@example.com:docs.git"]
              volumeMounts:
                - {name: key, mountPath: /etc/git-secret}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: sync
        spec:
          volumes:
            - name: key
              secret: {secretName: key, defaultMode: 0400}
            - name: open
              secret: {secretName: key}
            - name: home
              emptyDir: {}
          containers:
            - name: strict-mode
              image: tools:3
              securityContext: {runAsUser: 0}
              command: [ssh, -i, /keys/id_rsa, git@example.com]
              volumeMounts: &mounts
                - {name: key, mountPath: /keys}
                - {name: open, mountPath: /open}
                - {name: home, mountPath: /home}
            - name: key-of-another-user
              image: tools:3
              securityContext: {runAsUser: 1000}
              command: [ssh, -i, /open/id_rsa, git@example.com]
              volumeMounts: *mounts
            - name: unknown-user
              image: tools:3
              command: [ssh, -i, /open/id_rsa, git@example.com]
              volumeMounts: *mounts
            - name: copied
              image: tools:3
              securityContext: {runAsUser: 0}
              command: [sh, -c, "cp /open/a /home/a && chmod 600 /home/a && ssh -i /home/a b"]
              volumeMounts: *mounts
            - name: git-sync
              image: registry.k8s.io/git-sync/git-sync:v3.6.9
              securityContext: {runAsUser: 0}
              args: [--ssh, --ssh-key-file=/keys/id_rsa]
              volumeMounts: *mounts
            - name: git-sync-without-ssh
              image: registry.k8s.io/git-sync/git-sync:v3.6.9
              securityContext: {runAsUser: 0}
              args: ["--repo=https://example.com/docs.git"]
              volumeMounts:
                - {name: open, mountPath: /etc/git-secret}
            - name: other-option
              image: tools:3
              securityContext: {runAsUser: 0}
              command: [sh, -c, "sed -i s/a/b/ /open/id_rsa"]
              volumeMounts: *mounts
        """,
)
def ssh_key_open_to_others(container: Container) -> Problems:
    """A command gives ssh a private key whose mode gives rights to other users.

    If a key belongs to the user who runs ssh, ssh refuses the key if the group or other users have
    any right to it (`sshkey_perm_ok` in authfile.c of OpenSSH). The files of a Secret belong to
    root and have mode 0644 by default. `fsGroup` adds the right to read for its group, so 0400
    becomes 0440. If root runs ssh, ssh then refuses the key.

    If another user runs ssh, ssh accepts a key of root with any mode. In the profile `strict`,
    podlint also reports such a key if the manifest sets a mode without rights for others, and
    `fsGroup` adds such rights.

    Set `defaultMode: 0400`, and remove `fsGroup`. If the Pod needs `fsGroup`, copy the key into an
    `emptyDir` in an init container, and set its mode there with `chmod 600`.
    """
    spec = container.pod
    if spec is None or not container.volume_mounts:
        return
    for key in ssh_keys_of(container):
        reached = reach(container, key.path)
        if reached.volume and reached.inner and reached.mount:
            problem = _problem(container, spec, key, reached.mount)
            if problem:
                yield problem
                return


def _problem(
    container: Container, spec: PodSpec, key: SshKey, mount: VolumeMount
) -> Problem | None:
    reached = reach(container, key.path)
    if reached.volume is None or not reached.inner or reached.volume.empty_dir:
        return None
    entry = contents_of(reached.volume, spec).at(reached.inner).entry
    plain = contents_of(reached.volume, spec, grouped=False)
    written = plain.at(reached.inner).entry.mode
    identity = identity_of(container)
    refused = is_refused(identity, entry)
    mode = entry.mode
    if mode is None or written is None:
        return None
    loosened = not written & _OTHERS and mode & _OTHERS
    if not refused and not (loosened and may(identity, entry, "read")):
        return None
    cause = f" instead of {written:04o}, because of `fsGroup`" if loosened else ""
    return Problem(
        f"ssh key `{shortened(key.path, 40)}` has mode {mode:04o}{cause}",
        at=key.at,
        related=(Related("the mount", mount.at / "mountPath"),),
        severity=None if refused else Severity.INFO,
        why="OpenSSH refuses a key if its owner runs ssh and others have rights to the key: "
        f"`Permissions {mode:04o} are too open`."
        if refused
        else f"OpenSSH accepts the key from {identity.name}, because the file belongs to root. A "
        "program that checks only the mode refuses the key.",
        help="Copy the key into an `emptyDir` and set its mode with `chmod 600`, or remove "
        "`fsGroup`."
        if loosened
        else "Set `defaultMode: 0400` on the volume (256 in JSON).",
    )
