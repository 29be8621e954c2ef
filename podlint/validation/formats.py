"""Formats of strings other than names. As in `names`, each function returns the server's messages.

Source: `k8s.io/apimachinery/pkg/util/validation` and `pkg/api/validate/content`.
"""

from __future__ import annotations

import re
from functools import partial

from .names import Messages, dns_subdomain, regex_message

__all__ = ["domain_prefixed_path", "header_name", "path_segment", "percentage"]

_HEADER = "[-A-Za-z0-9]+"
_PERCENT = "[0-9]+%"
_HTTP_PATH = r"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+"
_is_header = partial(re.fullmatch, _HEADER)
_is_percentage = partial(re.fullmatch, _PERCENT)
_is_http_path = partial(re.fullmatch, _HTTP_PATH)


def percentage(value: str) -> Messages:
    """A number and a percent sign.

    Go: `IsValidPercent`.
    """
    if _is_percentage(value):
        return ()
    message = "a valid percent string must be a numeric string followed by an ending '%'"
    return (regex_message(message, _PERCENT, "1%", "93%"),)


def header_name(value: str) -> Messages:
    """The name of an HTTP header.

    Go: `IsHTTPHeaderName`.
    """
    if _is_header(value):
        return ()
    message = "a valid HTTP header must consist of alphanumeric characters or '-'"
    return (regex_message(message, _HEADER, "X-Header-Name"),)


def domain_prefixed_path(value: str) -> Messages:
    """A subdomain, a slash and a path of HTTP; not called for an empty string.

    Go: `IsDomainPrefixedPath`.
    """
    host, _, path = value.partition("/")
    if not (host and path):
        return ('must be a domain-prefixed path (such as "acme.io/foo")',)
    bad_path = f"Invalid path (regex used for validation is '{_HTTP_PATH}')"
    return dns_subdomain(host) + (() if _is_http_path(path) else (bad_path,))


def path_segment(value: str) -> Messages:
    """The start of a name that can be part of a URL's path.

    Go: `IsPathSegmentPrefix`.
    """
    return tuple(f"may not contain '{bad}'" for bad in ("/", "%") if bad in value)
