"""A mounted file that is executed but not executable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.file_uses import file_uses, started_file
from podlint.file_access.identity import identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import Reached, reach, word_place
from podlint.file_access.volume_contents import contents_of
from podlint.pods.commands.words import all_command_lines
from podlint.pods.volumes.mounts import normal_path
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.file_access.permission import Entry

_ANY_EXECUTE = 0o111
_SEARCHED = frozenset("/bin /sbin /usr/bin /usr/local/bin /usr/local/sbin /usr/sbin".split())


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
            - name: argument
              image: app:1.4
              command: [app, --config, /scripts/settings]
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
        """,
)
def mounted_script_not_executable(container: Container) -> Problems:
    """A command runs a mounted file, but its user has no permission to execute the file.

    Files of ConfigMaps, Secrets and projected volumes have mode 0644, unless `defaultMode` or the
    `mode` of an item sets a different mode. Without an execute bit, nobody can execute them, not
    even root. `fsGroup` makes files readable for its group, but not executable
    (`changeFilePermission` in pkg/volume/volume_linux.go). A shell can still read and run such a
    script: `sh /scripts/start.sh`.

    Set `defaultMode: 0755`, or `0555`. In JSON, write the decimal number `493`.
    """
    if container.pod is None or not container.volume_mounts:
        return
    identity = identity_of(container)
    for run in _runs(container):
        if run.reached.volume is None or not run.reached.inner:
            continue
        entry = contents_of(run.reached.volume, container.pod).at(run.reached.inner).entry
        if may(identity, entry, "execute") is False:
            yield _problem(container, run, entry, identity.name)


class _Run(Frozen):
    reached: Reached
    at: Place
    certain: bool


def _runs(container: Container) -> Iterator[_Run]:
    """The files that the command lines of a container execute; each line's first failure."""
    for at, words in all_command_lines(container):
        path = started_file(container, words) if at.path[-1] == "command" else None
        if path:
            own = at.path[:-1] == container.at.path
            yield _Run(reach(container, path), at / 0, own)
            continue
        if at.path[-1] == "command" and (found := _searched(container, words[0])):
            yield _Run(found, at / 0, False)
            continue
        changed: set[str] = set()
        for use in file_uses(container, words):
            if use.kind == "mode":
                changed.add(use.path)
            elif use.kind == "run" and use.matters and use.path not in changed:
                yield _Run(reach(container, use.path), word_place(at, use.program), False)


def _searched(container: Container, word: str) -> Reached | None:
    """The mounted file that the runtime finds for a program without a path."""
    for mount in container.volume_mounts:
        folder, _, name = normal_path(mount.mount_path or "/").rpartition("/")
        if name == word and folder in _SEARCHED and (mount.sub_path or mount.sub_path_expr):
            return reach(container, f"{folder}/{name}")
    return None


def _problem(container: Container, run: _Run, entry: Entry, user: str) -> Problem:
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
