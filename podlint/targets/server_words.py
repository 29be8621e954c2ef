"""What the API server says, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podlint.document import JSON, Path
from podlint.document.shortening import shortened
from podlint.models.guess import nearest
from podlint.targets.refused import Refusal
from podlint.targets.submission import Submission

__all__ = ["as_label", "as_port_name", "asked_server", "reason", "span_of", "subject"]

_MAPS = ("labels", "annotations", "matchLabels", "nodeSelector")
_LONGEST_VALUE = 40
_LONGEST_DETAIL = 120
_LONGEST_REASON = 120
_ENDS = "with a letter or digit at both ends"
_WORDS = (
    (r",? \((such as|e\.g\.|regex).*$", ""),
    (r"^`selector` does not match template `labels`$", "must hold what the selector selects"),
    (r"^`selector` (not|will be) auto-generated$", "must be left to the server"),
    (r"must be specified single value", "must be exactly one"),
    (r"^\w*environment variable name must be non-empty", "must not be empty"),
    (
        r"a lowercase RFC 1123 label must .*",
        f"must be lower-case letters, digits and `-`, {_ENDS}",
    ),
    (
        r"a lowercase RFC 1123 subdomain must .*'_', .*",
        f"must be lower-case letters, digits, `_`, `-` and `.`, {_ENDS}",
    ),
    (
        r"a lowercase RFC 1123 subdomain must .*",
        f"must be lower-case letters, digits, `-` and `.`, {_ENDS}",
    ),
    (
        r"(name part|a valid label key) must consist of .*",
        f"must be letters, digits, `-`, `_` and `.`, {_ENDS}, perhaps after a domain and a slash",
    ),
    (r"a valid label must be an empty .*", f"must be letters, digits, `-`, `_` and `.`, {_ENDS}"),
    (r"name part must be non-empty", "has no name"),
    (r"prefix part must be non-empty", "has nothing before the slash"),
    (r"^prefix part ", "has a bad domain before the slash: it "),
    (r"^name part ", "its name "),
    (
        r"a valid environment variable name must consist only of (.*)",
        r"must consist of \1",
    ),
    (r"a valid (config key|HTTP header) must ", "must "),
    (r"a valid percent string must be .*", "must be a whole number or a percentage such as 25%"),
    (r"must be no more than (\d+) (characters|bytes)", r"must have at most \1 characters"),
    (r"may not be more than (\d+) bytes", r"must have at most \1 bytes"),
    (r"error converting fieldPath: field label not supported: .*", "is no field that can be read"),
    (r"error converting fieldPath: unsupported pod version: .*", "is of no known apiVersion"),
    (r"^not a valid selector operator$", "is no operator of a selector"),
    (r"^not a valid field selector key$", "is no field of nodes that can be asked for"),
    (r"^Limit must be set for non overcommit.*", "needs a limit, since it cannot be overcommitted"),
    (r"^Bidirectional .* only to privileged .*", "is only for privileged containers"),
    (r"^at least (\d+) (.*) is required$", r"must have at least \1 \2"),
    (r"^when (`hostUsers` is false)", r"cannot be set where \1"),
    (r'^valid values: "(\w+)", "(\w+)"', r"must be \1 or \2"),
    (r"^valid values: (.*)", r"must be one of \1"),
    (r'^no kind "(\w+)" is registered .*', r"has no \1"),
    (
        r"^may not be set for init containers without restartPolicy=Always$",
        "is not allowed, because the container has no restartPolicy: Always",
    ),
    (r"^operator must be", "must be"),
    (r"^(value|effect) (must be .*)", r"\2"),
    (r"at most 253 characters and match regex \^.*", "lower-case words joined by dots or slashes"),
    (r"only alpha-numeric characters \(a-z, 0-9\), and hyphens \(-\)", "only a-z, 0-9 and `-`"),
    (r"'([A-Za-z]+)'", r"\1"),
)


def reason(refusals: Sequence[Refusal]) -> str:
    """What the refusals of one place say, with the place's name and value."""
    said = list(dict.fromkeys(_predicate(each) for each in refusals))
    return shorten(f"{subject(refusals[0])} {' and '.join(said[:2])}", _LONGEST_REASON)


def asked_server(submission: Submission, versions: Sequence[str]) -> str:
    """Who says so: the versions are named where they differ, or are not known exactly."""
    cluster = submission.cluster
    rough = any(each in cluster.approximate for each in versions)
    if len(cluster.versions) > 1 and tuple(versions) != cluster.versions:
        return f"Kubernetes {span_of(tuple(versions))}" + (" (approximately)" if rough else "")
    if rough:
        return f"The API server (approximately, for Kubernetes {span_of(tuple(versions))})"
    return "The API server"


