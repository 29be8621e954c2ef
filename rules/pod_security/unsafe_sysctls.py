"""Kernel parameters that reach beyond the Pod."""

from podlint.authoring import JudgedPod, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "the Pod fails with `SysctlForbidden`, or Pod Security rejects it with "
        '`violates PodSecurity "baseline:latest": forbidden sysctls`'
    ),
    standards=("pss:baseline",),
    aliases=(
        "restrict-sysctls",
        "KSV-0026",
    ),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          securityContext:
            sysctls:
              - name: net.core.somaxconn  # finding
                #     ^^^^^^^^^^^^^^^^^^
                value: "1024"
              - {name: net/ipv4/tcp_syncookies, value: "1"}  # finding
          containers:
            - name: db
              image: db:9
        """,
        """
        # tcp_keepalive_time is allowed only from policy version v1.29 on.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.28
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
          namespace: shop
        spec:
          securityContext:
            sysctls:
              - name: net.ipv4.tcp_keepalive_time  # finding
                value: "60"
          containers:
            - name: db
              image: db:9
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          securityContext:
            sysctls:
              - name: net.ipv4.ip_unprivileged_port_start
                value: "80"
              - name: net.ipv4.tcp_keepalive_time
                value: "60"
          containers:
            - name: db
              image: db:9
        """,
)
def unsafe_sysctls(pod: JudgedPod) -> Problems:
    """A Pod sets a kernel parameter that may affect more than the Pod.

    Such a parameter can affect other Pods or make the node unstable. A kubelet starts the Pod only
    if its administrator allows the sysctl by name (`--allowed-unsafe-sysctls`). The baseline level
    of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) also forbids
    the sysctl. This level allows only `kernel.shm_rmid_forced` and, under `net.ipv4`,
    `ip_local_port_range`, `tcp_syncookies`, `ping_group_range` and `ip_unprivileged_port_start`.
    Newer policy versions also allow the sysctls that are listed below. Names must match exactly,
    with dots as separators: `net/ipv4/tcp_syncookies` is not allowed.

    Remove the sysctl, or set it on the nodes that run such Pods.

    Policy versions: under `net.ipv4`, v1.27 adds `ip_local_reserved_ports`; v1.29 adds
    `tcp_keepalive_time`, `tcp_fin_timeout`, `tcp_keepalive_intvl` and `tcp_keepalive_probes`; v1.32
    adds `tcp_rmem` and `tcp_wmem`; v1.37 adds `tcp_slow_start_after_idle` and `tcp_notsent_lowat`.
    """
    for violation in pod.violated("sysctls"):
        name = str(violation.value)
        if "/" in name:
            advice = f"Write the name with dots: `{shortened(name.replace('/', '.'))}`."
        else:
            advice = "Remove the sysctl, or set it on the nodes that run such Pods."
        yield violation.problem(
            f"sysctl `{violation.shown}` is not in Pod Security's list of safe sysctls",
            why="The Pod does not start unless the kubelet allows the sysctl.",
            help=advice,
        )
