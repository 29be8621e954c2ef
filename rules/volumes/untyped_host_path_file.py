"""A file on the node that may turn out to be a directory."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.runtime_sockets import exposed_runtime

_FILE = pattern(
    r"\.(?:conf|cfg|cnf|crt|ini|json|key|lock|log|pem|pid|service|sock|socket|toml|txt|ya?ml)$"
    r"|^/etc/(?:localtime|timezone|machine-id|hostname|hosts|passwd|group|os-release)$"
)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`RunContainerError` with `not a directory: Are you trying to mount a "
        "directory onto a file`; or the program finds a directory instead of a "
        "file"
    ),
    asks_for=("hostPath",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: time
              hostPath:
                path: /etc/localtime  # finding
                #     ^^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: time, mountPath: /etc/localtime}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: time
              hostPath: {path: /etc/localtime, type: File}
            - name: settings
              hostPath: {path: /etc/app.d}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: time, mountPath: /etc/localtime}
                - {name: settings, mountPath: /etc/app.d}
        """,
)
def untyped_host_path_file(pod: PodTarget) -> Problems:
    """A `hostPath` volume for a file on the node has no `type`.

    Without `type`, the kubelet does not check the path. If the file is missing, the container
    runtime creates a directory with the file's name, and this directory stays on the node. The Pod
    then does not start, or the program finds a directory. `runtime-socket-volume` reports the
    sockets of container runtimes.

    Set `type: File`, or `Socket` for a socket. `FileOrCreate` creates an empty file.
    """
    for volume in pod.spec.volumes:
        source = volume.host_path
        path = source.path if source else None
        untyped = source and path and not source.type and not exposed_runtime(path)
        if source and path and untyped and _FILE.search(path):
            kind = "Socket" if path.endswith((".sock", ".socket")) else "File"
            yield Problem(
                f"`hostPath` volume for file `{shortened(path)}` has no `type`",
                at=source.at / "path",
                why="If the file is missing on the node, the container runtime creates a "
                "directory in its place.",
                help=f"Set `hostPath.type: {kind}`.",
            )