def subject(refusal: Refusal) -> str:
    """What a refusal is about: "container name `Web`"."""
    path, value = refusal.at.path, refusal.value
    name = _named(path)
    if isinstance(value, dict | list) or value is None or value == "":
        return name
    in_map = len(path) > 1 and path[-2] in _MAPS
    if in_map and not refusal.error.detail.startswith(("a valid label", "must be no more")):
        return name
    return f"{name} `{shorten(_spell(value))}`"


def shorten(text: str, limit: int = _LONGEST_VALUE) -> str:
    """The beginning of a text that is too long to be read; it stays on one line."""
    line = " ".join(text.split()) if "\n" in text else text
    printable = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line
    )
    return shortened(printable, limit)


def as_label(text: str) -> str | None:
    """The name of RFC 1123 that is nearest to a text; None where nothing is left of it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    found = re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")[:63].rstrip("-")
    return found or None


def as_port_name(text: str) -> str | None:
    """The port name that is nearest to a text; None where none is near."""
    found = as_label(text)
    return found if found and len(found) <= 15 and re.search("[a-z]", found) else None


def span_of(versions: tuple[str, ...]) -> str:
    """Versions in words: `1.31 to 1.33 and 1.36`."""
    runs: list[list[str]] = []
    for version in versions:
        if runs and int(version.split(".")[1]) == int(runs[-1][-1].split(".")[1]) + 1:
            runs[-1].append(version)
        else:
            runs.append([version])
    return " and ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else run[0] for run in runs)


def _predicate(refusal: Refusal) -> str:
    error, value = refusal.error, refusal.value
    if error.type == "Required value":
        absent = not refusal.at.document.has(refusal.at.path)
        state = "is missing" if absent or value is None else "is empty"
        if value is not None and value not in ("", [], {}):
            state = "is not enough"
        detail = _plain(error.detail)
        if detail.startswith(("must", "needs")) and value is not None:
            return detail
        return f"{state}: it {detail}" if detail and "is required" not in detail else state
    if error.type == "Duplicate value":
        return "occurs twice"
    if error.type == "Not found":
        return "does not exist"
    if error.type == "Unsupported value":
        return _choice(error.detail, value)
    if error.type == "Unknown field":
        return "is unknown"
    return _plain(error.detail) or "is not valid"


def _choice(detail: str, value: JSON) -> str:
    known = re.findall(r'"([^"]*)"', detail)
    meant = nearest(value, known) if isinstance(value, str) and value else None
    hint = f", perhaps {meant}" if meant and len(known) > 1 else ""
    *most, last = known or ["something else"]
    return f"must be {', '.join(most)} or {last}{hint}" if most else f"must be {last}"


def _plain(detail: str) -> str:
    for pattern, words in _WORDS:
        detail = re.sub(pattern, words, detail)
    if not detail or re.match("(may|must|can|cannot|has|is|its|needs|requires) ", detail):
        return shorten(detail, _LONGEST_DETAIL)
    return shorten(f"is refused: {detail}", _LONGEST_DETAIL)


def _named(path: Path) -> str:
    if not path:
        return "the object"
    last = path[-1]
    if isinstance(last, int):
        return _singular(path[-2])
    if len(path) > 1 and path[-2] in _MAPS:
        return f"{_singular(path[-2])} `{shorten(last)}`"
    if len(path) > 1 and path[-2] in ("requests", "limits", "overhead"):
        return f"{_singular(path[-2])} of {shorten(last)}"
    if len(path) > 2 and isinstance(path[-2], int):
        return f"{_singular(path[-3])} {shorten(last)}"
    if len(path) > 2 and path[-2] not in ("spec", "metadata"):
        return f"{path[-2]} {shorten(last)}"
    return shorten(last)


_SINGULAR = {
    "containers": "container",
    "initContainers": "init container",
    "ephemeralContainers": "ephemeral container",
    "matchLabels": "selector label",
    "nodeSelector": "nodeSelector label",
    "hostAliases": "host alias",
    "envFrom": "envFrom entry",
    "preferredDuringSchedulingIgnoredDuringExecution": "preferred term",
    "requiredDuringSchedulingIgnoredDuringExecution": "required term",
    "env": "env",
    "items": "item",
    "values": "value",
}


def _singular(word: str | int) -> str:
    text = str(word)
    return _SINGULAR.get(text) or (text[:-1] if text.endswith("s") else f"{text} entry")


def _spell(value: JSON) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
