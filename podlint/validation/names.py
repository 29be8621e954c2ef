"""The formats of names. Each function returns the server's messages about a string.

Lengths are counted in bytes of UTF-8, as in Go.

Source: `k8s.io/apimachinery/pkg/util/validation` and `pkg/api/validate/content`.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

__all__ = [
    "SUBDOMAIN",
    "config_key",
    "dns_label",
    "dns_subdomain",
    "dns_subdomain_with_underscore",
    "environment_name",
    "label_value",
    "masked_prefix",
    "port_name",
    "qualified_name",
    "regex_message",
    "size",
    "strict_environment_name",
    "strip_spaces",
]

Messages = tuple[str, ...]

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
"""The regular expression of subdomains of RFC 1123, as messages show it."""
_UNDERSCORED = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_UNDERSCORED_SUBDOMAIN = rf"{_UNDERSCORED}(\.{_UNDERSCORED})*"
_KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_CONFIG_KEY = "[-._a-zA-Z0-9]+"
_STRICT_NAME = "[-._a-zA-Z][-._a-zA-Z0-9]*"

_remembered = lru_cache(maxsize=4096)
"""The same names occur often, for example a label in a selector, a template and a Service."""

_is_label = partial(re.fullmatch, _LABEL)
_is_subdomain = partial(re.fullmatch, SUBDOMAIN)
_is_underscored_subdomain = partial(re.fullmatch, _UNDERSCORED_SUBDOMAIN)
_is_key = partial(re.fullmatch, _KEY)
_is_config_key = partial(re.fullmatch, _CONFIG_KEY)
_is_port_charset = partial(re.fullmatch, "[-a-z0-9]+")
_find_letter = partial(re.search, "[a-z]")
_is_strict_name = partial(re.fullmatch, _STRICT_NAME)
_is_relaxed = partial(re.fullmatch, r"[ -<>-~]+")

_LABEL_MESSAGE = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
    "and must start and end with an alphanumeric character"
)
_SUBDOMAIN_MESSAGE = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
    "'-' or '.', and must start and end with an alphanumeric character"
)
_ALPHANUMERIC = (
    "must consist of alphanumeric characters, '-', '_' or '.', "
    "and must start and end with an alphanumeric character"
)


def size(value: str) -> int:
    """The length of a string in bytes of UTF-8."""
    return len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))


_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_SPACES += "".join(map(chr, range(0x2000, 0x200B)))


def strip_spaces(value: str) -> str:
    """The string without the blanks at its ends; Python's `strip` removes more characters.

    Go: `strings.TrimSpace`.
    """
    return value.strip(_SPACES)


def regex_message(message: str, pattern: str, *examples: str) -> str:
    """A message with its pattern. Go: `RegexError`."""
    given = " or ".join(f"'{example}', " for example in examples)
    return f"{message} (e.g. {given}regex used for validation is '{pattern}')"


def _too_long(limit: int, unit: str = "characters") -> str:
    return f"must be no more than {limit} {unit}"


@_remembered
def dns_label(value: str) -> Messages:
    """A label of RFC 1123: lower-case letters, digits and dashes, at most 63.

    Go: `IsDNS1123Label`.
    """
    if len(value) <= 63 and _is_label(value):
        return ()
    found = []
    if size(value) > 63:
        found.append(_too_long(63))
    if not _is_label(value):
        found.append(
            "must not contain dots"
            if _is_subdomain(value)
            else regex_message(_LABEL_MESSAGE, _LABEL, "my-name", "123-abc")
        )
    return tuple(found)


@_remembered
def dns_subdomain(value: str, unit: str = "characters") -> Messages:
    """Labels of RFC 1123 with dots between them, at most 253 bytes in total.

    Go: `IsDNS1123Subdomain`, `NameIsDNSSubdomain`.
    """
    if len(value) <= 253 and _is_subdomain(value):
        return ()
    found = []
    if size(value) > 253:
        found.append(_too_long(253, unit))
    if not _is_subdomain(value):
        found.append(regex_message(_SUBDOMAIN_MESSAGE, SUBDOMAIN, "example.com"))
    return tuple(found)


def dns_subdomain_with_underscore(value: str) -> Messages:
    """As `dns_subdomain`, but underscores are allowed.

    Go: `IsDNS1123SubdomainWithUnderscore`.
    """
    found = []
    if size(value) > 253:
        found.append(_too_long(253))
    if not _is_underscored_subdomain(value):
        message = _SUBDOMAIN_MESSAGE.replace("'-' or", "'_', '-' or")
        found.append(regex_message(message, _UNDERSCORED_SUBDOMAIN, "example.com"))
    return tuple(found)


def masked_prefix(value: str) -> str:
    """A prefix of a name as the server checks it: it may end with a dash.

    Go: `maskTrailingDash`.
    """
    if len(value) < 2 or not value.endswith("-"):
        return value
    # The server removes two bytes, so a part of a longer character before the dash remains.
    return value[:-2] + "a" if value[-2].isascii() else value[:-1]


@_remembered
def qualified_name(value: str) -> Messages:
    """A name of at most 63 bytes, optionally after a subdomain and a slash.

    Go: `IsQualifiedName`, `IsLabelKey`.
    """
    if len(value) <= 63 and _is_key(value):
        return ()
    prefix, slash, name = value.rpartition("/")
    described = regex_message(_ALPHANUMERIC, _KEY, "MyName", "my.name", "123-abc")
    if "/" in prefix:
        tail = " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        return (f"a valid label key {described}{tail}",)
    found = []
    if slash and not prefix:
        found.append("prefix part must be non-empty")
    elif slash:
        found += [f"prefix part {message}" for message in dns_subdomain(prefix, "bytes")]
    if not name:
        found.append("name part must be non-empty")
    elif size(name) > 63:
        found.append("name part " + _too_long(63, "bytes"))
    if not _is_key(name):
        found.append(f"name part {described}")
    return tuple(found)


@_remembered
def label_value(value: str, unit: str = "bytes") -> Messages:
    """The value of a label: empty, or like the name of its key.

    Go: `IsValidLabelValue`.
    """
    if not value or (len(value) <= 63 and _is_key(value)):
        return ()
    found = []
    if size(value) > 63:
        found.append(_too_long(63, unit))
    if not _is_key(value):
        message = f"a valid label must be an empty string or{_ALPHANUMERIC.removeprefix('must')}"
        found.append(regex_message(message, f"({_KEY})?", "MyValue", "my_value", "12345"))
    return tuple(found)


@_remembered
def port_name(value: str) -> Messages:
    """The name of a port in the form of IANA.

    Go: `IsValidPortName`.
    """
    found = []
    if size(value) > 15:
        found.append(_too_long(15))
    if not _is_port_charset(value):
        found.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    if not _find_letter(value):
        found.append("must contain at least one letter (a-z)")
    if "--" in value:
        found.append("must not contain consecutive hyphens")
    if value.startswith("-") or value.endswith("-"):
        found.append("must not begin or end with a hyphen")
    return tuple(found)


@_remembered
def environment_name(value: str) -> Messages:
    """The name of an environment variable that is not empty: printable ASCII without `=`.

    Go: `IsRelaxedEnvVarName`.
    """
    if _is_relaxed(value):
        return ()
    message = "a valid environment variable name must consist only of printable ASCII characters"
    return (f"{message} other than '='",)


@_remembered
def strict_environment_name(value: str) -> Messages:
    """The name of an environment variable before Kubernetes 1.32.

    Go: `IsEnvVarName`.
    """
    found = []
    if not _is_strict_name(value):
        message = (
            "a valid environment variable name must consist of alphabetic characters, digits, "
            "'_', '-', or '.', and must not start with a digit"
        )
        examples = ("my.env-name", "MY_ENV.NAME", "MyEnvName1")
        found.append(regex_message(message, _STRICT_NAME, *examples))
    return (*found, *_parent_directory(value))


@_remembered
def config_key(value: str) -> Messages:
    """A key of a ConfigMap or Secret.

    Go: `IsConfigMapKey`.
    """
    found = []
    if size(value) > 253:
        found.append(_too_long(253))
    if not _is_config_key(value):
        message = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
        found.append(regex_message(message, _CONFIG_KEY, "key.name", "KEY_NAME", "key-name"))
    return (*found, *_parent_directory(value))


def _parent_directory(value: str) -> Messages:
    """Go: `hasChDirPrefix`."""
    if value in (".", ".."):
        return (f"must not be '{value}'",)
    return ("must not start with '..'",) if value.startswith("..") else ()
