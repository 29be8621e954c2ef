"""A sysctl that is set twice, under different spellings of its name."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.security_option import Sysctl
from podlint.pods.sysctls import normal_name


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the first value has no effect",
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
              - {name: net.ipv4.tcp_syncookies, value: "1"}
              - name: net/ipv4/tcp_syncookies  # finding
                #     ^^^^^^^^^^^^^^^^^^^^^^^
                value: "0"
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
              - {name: net.ipv4.tcp_syncookies, value: "1"}
              - {name: net/ipv4/tcp_fin_timeout, value: "30"}
              - {name: net.ipv4.conf.eth0.rp_filter, value: "0"}
              - {name: net/ipv4/conf/eth0.1/rp_filter, value: "0"}
              - {name: net.ipv4.conf.eth0/1.forwarding, value: "0"}
          containers:
            - name: app
              image: app:1.4
        """,
)
def sysctl_set_twice(pod: PodTarget) -> Problems:
    """A sysctl occurs twice, once with dots and once with slashes in its name.

    Kubernetes accepts `net/ipv4/tcp_syncookies` as another spelling of `net.ipv4.tcp_syncookies`.
    The API server rejects equal names, but it does not compare the two spellings. The kubelet
    compares them, and uses only the last value ([using sysctls in a Kubernetes
    cluster](https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/)).

    Remove one of the two entries.
    """
    context = pod.spec.security_context
    known: dict[str, Sysctl] = {}
    for sysctl in context.sysctls if context else ():
        if not sysctl.name:
            continue
        first = known.setdefault(normal_name(sysctl.name), sysctl)
        if first is sysctl or first.name == sysctl.name:
            continue
        yield Problem(
            f"`{shortened(sysctl.name, 40)}` is the same sysctl as "
            f"`{shortened(first.name or '', 40)}`",
            at=sysctl.at / "name",
            related=(Related("the other entry", first.at / "name"),),
            why=f"Only the last value has an effect: `{shortened(sysctl.value or '', 20)}`.",
            help="Remove one of the two entries.",
        )
