"""A mounted file that is executed but not executable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    Container,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    Volume,
    rule,
)
from podlint.document.shortening import shortened
from podlint.file_access.executed_files import ExecutedFile, executed_files
from podlint.file_access.identity import identity_of
from podlint.file_access.permission import may
from podlint.file_access.volume_contents import contents_of
from podlint.file_access.volume_files import files_of_keys

if TYPE_CHECKING:
    from podlint.file_access.permission import Entry

_ANY_EXECUTE = 0o111


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with `permission denied`; probes report "
        "`probe errored`"
    ),
    asks_for=("configMap", "secret", "projected", "downwardAPI"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts}
            - name: tools
              secret: {secretName: tools, defaultMode: 0740}
          initContainers:
            - name: prepare
              image: app:1.4
              command: [/scripts/prepare.sh, --all]  # finding
              #         ^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
          containers:
            - name: app
              image: app:1.4
              workingDir: /scripts
              command: [sh, -c, "./start.sh && exec app"]  # finding
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: scripts, mountPath: /usr/local/bin/ready, subPath: ready}
              readinessProbe:
                exec:
                  command: [/usr/local/bin/ready]  # finding
            - name: searched
              image: app:1.4
              command: [start.sh]  # finding
              volumeMounts:
                - {name: scripts, mountPath: /usr/local/bin/start.sh, subPath: start.sh}
            - name: repeated
              image: app:1.4
              command: [/bin/sh, -c, "while true; do /scripts/check.sh; sleep 60; done"]  # finding
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: helper
              image: app:1.4
              command: [/tools/helper]  # finding
              securityContext: {runAsUser: 1000, runAsGroup: 1000}
              volumeMounts:
                - {name: tools, mountPath: /tools}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext: {fsGroup: 2000}
          volumes:
            - name: scripts
              projected:
                sources:
                  - configMap:
                      name: scripts
                      items:
                        - {key: start, path: bin/start, mode: 0644}
          containers:
            - name: app
              image: app:1.4
              command: [/opt/bin/start]  # finding
              volumeMounts:
                - {name: scripts, mountPath: /opt}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts}
            - name: executable
              configMap: {name: scripts, defaultMode: 0755}
            - name: some
              configMap:
                name: scripts
                items:
                  - {key: start, path: start, mode: 0555}
                  - {key: settings, path: settings}
            - name: data
              emptyDir: {}
          containers:
            - name: interpreted
              image: app:1.4
              command: [sh, /scripts/start.sh]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: sourced
              image: app:1.4
              command: [bash, -c, ". /scripts/settings; exec app"]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: mode
              image: app:1.4
              command: [/scripts/start.sh]
              securityContext: {runAsUser: 1000}
              volumeMounts:
                - {name: executable, mountPath: /scripts}
            - name: item
              image: app:1.4
              command: [/scripts/start]
              volumeMounts:
                - {name: some, mountPath: /scripts}
            - name: covered
              image: app:1.4
              command: [/scripts/bin/start.sh]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: data, mountPath: /scripts/bin}
            - name: copied
              image: app:1.4
              command: [sh, -c, "cp /scripts/a /tmp && chmod +x /tmp/a && /tmp/a"]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: tolerant
              image: app:1.4
              command: [sh, -c, "/scripts/start.sh || sh /scripts/start.sh"]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: conditional
              image: app:1.4
              command: [sh, -c, "while true; do [ -x /scripts/a ] && /scripts/a; sleep 9; done"]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: argument
              image: app:1.4
              command: [app, --config, /scripts/settings]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
        """,
)
def mounted_script_not_executable(objects: ObjectSet) -> Problems:
    """A command runs a mounted file, but its user has no permission to execute the file.

    Files of ConfigMaps, Secrets and projected volumes have mode 0644, unless `defaultMode` or the
    `mode` of an item sets a different mode. Without an execute bit, nobody can execute them, not
    even root. `fsGroup` makes files readable for its group, but not executable
    (`changeFilePermission` in pkg/volume/volume_linux.go). A shell can still read and run such a
    script: `sh /scripts/start.sh`.

    Set `defaultMode: 0755`, or `0555`. In JSON, write the decimal number `493`.
    """
    for pod in objects.pods():
        if not pod.spec.volumes:
            continue
        for container in pod.spec.all_containers:
            if container.volume_mounts:
                yield from _problems(container, pod, objects)


def _problems(container: Container, pod: PodTarget, objects: ObjectSet) -> Problems:
    identity = identity_of(container)
    for run in executed_files(container):
        volume = run.reached.volume
        if volume is None or not run.reached.inner or _is_missing(run, volume, pod, objects):
            continue
        entry = contents_of(volume, pod.spec).at(run.reached.inner).entry
        if may(identity, entry, "execute") is False:
            yield _problem(container, run, entry, identity.name)


def _is_missing(run: ExecutedFile, volume: Volume, pod: PodTarget, objects: ObjectSet) -> bool:
    """Whether the volume certainly lacks the file, which is another fault."""
    known = files_of_keys(volume, pod, objects) if objects.all_read else None
    return known is not None and run.reached.inner not in known


def _problem(container: Container, run: ExecutedFile, entry: Entry, user: str) -> Problem:
    mount, mode = run.reached.mount, entry.mode or 0
    nobody = not mode & _ANY_EXECUTE
    path = shortened(run.reached.path, 40)
    message = f"`{path}` is executed, but its mode is {mode:04o}"
    related = (Related("the mount", mount.at / "mountPath"),) if mount else ()
    return Problem(
        message if nobody else f"{message}, so {user} cannot execute it",
        at=run.at,
        related=related,
        severity=Severity.ERROR if nobody and run.certain else None,
        why="The program cannot be started: `permission denied`."
        if nobody
        else f"The file belongs to root, and {user} has no right to execute it.",
        help=f"Set `defaultMode: 0755` on volume `{mount.name if mount else ''}` (493 in JSON), or "
        "run the file with its interpreter, as in `[sh, FILE]`.",
    )
