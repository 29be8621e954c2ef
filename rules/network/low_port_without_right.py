"""A port that a non-root user cannot bind on every node."""

from podlint.authoring import Container, PodSpec, Problem, Problems, Severity, rule
from podlint.document.numerals import whole_number
from podlint.pods.capabilities import without_prefix

_FIRST_FREE = 1024
_SYSCTL = "net.ipv4.ip_unprivileged_port_start"
_RIGHT = "NET_BIND_SERVICE"


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff`; the log says `bind() to 0.0.0.0:80 failed (13: Permission denied)`"
    ),
    similar={
        "privileged-ports": (
            "kube-linter reports every port below 1024; this rule reports only ports that the "
            "user cannot bind."
        ),
        "KSV-0117": (
            "Trivy reports every port below 1024; this rule reports only ports that the user "
            "cannot bind."
        ),
    },
    asks_for=("containerPort",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 80  # finding
                  #              ^^
              securityContext:
                capabilities:
                  drop: [ALL]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: root
              image: nginx:1.27
              ports: [{containerPort: 80}]
            - name: high
              image: app:1.4
              ports: [{containerPort: 8080}]
              securityContext:
                runAsUser: 1000
            - name: given
              image: app:1.4
              ports: [{containerPort: 443}]
              securityContext:
                runAsUser: 1000
                capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: dns
        spec:
          securityContext:
            runAsUser: 1000
            sysctls:
              - {name: net.ipv4.ip_unprivileged_port_start, value: "0"}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 53, protocol: UDP}]
        """,
)
def low_port_without_right(container: Container) -> Problems:
    """A non-root container declares a port below 1024, which it cannot bind on every node.

    By default, only root and programs with the capability `NET_BIND_SERVICE` can bind a port below
    1024. The sysctl `net.ipv4.ip_unprivileged_port_start` can set a lower limit. containerd 2 and
    Docker set this limit to 0 in the Pod's network namespace. CRI-O and older versions of
    containerd set it only if they are configured to do this. With `hostNetwork: true`, the node's
    own setting applies.

    Listen on port 1024 or above, and map the low port in a Service. Alternatively, set the sysctl
    `net.ipv4.ip_unprivileged_port_start` to 0 for the Pod. The baseline level allows this sysctl,
    but the API server rejects it together with `hostNetwork: true`.
    """
    user = container.effective_run_as_user
    nobody = user > 0 if user is not None else container.effective_run_as_non_root
    if not nobody or container.effective_privileged or container.pod is None:
        return
    context = container.security_context
    added = context.capabilities.add if context and context.capabilities else ()
    if {without_prefix(name) for name in added} & {_RIGHT, "ALL"}:
        return
    first = _first_free_port(container.pod)
    other = (
        f"add the capability `{_RIGHT}`, which works only if the program's file has it too"
        if container.pod.host_network
        else f"set the sysctl `{_SYSCTL}` to 0 in the Pod's `securityContext`"
    )
    for port in container.ports:
        if port.container_port and port.container_port < first:
            who = f"user {user}" if user else "a non-root user"
            yield Problem(
                f"container `{container}` declares port {port.container_port}, which {who} "
                "cannot bind on every node",
                at=port.at / "containerPort",
                why=f"On some nodes, only root can bind a port below {first}.",
                help=f"Listen on port {first} or above, or {other}.",
            )


def _first_free_port(spec: PodSpec) -> int:
    for sysctl in spec.security_context.sysctls if spec.security_context else ():
        first = whole_number(sysctl.value or "") if sysctl.name == _SYSCTL else None
        if first is not None:
            return first
    return _FIRST_FREE
