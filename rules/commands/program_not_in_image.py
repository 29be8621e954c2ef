"""A command that runs a program that its image does not have."""

from podlint.authoring import Container, Place, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import all_command_lines, program_name, programs
from podlint.pods.images.bare import SHELL_AND_TOOLS, is_bare
from podlint.pods.images.facts import Lacks
from podlint.pods.images.needs import needs_of
from podlint.pods.images.reference import parse_image

_LOOKS_OR_INSTALLS = ("command -v", "which ", "mongosh", "mariadb", "install", "apk ")
"""Texts of scripts that look for a program first, or that may add it to the image."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "Unhealthy events with `executable file not found in $PATH`; Running, but never Ready; or "
        "`RunContainerError` or `command not found` in the log"
    ),
    asks_for=("command",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: databases
        spec:
          containers:
            - name: documents
              image: mongo:7.0
              readinessProbe:
                exec:
                  command: [mongo, --eval, "db.adminCommand('ping')"]  # finding
            #     ^^^^^^^
            - name: tables
              image: mariadb:11.4
              env: [{name: MARIADB_RANDOM_ROOT_PASSWORD, value: "1"}]
              livenessProbe:
                exec: {command: [sh, -c, "mysqladmin ping -h 127.0.0.1"]}  # finding
            - name: script
              image: registry.k8s.io/kubectl:v1.34.0
              command: [sh, -c, "kubectl get pods; sleep 60"]  # finding
            - name: distroless
              image: gcr.io/distroless/static-debian12:nonroot
              command: [sh, -c, "/app --port=8080"]  # finding
            - name: shell
              image: alpine:3.20
              command: [/bin/bash, -c, "exec sleep 1d"]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: databases
        spec:
          containers:
            - name: documents
              image: mongo:7.0
              readinessProbe:
                exec: {command: [mongosh, --eval, "db.adminCommand('ping')"]}
            - name: older
              image: mongo:4.4
              readinessProbe:
                exec: {command: [mongo, --eval, "db.adminCommand('ping')"]}
            - name: tables
              image: mariadb:11.4
              env: [{name: MARIADB_RANDOM_ROOT_PASSWORD, value: "1"}]
              livenessProbe:
                exec: {command: [healthcheck.sh, --connect]}
            - name: either
              image: mariadb:11.4
              env: [{name: MARIADB_RANDOM_ROOT_PASSWORD, value: "1"}]
              livenessProbe:
                exec: {command: [sh, -c, "mariadb-admin ping || mysqladmin ping"]}
            - name: older-tables
              image: mariadb:10.11
              env: [{name: MARIADB_RANDOM_ROOT_PASSWORD, value: "1"}]
              livenessProbe:
                exec: {command: [mysqladmin, ping]}
            - name: own-image
              image: registry.example.com/mongo:7.0
              readinessProbe:
                exec: {command: [mongo, --eval, "1"]}
            - name: installed
              image: alpine:3.20
              command: [sh, -c, "apk add bash && bash -c 'sleep 1d'"]
            - name: with-bash
              image: bash:5.2
              command: [bash, -c, "sleep 1d"]
            - name: distroless
              image: gcr.io/distroless/static-debian12:nonroot
              command: [/app, --port=8080]
            - name: distroless-for-tests
              image: gcr.io/distroless/static-debian12:debug
              command: [sh, -c, "/app --port=8080"]
            - name: kubectl
              image: registry.k8s.io/kubectl:v1.34.0
              args: [get, pods, --watch]
            - name: path
              image: mongo:7.0
              readinessProbe:
                exec: {command: [/scripts/mongo]}
              volumeMounts: [{name: scripts, mountPath: /scripts}]
          volumes:
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
        """,
)
def program_not_in_image(container: Container) -> Problems:
    """A command, probe or hook runs a program that the image no longer has, or never had.

    The image of MongoDB 6 and later has `mongosh` instead of `mongo`. The image of MariaDB 11 and
    later has `mariadb` and `mariadb-admin` instead of `mysql` and `mysqladmin`. The image
    `registry.k8s.io/kubectl` and distroless images have no shell. The images `alpine` and `busybox`
    have `sh`, but no `bash`.

    In a probe, the kubelet cannot run such a program, so a readiness or startup probe never passes.
    A script in a shell fails with `command not found`.

    podlint does not report scripts that also run the program that the image has, because they
    choose the program that exists.

    Run the program that the image has, or use an image that has the program.
    """
    yield from _in_bare_image(container)
    needs = needs_of(container.image or "")
    facts = needs.all(Lacks) if needs else ()
    if needs is None or not facts:
        return
    for place, words in all_command_lines(container):
        for fact in facts:
            found = _lacking(words, fact)
            if found and not _is_mounted(container, words[0]):
                yield _problem(container, place, found, needs.name, fact)
                break


def _lacking(words: tuple[str, ...], fact: Lacks) -> str | None:
    """A program of a command line that the image does not have."""
    first = words[0]
    if "/" in first and not first.startswith(("/bin/", "/usr/bin/", "/usr/local/bin/")):
        return None
    begun = list(programs(words))
    if first.rpartition("/")[2] in fact.programs:
        return first.rpartition("/")[2]
    script = " ".join(words)
    if any(each in script for each in _LOOKS_OR_INSTALLS):
        return None
    return next((each for each in begun if each in fact.programs), None)


def _is_mounted(container: Container, program: str) -> bool:
    return any(
        (each.mount_path or "").startswith(("/bin", "/usr/bin", "/usr/local/bin", program))
        for each in container.volume_mounts
    )


def _problem(container: Container, place: Place, found: str, image: str, fact: Lacks) -> Problem:
    since = f" {'.'.join(map(str, fact.since))} and later" if fact.since else ""
    before = f" before {'.'.join(map(str, fact.before))}" if fact.before else ""
    return Problem(
        f"container `{shortened(str(container), 30)}` runs `{shortened(found, 25)}`, which "
        f"image {shortened(image, 30)} does not have",
        at=place,
        key=True,
        why=f"Images of {shortened(image, 40)}{since}{before} do not contain `{found}`.",
        help=f"{fact.instead[:1].upper()}{fact.instead[1:]}.",
    )


def _in_bare_image(container: Container) -> Problems:
    """A command that starts a shell or a tool in an image with one program only."""
    program = program_name(container.command[0]) if container.command else ""
    reference = parse_image(container.image or "") if program in SHELL_AND_TOOLS else None
    if reference is None or not is_bare(reference) or _is_mounted(container, program):
        return
    yield Problem(
        f"container `{shortened(str(container), 30)}` runs `{program}`, which image "
        f"{shortened(container.image or '', 35)} does not have",
        at=container.at / "command" / 0,
        why="The image contains one program and its libraries, but no shell, so the container "
        "never starts.",
        help="Write the arguments of the image's program in `args`, or use an image with a shell.",
    )
