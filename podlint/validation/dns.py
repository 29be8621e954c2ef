"""DNS settings, host aliases and host names.

Source: `validatePodDNSConfig`, `ValidateHostAliases` and `validatePodHostName`.
"""

from __future__ import annotations

from typing import Any

from .addresses import refuse_address
from .error import Errors
from .features import Features
from .names import dns_label, dns_subdomain, dns_subdomain_with_underscore, size
from .path import Path

__all__ = [
    "refuse_dns_config",
    "refuse_dns_policy",
    "refuse_host_aliases",
    "refuse_host_names",
    "refuse_hostname_override",
]

MOST_NAMESERVERS = 3
MOST_SEARCHES = 32
LONGEST_SEARCH_LIST = 2048
LONGEST_OVERRIDE = 64
DNS_POLICIES = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")


def refuse_dns_policy(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse an unknown DNS policy.

    Go: `validateDNSPolicy`.
    """
    if spec["dnsPolicy"] not in DNS_POLICIES:
        errors.not_supported((*at, "dnsPolicy"), DNS_POLICIES)


def refuse_dns_config(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse invalid name servers and search domains, too many of them, and none if the policy
    needs one.

    Go: `validatePodDNSConfig`.
    """
    config = spec.get("dnsConfig")
    at = (*at, "dnsConfig")
    if spec["dnsPolicy"] == "None":
        if config is None:
            errors.required(at, "must provide `dnsConfig` when `dnsPolicy` is None")
            return
        if not config.get("nameservers"):
            errors.required(
                (*at, "nameservers"),
                "must provide at least one DNS nameserver when `dnsPolicy` is None",
            )
            return
    if not config:
        return
    nameservers = config.get("nameservers", ())
    if len(nameservers) > MOST_NAMESERVERS:
        errors.invalid(
            (*at, "nameservers"), f"must not have more than {MOST_NAMESERVERS} nameservers"
        )
    for index, address in enumerate(nameservers):
        refuse_address(errors, address, features, (*at, "nameservers", index))
    _refuse_searches(errors, config.get("searches", ()), features, (*at, "searches"))
    for index, option in enumerate(config.get("options", ())):
        if not option.get("name"):
            errors.required((*at, "options", index), "must not be empty")


def _refuse_searches(errors: Errors, searches: list[str], features: Features, at: Path) -> None:
    """Refuse too many search domains, too long ones, and invalid ones."""
    if len(searches) > MOST_SEARCHES:
        errors.invalid(at, f"must not have more than {MOST_SEARCHES} search paths")
    if size(" ".join(searches)) > LONGEST_SEARCH_LIST:
        errors.invalid(
            at,
            f"must not have more than {LONGEST_SEARCH_LIST} characters (including spaces) "
            "in the search list",
        )
    for index, search in enumerate(searches):
        name = search.removesuffix(".")
        if not features.searches_relaxed:
            errors.invalid_each((*at, index), dns_subdomain(name))
        elif search != ".":
            errors.invalid_each((*at, index), dns_subdomain_with_underscore(name))


def refuse_host_aliases(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse invalid entries for /etc/hosts.

    Go: `ValidateHostAliases`.
    """
    for index, alias in enumerate(spec.get("hostAliases", ())):
        place = (*at, "hostAliases", index)
        refuse_address(errors, alias.get("ip", ""), features, (*place, "ip"))
        for position, name in enumerate(alias.get("hostnames", ())):
            errors.invalid_each((*place, "hostnames", position), dns_subdomain(name))


def refuse_host_names(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse a host name or subdomain that is not a DNS label."""
    for name in ("hostname", "subdomain"):
        if spec.get(name):
            errors.invalid_each((*at, name), dns_label(spec[name]))


def refuse_hostname_override(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse an invalid override, and one for a Pod whose host name comes from elsewhere.

    Go: `validatePodHostName`.
    """
    name = spec.get("hostnameOverride")
    if name is None:
        return
    at = (*at, "hostnameOverride")
    if spec.get("setHostnameAsFQDN"):
        errors.forbidden(at, "may not be specified when setHostnameAsFQDN is true")
    if spec.get("hostNetwork"):
        errors.forbidden(at, "may not be specified when hostNetwork is true")
    if size(name) > LONGEST_OVERRIDE:
        errors.too_long(at, LONGEST_OVERRIDE)
    errors.invalid_each(at, dns_subdomain(name))
