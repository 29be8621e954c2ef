"""Containers of a Pod that wait for each other, so that none of them ever starts."""

from __future__ import annotations

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.lifecycle.start_order import cycles
from podlint.pods.start_waits import StartWait, start_waits


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`Init:0/1` or `PodInitializing` forever; `Startup probe failed` in the events; the "
        "awaited container is never created"
    ),
    asks_for=("initContainers", "postStart"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                httpGet:
                  path: /healthz
                  port: 8080  # finding
                  #     ^^^^
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: chain
        spec:
          initContainers:
            - name: tunnel
              image: tunnel:3
              restartPolicy: Always
              command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done; exec tunnel"]
              ports: [{containerPort: 7000}]
            - name: gateway
              image: gateway:5
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 7000}  # finding
          containers:
            - name: db
              image: db:9
              ports: [{containerPort: 5432}]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hooks
        spec:
          initContainers:
            - name: agent
              image: agent:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "while ! curl -s localhost:9200; do sleep 2; done"]  # finding
            - name: rpc
              image: rpc:2
              restartPolicy: Always
              startupProbe:
                grpc: {port: 9200}  # finding
            - name: exporter
              image: exporter:2
              restartPolicy: Always
              command: [sh, -c, "until wget -q localhost:9200; do sleep 1; done; exec exporter"]
              ports: [{containerPort: 9114}]
              startupProbe:
                httpGet: {path: /metrics, port: 9114}  # finding
          containers:
            - name: first
              image: first:1
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "until nc -z 127.0.0.1 9200; do sleep 1; done"]  # finding
            - name: search
              image: search:1
              ports: [{containerPort: 9200}]
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: ordered
        spec:
          initContainers:
            - name: earlier
              image: proxy:2
              restartPolicy: Always
              ports: [{containerPort: 7000}]
              startupProbe:
                tcpSocket: {port: 7000}
            - name: asks-earlier
              image: agent:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 7000}
            - name: readiness-only
              image: agent:2
              restartPolicy: Always
              readinessProbe:
                tcpSocket: {port: 8080}
            - name: listens-itself
              image: agent:2
              restartPolicy: Always
              args: ["--listen=:8080"]
              startupProbe:
                tcpSocket: {port: 8080}
            - name: other-host
              image: agent:2
              restartPolicy: Always
              startupProbe:
                httpGet: {host: status.example.com, port: 8080}
            - name: gives-up
              image: agent:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  exec:
                    command:
                      - sh
                      - -c
                      - until nc -z localhost 8080; do n=$((n+1)); [ $n -gt 9 ] && break; done
            - name: passes-anyway
              image: agent:2
              restartPolicy: Always
              startupProbe:
                exec: {command: [sh, -c, "curl -s localhost:8080 || true"]}
            - name: not-gated
              image: agent:2
              restartPolicy: Always
              command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done; exec agent"]
            - name: unlisted
              image: agent:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 8099}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]
            - name: probes-do-not-gate
              image: app:1.5
              startupProbe:
                tcpSocket: {port: 9090}
            - name: last
              image: last:1
              ports: [{containerPort: 9090}]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: on-node
        spec:
          hostNetwork: true
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 8080}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: other-protocol
        spec:
          initContainers:
            - name: dns
              image: dns:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 53}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 53, protocol: UDP}]
        """,
    ),
)
def circular_start_order(pod: PodTarget) -> Problems:
    """Containers of a Pod wait for each other, so that none of them ever starts.

    A container starts only after each sidecar before it has started. A sidecar has started when its
    startup probe has succeeded and its `postStart` hook has completed. App containers also start
    one after the other, each after the `postStart` hook of the previous container. If a probe, a
    hook or a script waits for a port that a later container opens, the later container never
    starts.

    podlint reports a wait if the later container lists the port, and nothing suggests that an
    earlier container opens it. It does not report loops that end after some attempts.

    In a startup probe, check a port of the same container. Otherwise, list the awaited container
    first, or move the wait to the later container.
    """
    if pod.partial:
        return
    for cycle in cycles(pod.spec, [*start_waits(pod)]):
        if cycle[0].waiter.sort != "init" or len(cycle) > 1:
            yield _problem(cycle)


def _problem(cycle: tuple[StartWait, ...]) -> Problem:
    first, last = cycle[0], cycle[-1].awaited
    named = [_name(wait.awaited) for wait in cycle if wait.awaited is not wait.waiter]
    who = "container" if first.waiter.sort == "app" else "sidecar"
    who = "init container" if first.waiter.sort == "init" else who
    start = _name(first.waiter)
    return Problem(
        f"{who} {start} waits for {', which waits for '.join(named)}, which starts only after "
        f"{start}",
        at=first.at,
        key=first.at.path[-1] in ("command", "args"),
        related=(
            *(Related("this container also waits", each.at) for each in cycle[1:]),
            Related("the awaited container starts later", last.at / "name"),
        ),
        steps=True,
        why=f"The containers wait for each other ({' → '.join((start, *named, start))}), so the "
        "Pod never starts.",
        help="Wait only for the container itself or for earlier containers, or start "
        f"`{_name(last)}` first.",
    )


def _name(container: Container) -> str:
    return shortened(container.name or "", 20)
