"""An option of the resolver that changes nothing."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.models.dns import PodDNSConfigOption
from podlint.models.guess import nearest

_MOST = {"ndots": 15, "timeout": 30, "attempts": 5}
"""Options that take a number, and the most that glibc makes of it."""

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
    symptom="names are looked up as slowly and as often as before, or not found",
    similar={
        "dnsconfig-options": (
            "kube-linter asks every Pod for `ndots: 2`, this rule reports options without effect."
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
    """An option in `dnsConfig` is none that resolvers know, or has a value they do not take.

    The options are written to
    [resolv.conf](https://man7.org/linux/man-pages/man5/resolv.conf.5.html) as they are, and the
    resolver passes over what it does not know. `ndots`, `timeout` and `attempts` need a number, of
    which glibc reads the digits at the beginning and makes at most 15, 30 and 5: `500ms` are 30
    seconds. All others are switches.

    Correct the name or the value.
    """
    for option in pod.spec.dns_config.options if pod.spec.dns_config else ():
        fault = _fault(option)
        if fault:
            field, words = fault
            yield Problem(words, at=option.at / field)


def _fault(option: PodDNSConfigOption) -> tuple[str, str] | None:
    """The field that is wrong, and what is wrong with it."""
    name, colon, inline = (option.name or "").partition(":")
    value = inline if colon else option.value or ""
    most = _MOST.get(name)
    if most is None:
        if not name or name in _SWITCHES:
            return None
        near = nearest(name, (*_MOST, *_SWITCHES))
        hint = f"did you mean {near}?" if near else "see resolv.conf(5) for the options there are"
        return "name", f"{name} is no option, and the resolver passes over it; {hint}"
    field = "name" if colon or not option.value else "value"
    number = _DIGITS.match(value)
    if number is None:
        what = f"{value[:20]} is none" if value else "there is none"
        return field, f"{name} needs a number, and {what}; write one in value, at most {most}"
    if int(number[0]) > most:
        return field, f"{name} is {most} at most, and {value[:20]} counts as that; write {most}"
    return None
