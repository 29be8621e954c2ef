"""A preStop hook that stops a sidecar while the app still needs it."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models.lifecycle import LifecycleHandler
from podlint.pods.commands.words import shell_script

_ENDS = pattern(
    r"\b(?:p?kill(?:all)?|shutdown|quitquitquit|terminate)\b|-s\s+(?:quit|stop)\b"
    r"|/(?:quit|exit|stop|shutdown)\b",
    re.IGNORECASE,
)
_ASKS = pattern(r"\bkill(?:all)?\s+-(?:0|HUP|USR[12]|SIGHUP|SIGUSR[12]|s\s+(?:HUP|USR[12]))\b")
_WAITS = pattern(r"\b(?:until|while|sleep|wait)\b")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("preStop",),
    symptom=(
        "`connection refused` in the app while it stops, and failed last "
        "requests during each rollout"
    ),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: sql-proxy
                  image: sql-proxy:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      httpGet: {path: /quitquitquit, port: 9091}  # finding
                    # ^^^^^^^
                - name: mesh
                  image: mesh:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      exec: {command: [sh, -c, "nginx -s quit"]}  # finding
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: sql-proxy
                  image: sql-proxy:2
                  restartPolicy: Always
                - name: drains
                  image: mesh:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      httpGet: {path: "/drain_listeners?inboundonly", port: 15000}
                - name: waits
                  image: mesh:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      exec: {command: [sh, -c, "while pgrep app; do sleep 1; done; nginx -s quit"]}
                - name: rotates
                  image: log:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      exec: {command: [sh, -c, "kill -HUP 1"]}
              containers:
                - name: app
                  image: nginx:1.27
                  lifecycle:
                    preStop:
                      exec: {command: [nginx, -s, quit]}
        """,
)
def pre_stop_ends_sidecar_early(container: Container) -> Problems:
    """The `preStop` hook of a sidecar stops the sidecar before the app has stopped.

    Sidecars get their stop signal after the app containers have exited, in reverse order. Their
    `preStop` hooks do not wait for the app containers: [all hooks run at the same
    time](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars),
    when the Pod is deleted (`killContainer` in pkg/kubelet/kuberuntime). For example, if the hook
    stops a proxy, the app cannot use the proxy while it responds to its last requests.

    Remove the hook: the sidecar gets its stop signal after the app. A hook that only makes the
    sidecar reject new requests is harmless.
    """
    if not container.is_sidecar:
        return
    hook = container.lifecycle.pre_stop if container.lifecycle else None
    if hook is None:
        return
    text = _text(hook)
    found = None if _WAITS.search(text) else _ENDS.search(_ASKS.sub("", text))
    action = hook.exec or hook.http_get
    if found and action:
        yield Problem(
            f"`preStop` hook stops sidecar `{container}` before the app "
            f"(`{shortened(found[0], 30)}`)",
            at=action.at,
            key=True,
            why="The hook runs as soon as the Pod is deleted, while the app still needs the "
            "sidecar for its last requests.",
            help="Remove the `preStop` hook. The kubelet stops a sidecar after the app containers.",
        )


def _text(hook: LifecycleHandler) -> str:
    if hook.exec:
        return shell_script(hook.exec.command) or " ".join(hook.exec.command)
    return (hook.http_get.path or "") if hook.http_get else ""
