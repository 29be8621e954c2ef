"""The API server's warnings as short statements."""

from __future__ import annotations

import re

from podlint.document.field_path import value_at
from podlint.targets.field_names import shorten, statement
from podlint.targets.refused import ServerWarning

__all__ = ["said_by"]

_LONGEST = 120
_SINCE = r"v(?P<since>[\d.]+)\+?"
_PATHS = 'volume "(?P<name>[^"]*)".*: overlapping paths: "(?P<one>[^"]*)".* with '
_WORDS = (
    (
        r"(?:nodeSelector\[(?P<label>.+)\]: |[kK]ey: (?P<key>\S+) is )deprecated since " + _SINCE,
        "node label `{label}` has been deprecated since Kubernetes {since}",
    ),
    ("hostIP set without hostPort", "{subject} has `hostIP` without `hostPort`"),
    (
        r"(?:duplicate|overlapping|ambiguous) port definition",
        "{subject} repeats `containerPort: {port}`",
    ),
    (r'duplicate port name "(?P<name>[^"]*)"', "port name `{name}` is used twice in the Pod"),
    (f", non-functional in {_SINCE}", "{subject} has been unsupported since Kubernetes {since}"),
    (
        f", and disabled by default in {_SINCE}",
        "{subject} has been disabled by default since Kubernetes {since}",
    ),
    (f"non-functional in {_SINCE}", "{subject} has had no effect since Kubernetes {since}"),
    (f"deprecated (?:in|since) {_SINCE}", "{subject} has been deprecated since Kubernetes {since}"),
    ("hides previous definition of", "{subject} is set twice"),
    ('invalid empty name ""', "{subject} is empty"),
    (r'duplicate (?:ip|name) "', "{subject} is used twice"),
    ("negative values are invalid and will", "{subject} is negative and treated as 1"),
    ("a negative value retains all", "{subject} is negative and keeps all old revisions"),
    (
        r"this is used in .*hostname",
        "{subject} is used in host names, but is not a valid DNS label",
    ),
    (r'volume "(?P<name>[^"]*)".* has no sources', "volume `{name}` has an empty source"),
    (
        _PATHS + '"(?P=one)"',
        "volume `{name}` writes path `{one}` twice",
    ),
    (
        _PATHS + '"(?P<other>[^"]*)"',
        "volume `{name}` writes overlapping paths `{one}` and `{other}`",
    ),
    ("fractional byte value", "{subject} is a fraction of a byte"),
    ("is invalid, (?:a valid label|must be)", "{subject} is not a valid label value"),
    ("should be in RFC 5952 canonical", "{subject} is not in canonical IPv6 form"),
    ("will be considered invalid in a", "{subject} will be invalid in a future Kubernetes release"),
    (
        "In Indexed Jobs with a number of completions",
        "Job with over 100000 `completions` and over 10000 `parallelism` can lose track of indexes",
    ),
)


def said_by(warning: ServerWarning) -> str:
    """The statement of a warning, with its container and field; an unknown warning is quoted."""
    for pattern, words in _WORDS:
        found = re.search(pattern, warning.text)
        if found:
            parts = {name: shorten(text) for name, text in found.groupdict().items() if text}
            parts.setdefault("label", parts.get("key", ""))
            value = value_at(warning.at.document.data, warning.at.path)
            parts["port"] = str(value.get("containerPort")) if isinstance(value, dict) else ""
            return _with_subject(warning, words, parts)
    return shorten(warning.text, _LONGEST)


def _with_subject(warning: ServerWarning, words: str, parts: dict[str, str]) -> str:
    text = words.removeprefix("{subject} ").format(**parts)
    if "{subject}" not in words:
        return shorten(text, _LONGEST)
    at = warning.at
    return statement(at.document.data, at.path, "", text) or shorten(warning.text, _LONGEST)
