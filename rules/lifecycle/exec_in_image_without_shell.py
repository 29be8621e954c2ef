"""A probe or hook that runs a shell or tool in an image that does not have it."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import program_name
from podlint.pods.handlers import Handler, effect_of_error, handlers, spoken_name
from podlint.pods.images.bare import SHELL_AND_TOOLS, is_bare
from podlint.pods.images.reference import parse_image

_ON_WINDOWS_TOO = frozenset(("curl", "timeout"))


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom=(
        "Unhealthy (`probe errored`), `FailedPreStopHook` or "
        '`FailedPostStartHook` events with `exec: "sh": executable file not '
        "found in $PATH`; Running, but never Ready; for `postStart`, `CrashLoopBackOff`"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: istio/proxyv2:1.24-distroless
              restartPolicy: Always
              lifecycle:
                preStop:
                  exec: {command: [/bin/sh, -c, sleep 10]}  # finding
          containers:
            - name: app
              image: gcr.io/distroless/static-debian12:nonroot
              readinessProbe:
                exec:
                  command: [cat, /tmp/ready]  # finding
            #     ^^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: site
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          containers:
            - name: site
              image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
              livenessProbe:
                exec: {command: [cat, C:/alive]}  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: istio/proxyv2:1.24-distroless
              restartPolicy: Always
              lifecycle:
                preStop:
                  exec: {command: [pilot-agent, request, POST, drain_listeners]}
          containers:
            - name: app
              image: gcr.io/distroless/base-debian12:debug
              readinessProbe:
                exec: {command: [cat, /tmp/ready]}
            - name: sleeps
              image: registry.k8s.io/coredns/coredns:v1.11.3
              lifecycle:
                preStop:
                  sleep: {seconds: 5}
            - name: other
              image: example.com/app:1.4
              livenessProbe:
                exec: {command: [sh, -c, check]}
            - name: rebuilt
              image: bitnami/metrics-server:0.7
              livenessProbe:
                exec: {command: [sh, -c, check]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: site
        spec:
          os: {name: windows}
          nodeSelector: {kubernetes.io/os: windows}
          containers:
            - name: site
              image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
              livenessProbe:
                exec: {command: [curl, -f, http://localhost/]}
        """,
)
def exec_in_image_without_shell(container: Container) -> Problems:
    """A probe or hook runs a shell or a tool that its image does not have.

    Images such as the images of the distroless project contain one program and its libraries, but
    no `sh`, `cat` or `sleep`. If a `postStart` hook cannot run, the kubelet kills the container. If
    a `preStop` hook cannot run, the kubelet stops the container without the hook. If a probe cannot
    run, the kubelet discards its result (`doProbe` in pkg/kubelet/prober/worker.go): readiness and
    startup probes never pass, and a liveness probe never restarts the container.

    podlint reports only images that are known to have no shell, by their name or by the word
    `distroless` in their tag. It does not report `debug` variants of these images. podlint also
    reports Pods with `os.name: windows`, because Windows does not have most of these tools.

    Use `httpGet`, `tcpSocket` or `grpc`, or run the image's own program. To delay the container's
    shutdown, use `sleep: {seconds: 5}` (Kubernetes 1.30 and later).
    """
    programs = [(name, handler, _program(handler)) for name, handler in handlers(container)]
    if not any(program in SHELL_AND_TOOLS for *_, program in programs):
        return
    image = parse_image(container.image or "")
    system = container.pod.os.name if container.pod and container.pod.os else None
    if system == "windows":
        lacking = "which Windows does not have"
        reason = "The command cannot run"
    elif image and is_bare(image):
        lacking = "which its image does not have"
        reason = f"Image `{shortened(container.image or '', 60)}` has no shell and no other tools"
    else:
        return
    there = _ON_WINDOWS_TOO if system == "windows" else frozenset()
    for name, handler, program in programs:
        if program in SHELL_AND_TOOLS - there and handler.exec:
            others = "`httpGet`" if name in ("postStart", "preStop") else "`httpGet` or `tcpSocket`"
            advice = (
                "Replace `exec` with `sleep: {seconds: 5}` (Kubernetes 1.30 and later)."
                if name == "preStop" and "sleep" in " ".join(handler.exec.command)
                else f"Replace `exec` with {others}, or run a program that the image has."
            )
            yield Problem(
                f"{spoken_name(name)} of container `{container}` runs `{program}`, {lacking}",
                at=handler.exec.at / "command",
                key=True,
                why=f"{reason}: {effect_of_error(name)}.",
                help=advice,
            )


def _program(handler: Handler) -> str:
    words = handler.exec.command if handler.exec else []
    return program_name(words[0]) if words else ""
