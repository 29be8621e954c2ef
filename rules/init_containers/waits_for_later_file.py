"""An init container that waits for a file which only a later container can write."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.places import Reached, expanded, reach
from podlint.pods.additions import additions_to
from podlint.pods.commands.conditions import Condition, conditions_of
from podlint.pods.commands.words import command_line

_TESTS = frozenset("-d -e -f -r -s -S".split())


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`Init:0/1` forever; the log repeats the message of the loop",
    asks_for=("initContainers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: shared
              emptyDir: {}
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until [ -f /shared/ready ]; do sleep 1; done"]  # finding
              volumeMounts:
                - {name: shared, mountPath: /shared}
            - name: wait-more
              image: busybox:1.36
              command:  # finding
            # ^^^^^^^
                - sh
                - -c
                - while [ ! -e /shared/done ]; do sleep 1; done
              volumeMounts:
                - {name: shared, mountPath: /shared, readOnly: true}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: shared, mountPath: /work}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: shared
              emptyDir: {}
            - name: filled
              emptyDir: {}
            - name: data
              persistentVolumeClaim: {claimName: data}
          initContainers:
            - name: fill
              image: tools:2
              volumeMounts:
                - {name: filled, mountPath: /filled}
            - name: written-before
              image: busybox:1.36
              command: [sh, -c, "until [ -f /filled/ready ]; do sleep 1; done"]
              volumeMounts: &mounts
                - {name: shared, mountPath: /shared}
                - {name: filled, mountPath: /filled}
                - {name: data, mountPath: /data}
            - name: claim
              image: busybox:1.36
              command: [sh, -c, "until [ -f /data/ready ]; do sleep 1; done"]
              volumeMounts: *mounts
            - name: gives-up
              image: busybox:1.36
              command: [sh, -c, "until [ -f /shared/a ] || [ $n = 9 ]; do n=$((n+1)); done"]
              volumeMounts: *mounts
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "until [ -f /shared/ready ]; do sleep 1; done; exec app"]
              volumeMounts: *mounts
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: writes-itself
        spec:
          volumes:
            - name: shared
              emptyDir: {}
          initContainers:
            - name: download
              image: tools:2
              command: [sh, -c, "until [ -f /shared/a ]; do wget -O /shared/a http://b; done"]
              volumeMounts:
                - {name: shared, mountPath: /shared}
          containers:
            - name: app
              image: app:1.4
        """,
)
def waits_for_later_file(pod: PodTarget) -> Problems:
    """An init container waits for a file in an `emptyDir` that only later containers mount.

    App containers start only after all init containers have exited. If an init container waits in a
    loop for a file that an app container writes, the Pod never starts. podlint reports a loop
    without a limit if the loop does not write the file itself, and no earlier init container or
    sidecar mounts the volume.

    Wait in the app container, or let an earlier init container write the file.
    """
    seen: set[str | None] = set()
    for container in pod.spec.init_containers:
        if container.sort == "init" and not container.is_sidecar:
            for path, reached in _awaited(container):
                volume, mount = reached.volume, reached.mount
                if volume is None or mount is None or not volume.empty_dir or not reached.inner:
                    continue
                if volume.name not in seen and not additions_to(pod).mounts(volume.name or ""):
                    yield _problem(container, path, reached, pod)
                    break
        if container.sort != "init" or not _only_waits(container):
            seen |= {mount.name for mount in container.volume_mounts}


def _only_waits(container: Container) -> bool:
    """Whether a container surely writes nothing, because it only waits for files."""
    return bool(list(_awaited(container))) or all(
        each.read_only for each in container.volume_mounts
    )


def _awaited(container: Container) -> Iterator[tuple[str, Reached]]:
    """The files for which a script waits, without writing to them in any way."""
    words = command_line(container)
    script = " ".join(words)
    for each in conditions_of(words):
        path = _tested(each)
        if path and script.count(path) == 1 and (known := expanded(container, path)):
            yield known, reach(container, known)


def _tested(condition: Condition) -> str | None:
    """The file that must exist before the loop of a condition ends."""
    program, *rest = condition.command.words
    if program not in ("[", "[[", "test") or condition.keyword == "if":
        return None
    rest = [word for word in rest if word not in ("]", "]]")]
    negated = rest[:1] == ["!"]
    waits = condition.waits != negated
    rest = rest[1:] if negated else rest
    alone = len(rest) == 2 and rest[0] in _TESTS and rest[1].startswith("/")
    return rest[1] if waits and alone else None


def _problem(container: Container, path: str, reached: Reached, pod: PodTarget) -> Problem:
    name = reached.volume.name if reached.volume else None
    later = next(
        (each for own in pod.spec.containers for each in own.volume_mounts if each.name == name),
        None,
    )
    return Problem(
        f"init container `{shortened(str(container), 25)}` waits for "
        f"`{shortened(path, 30)}`, but no earlier container writes it",
        at=container.words_at,
        key=True,
        related=(Related("a later container mounts the volume", later.at),) if later else (),
        why=f"Volume `{shortened(name or '', 25)}` is empty. The containers that mount it start "
        "only after this init container exits, so the Pod never starts.",
        help="Wait in the app container, or let an earlier init container write the file.",
    )
