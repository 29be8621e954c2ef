"""A resolver option, name server or search domain without effect."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models.dns import PodDNSConfigOption
from podlint.models.guess import nearest
from podlint.pods.resolver import MOST_NAMESERVERS, MOST_SEARCHES, cut_nameservers, cut_searches

_MOST = {"ndots": 15, "timeout": 30, "attempts": 5}
"""Options that take a number, and the maximum that glibc applies."""

_DIGITS = pattern(r"[0-9]{1,9}")

_SWITCHES = frozenset(
    """
    debug edns0 inet6 ip6-bytestring ip6-dotint no-aaaa no-check-names no-ip6-dotint no-reload
    no-tld-query rotate single-request single-request-reopen strict-error trust-ad use-vc
    """.split()
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="DNS lookups are as slow as before, or names are not resolved",
    similar={
        "dnsconfig-options": (
            "kube-linter requires `ndots: 2` in every Pod; this rule reports options that "
            "have no effect."
        ),
    },
    asks_for=("dnsConfig",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          dnsConfig:
            options:
              - name: ndot  # finding
                #     ^^^^
                value: "1"
              - name: timeout
                value: 500ms  # finding
              - {name: attempts, value: "10"}  # finding
              - name: ndots  # finding
              - {name: timeout, value: short}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # The DNS server of the cluster comes first, so the third server here is the fourth server.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          dnsConfig:
            nameservers: [1.1.1.1, 8.8.8.8, 9.9.9.9]  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          dnsConfig:
            options:
              - {name: ndots, value: "2"}
              - {name: timeout, value: "3"}
              - name: "attempts:3"
              - name: edns0
              - {name: single-request-reopen, value: "true"}
              - {name: timeout, value: 2s}
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # Only these servers, two servers, and the server of the cluster among three.
        apiVersion: v1
        kind: Pod
        metadata:
          name: own
        spec:
          dnsPolicy: None
          dnsConfig:
            nameservers: [1.1.1.1, 8.8.8.8, 9.9.9.9]
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: two
        spec:
          dnsConfig:
            nameservers: [1.1.1.1, 8.8.8.8, 1.1.1.1]
            searches: [example.com, svc.example.com]
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: cluster
        spec:
          dnsConfig:
            nameservers: [10.96.0.10, 1.1.1.1, 8.8.8.8]
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def ineffective_dns_option(pod: PodTarget) -> Problems:
    """An entry in `dnsConfig` has no effect, because it is unknown, invalid, or above a limit.

    The kubelet copies the options to
    [resolv.conf](https://man7.org/linux/man-pages/man5/resolv.conf.5.html), and the resolver
    ignores options that it does not know. The options `ndots`, `timeout` and `attempts` need a
    number. glibc reads only the digits at the start of the value. The maximum is 15 for `ndots`, 30
    for `timeout` and 5 for `attempts`. Therefore, a `timeout` of `500ms` means 30 seconds. All
    other options are switches without a value.

    The resolver uses at most 3 name servers and 32 search domains. The kubelet first adds the
    entries of the `dnsPolicy`: with `ClusterFirst`, the DNS server of the cluster and three search
    domains. It leaves out further entries at the end of the lists, and reports the event
    `DNSConfigForming`. podlint does not report name servers in private networks, because one of
    them may be the DNS server of the cluster.

    Correct the name or the value, or remove entries.
    """
    yield from _cut(pod)
    for option in pod.spec.dns_config.options if pod.spec.dns_config else ():
        if fault := _fault(option):
            yield fault


def _cut(pod: PodTarget) -> Problems:
    config = pod.spec.dns_config
    for field, what, most, cut in (
        ("nameservers", "name server", MOST_NAMESERVERS, cut_nameservers(pod.spec)),
        ("searches", "search domain", MOST_SEARCHES, cut_searches(pod.spec)),
    ):
        if config and cut:
            yield Problem(
                f"the last {what} in `dnsConfig` has no effect"
                if cut == 1
                else f"the last {cut} {what}s in `dnsConfig` have no effect",
                at=config.at / field,
                why=f"The entries of `dnsPolicy` come first, and the kubelet keeps {most} at most, "
                "with 2048 characters for search domains."
                if field == "searches"
                else f"The DNS server of `dnsPolicy` comes first, and the kubelet keeps {most} at "
                "most.",
                help=f"Remove {cut} of the {what}s, or set `dnsPolicy: None`.",
            )


def _fault(option: PodDNSConfigOption) -> Problem | None:
    """The problem with an option; None if it has an effect."""
    name, colon, inline = (option.name or "").partition(":")
    value = inline if colon else option.value or ""
    most = _MOST.get(name)
    if most is None:
        if not name or name in _SWITCHES:
            return None
        near = nearest(name, (*_MOST, *_SWITCHES))
        return Problem(
            f"unknown DNS option `{shortened(name)}`",
            at=option.at / "name",
            why="The resolver ignores unknown options.",
            help=f"Write `{near}`."
            if near
            else "Remove the option, or use an option that resolv.conf(5) lists.",
        )
    at = option.at / ("name" if colon or not option.value else "value")
    number = _DIGITS.match(value)
    if number is None:
        what = f"not `{shortened(value, 20)}`" if value else "but has no value"
        return Problem(
            f"DNS option `{name}` needs a number, {what}",
            at=at,
            help=f'Set its `value` to a number in quotes, at most `"{most}"`.',
        )
    if int(number[0]) > most:
        return Problem(
            f"DNS option `{name}` is `{shortened(value, 20)}`, above its maximum of {most}",
            at=at,
            why=f"The resolver reads {number[0]}, and uses its maximum of {most} instead.",
            help=f'Set its `value` to `"{most}"` or less.',
        )
    return None
