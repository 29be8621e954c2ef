"""A host port of an init container or sidecar."""

from podlint.authoring import Container, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="connection refused on the node's port, although the Pod runs and declares a "
    "`hostPort`",
    asks_for=("hostPort",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports:
                - containerPort: 8443
                  hostPort: 443  # finding
                  #         ^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good=(
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
              ports:
                - containerPort: 8443
            - name: zero
              image: proxy:2
              ports:
                - {containerPort: 8444, hostPort: 0}
            - name: filled-in
              image: proxy:2
              ports:
                - {containerPort: 8445, hostPort: "${PORT}"}
          containers:
            - name: app
              image: app:1.4
              ports:
                - {containerPort: 8080, hostPort: 80}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports:
                - {containerPort: 443, hostPort: 443}
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def host_port_without_effect(container: Container) -> Problems:
    """An init container or sidecar has a `hostPort`, which is never opened on the node.

    The scheduler reserves the port, but the kubelet passes only the ports of app containers to the
    runtime (`generatePodSandboxConfig` in pkg/kubelet/kuberuntime/kuberuntime_sandbox.go). With
    `hostNetwork: true`, the container opens the port itself.

    Declare the port on an app container, because all containers of the Pod share one network, or
    use a Service.
    """
    if container.sort not in ("init", "sidecar") or (container.pod and container.pod.host_network):
        return
    for port in container.ports:
        if port.host_port:
            word = "sidecar" if container.sort == "sidecar" else "init container"
            yield Problem(
                f"host port {port.host_port} of {word} {container.name} is not opened on the node",
                at=port.at / "hostPort",
                why="The kubelet maps only the host ports of app containers.",
                help="Declare the port on an app container, or use a Service.",
            )
