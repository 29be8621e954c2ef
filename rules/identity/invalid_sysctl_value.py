"""A value that the kernel refuses for a sysctl."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.sysctls import fault_of_value


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedCreatePodSandBox` with `write sysctl "
        "key` and `invalid argument`"
    ),
    fragments=True,
    asks_for=("sysctls",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            sysctls:
              - name: net.ipv4.ip_unprivileged_port_start
                value: "70000"  # finding
                #      ^^^^^^^
              - {name: net.ipv4.ip_local_port_range, value: "1024-65000"}  # finding
              - {name: net.ipv4.tcp_syncookies, value: "yes"}  # finding
              - {name: net/ipv4/ping_group_range, value: all}  # finding
              - {name: net.ipv4.ip_local_reserved_ports, value: "80 443"}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            sysctls:
              - {name: net.ipv4.ip_unprivileged_port_start, value: "0"}
              - {name: net.ipv4.ip_local_port_range, value: "1024 65000"}
              - {name: net.ipv4.tcp_syncookies, value: " 1"}
              - {name: net.ipv4.ping_group_range, value: "0	4294967295"}
              - {name: net.ipv4.ip_local_reserved_ports, value: "80,9000-9010"}
              - {name: net.ipv4.tcp_rmem, value: "4096 131072 6291456"}
              - {name: net.ipv4.tcp_keepalive_time, value: "${SECONDS}"}
              - {name: net.core.somaxconn, value: "0x400"}
              - {name: net.ipv4.tcp_congestion_control, value: bbr}
              - {name: kernel.shmmax, value: "18446744073692774399"}
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_sysctl_value(pod: PodTarget) -> Problems:
    """The Linux kernel does not accept the value of a sysctl.

    The API server accepts any value. The container runtime writes the value when it creates the
    Pod. If the kernel refuses the value, no container of the Pod starts ([using sysctls in a
    Kubernetes cluster](https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/)).

    podlint knows the values of common parameters, such as the parameters that Pods can set without
    permission of the node's administrator.

    Write the value in the form that the finding names.
    """
    context = pod.spec.security_context
    for sysctl in context.sysctls if context else ():
        value = sysctl.value or ""
        wanted = fault_of_value(sysctl.name or "", value)
        if wanted is None or any(mark in value for mark in "${<%@"):
            continue
        yield Problem(
            f"sysctl `{shortened(sysctl.name or '', 40)}` cannot have the value "
            f"`{shortened(value, 20)}`",
            at=sysctl.at / "value",
            why="The kernel refuses the value, so the Pod stays in `ContainerCreating`.",
            help=f"Write {wanted}.",
        )
