"""A postStart hook that sends a request to its own container."""

from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.numerals import whole_number
from podlint.document.shortening import shortened
from podlint.pods.commands.words import Step, program_name, steps
from podlint.pods.handlers import port_number

_LOCAL = pattern(r"(?:https?://)?(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?(?:/.*)?$")
_WAITS = ("--retry", "--tries")
_EFFECT = "The program usually does not listen yet, so the hook fails and the container is killed."
_ADVICE = (
    "Use an `exec` hook that waits, such as `until curl -sf ...; do sleep 1; done`, or do this "
    "work in the program itself."
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("postStart",),
    symptom=(
        "the event `FailedPostStartHook` with `connection refused`; the "
        "container is killed and ends in `CrashLoopBackOff`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports: [{name: http, containerPort: 8080}]
              lifecycle:
                postStart:
                  httpGet:
                    path: /warm-up
                    port: http  # finding
                    #     ^^^^
            - name: search
              image: search:1
              ports: [{containerPort: 9200}]
              lifecycle:
                postStart:
                  exec:
                    command: [curl, -XPUT, "http://localhost:9200/_settings"]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports: [{containerPort: 15021}]
              startupProbe:
                tcpSocket: {port: 15021}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
              lifecycle:
                postStart:
                  httpGet: {path: /register, port: 15021}
                preStop:
                  httpGet: {path: /drain, port: 8080}
            - name: waits
              image: app:1.4
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "until curl -s localhost:9200; do sleep 1; done"]
            - name: patient
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "sleep 20; curl localhost:9201 || true"]}
            - name: optional
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "curl localhost:9203 || true"]}
            - name: retries
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [curl, --retry, "9", --retry-connrefused, localhost:9202]}
            - name: elsewhere
              image: app:1.4
              lifecycle:
                postStart:
                  httpGet: {host: registry.example.com, path: /register, port: 80}
        """,
)
def post_start_asks_own_port(container: Container) -> Problems:
    """A `postStart` hook sends a request to its own container, which may not listen yet.

    The hook runs at the same time as the entry point, immediately and without a retry. Usually, the
    program does not listen yet, so the hook fails and the kubelet kills the container. This happens
    at each start, unless the program happens to be faster than the hook.

    podlint does not report requests to a port that another container of the Pod lists, such as a
    sidecar that has already started. `hook-without-host` reports requests without a `host` in Pods
    that use the node's network.

    Wait in the hook (`until curl -sf ...; do sleep 1; done`), or do this work in the program
    itself.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None:
        return
    if (get := hook.http_get) and get.port and not get.host:
        on_node = container.pod and container.pod.host_network
        if not on_node and not _opened_elsewhere(port_number(get.port, container), container):
            yield Problem(
                f"`postStart` hook of container `{container}` calls its own port "
                f"`{shortened(str(get.port), 15)}`",
                at=get.at / "port",
                why=_EFFECT,
                help=_ADVICE,
            )
    elif hook.exec and (word := _request(steps(hook.exec.command) or (), container)):
        yield Problem(
            f"`postStart` hook of container `{container}` calls its own container: "
            f"`{shortened(word, 32)}`",
            at=hook.exec.at / "command",
            key=True,
            why=_EFFECT,
            help=_ADVICE,
        )


def _request(found: Sequence[Step], container: Container) -> str | None:
    """The address that the first command of a hook requests, if the hook depends on it."""
    for step in found[:1]:
        if program_name(step.words[0]) not in ("curl", "wget"):
            return None
        if any(word.startswith(_WAITS) for word in step.words):
            return None
        if any(each.operator in ("||", ";", "|") for each in found[1:]):
            return None
        for word in step.words[1:]:
            match = _LOCAL.match(word)
            if match and not _opened_elsewhere(whole_number(match[1] or "80"), container):
                return word
    return None


def _opened_elsewhere(port: int | str | None, container: Container) -> bool:
    others = container.pod.all_containers if container.pod else []
    return any(
        each.container_port == port
        for other in others
        if other is not container
        for each in other.ports
    )
