"""A hook that sends a request to a Pod without an address of its own."""

from podlint.authoring import Container, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "the event `FailedPostStartHook` or `FailedPreStopHook` with `failed to find networking "
        "container`; after a `postStart` hook, `CrashLoopBackOff`"
    ),
    asks_for=("hostNetwork",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  httpGet:  # finding
                # ^^^^^^^
                    path: /warm-up
                    port: 8080
                preStop:
                  httpGet: {path: /drain, port: 8080}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
              lifecycle:
                postStart:
                  httpGet: {host: 127.0.0.1, path: /warm-up, port: 8080}
                preStop:
                  exec: {command: [curl, localhost:8080/drain]}
            - name: filled-in
              image: app:1.4
              lifecycle:
                preStop:
                  httpGet: {host: "${HOST}", path: /drain, port: 8081}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: own-network
        spec:
          hostNetwork: false
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: 8080}
        """,
)
def hook_without_host(container: Container) -> Problems:
    """A hook sends an HTTP request without a `host`, in a Pod that uses the node's network.

    Without `host`, the kubelet sends the request of a hook to the address that the container
    runtime reports for the Pod. The runtime reports no address for a Pod with `hostNetwork: true`,
    so the hook fails (`runHTTPHandler` in pkg/kubelet/lifecycle/handlers.go). If a `postStart` hook
    fails, the kubelet kills the container. Probes are different: they use the address of the node.

    Set `host: 127.0.0.1`.
    """
    if not (container.pod and container.pod.host_network and container.lifecycle):
        return
    for name, hook in (
        ("postStart", container.lifecycle.post_start),
        ("preStop", container.lifecycle.pre_stop),
    ):
        get = hook.http_get if hook else None
        if get is None or get.host or get.is_unknown("host"):
            continue
        yield Problem(
            f"`{name}` hook of container `{container}` has no `host`, but the Pod uses the "
            "node's network",
            at=get.at,
            key=True,
            why="The runtime reports no address for such a Pod, so the hook fails"
            + (", and the container is killed." if name == "postStart" else "."),
            help="Set `host: 127.0.0.1`.",
        )
