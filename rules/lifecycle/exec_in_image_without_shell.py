"""A probe or a hook that runs a shell in an image that has none."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import program_name
from podlint.pods.handlers import Handler, effect_of_error, handlers
from podlint.pods.images.reference import ImageReference, parse_image

_SHELL_AND_TOOLS = frozenset(
    """
    [ ash bash cat curl dash echo grep kill ls nc pgrep pkill ps rm sh sleep test timeout touch true
    wget
    """.split()
)

_BARE = pattern(
    r"(?:^|/)distroless(?:/|$)|(?:^|/)(?:pause|metrics-server|kube-state-metrics|coredns)$"
    r"|(?:^|/)cert-manager-(?:controller|webhook|cainjector|acmesolver)$"
    r"|^hashicorp/http-echo$|^traefik/whoami$|^chainguard/static$"
)
"""Repositories, without their registry, of images made of one program and its libraries."""

_ON_WINDOWS_TOO = frozenset(("curl", "timeout"))


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom="Unhealthy (probe errored), FailedPreStopHook or FailedPostStartHook events: exec: "
    '"sh": executable file not found in $PATH; Running, but never Ready; of postStart '
    "CrashLoopBackOff",
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
    """A probe or a hook runs a shell or a tool that its image does not have.

    Images such as those of the distroless project hold one program and its libraries: no `sh`, no
    `cat`, no `sleep`. A `postStart` hook has its container killed then, and a `preStop` hook does
    nothing. Of a probe that cannot be carried out the kubelet throws the result away (`doProbe` in
    pkg/kubelet/prober/worker.go): readiness and startup probes never pass, and a liveness probe
    never has a container restarted. Only images are reported that are known to be so, by their name
    or the tag `distroless`, and not their `debug` variants; and Pods whose `os` is Windows, which
    has `curl` and `timeout`.

    Use `httpGet`, `tcpSocket` or `grpc`; for a pause before the end `sleep: {seconds: 5}`
    (Kubernetes 1.30 and later); or a command of the image's own program.
    """
    programs = [(name, handler, _program(handler)) for name, handler in handlers(container)]
    if not any(program in _SHELL_AND_TOOLS for *_, program in programs):
        return
    image = parse_image(container.image or "")
    system = container.pod.os.name if container.pod and container.pod.os else None
    if system == "windows":
        lacking = "Windows has no such program"
    elif image and _is_bare(image):
        lacking = f"image {container.image} has no shell and no tools"
    else:
        return
    there = _ON_WINDOWS_TOO if system == "windows" else frozenset()
    for name, handler, program in programs:
        if program in _SHELL_AND_TOOLS - there and handler.exec:
            advice = (
                "write sleep: {seconds: N} instead of exec (Kubernetes 1.30 and later)"
                if name == "preStop" and "sleep" in " ".join(handler.exec.command)
                else "use httpGet, tcpSocket or grpc, or the image's own program"
            )
            yield Problem(
                f"{name} runs {program}, and {lacking}",
                at=handler.exec.at / "command",
                key=True,
                why=f"{effect_of_error(name)}.",
                help=f"{advice}.",
            )


def _program(handler: Handler) -> str:
    words = handler.exec.command if handler.exec else []
    return program_name(words[0]) if words else ""


def _is_bare(image: ImageReference) -> bool:
    tag = image.tag or ""
    if "debug" in tag or image.path.startswith("bitnami"):
        return False
    return "distroless" in tag.split("-") or bool(_BARE.search(image.path))
