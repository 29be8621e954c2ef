"""A resolver option without effect."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models.dns import PodDNSConfigOption
from podlint.models.guess import nearest

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
    bad="""
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
    good="""
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
)
def ineffective_dns_option(pod: PodTarget) -> Problems:
    """A DNS option in `dnsConfig` has an unknown name or an invalid value.

    The kubelet copies the options to
    [resolv.conf](https://man7.org/linux/man-pages/man5/resolv.conf.5.html), and the resolver
    ignores options that it does not know. The options `ndots`, `timeout` and `attempts` need a
    number. glibc reads only the digits at the start of the value. The maximum is 15 for `ndots`, 30
    for `timeout` and 5 for `attempts`. Therefore, a `timeout` of `500ms` means 30 seconds. All
    other options are switches without a value.

    Correct the name or the value.
    """
    for option in pod.spec.dns_config.options if pod.spec.dns_config else ():
        if fault := _fault(option):
            yield fault


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
            else "Remove the option, or use one that resolv.conf(5) lists.",
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
