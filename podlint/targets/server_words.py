"""What the API server says, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podlint.document import JSON, Path
from podlint.document.shortening import shortened
from podlint.models.guess import nearest
from podlint.targets.refused import Refusal
from podlint.targets.submission import Submission

__all__ = ["as_label", "as_port_name", "asked_server", "reason", "remedy", "span_of", "subject"]

_MAPS = ("labels", "annotations", "matchLabels", "nodeSelector")
_LONGEST_VALUE = 40
_LONGEST_DETAIL = 120
_LONGEST_REASON = 120
_ENDS = "with a letter or digit at each end"
_WORDS = (
    (r",? \((such as|e\.g\.|regex).*$", ""),
    (r"^`selector` does not match template `labels`$", "of the template do not match the selector"),
    (r"^`selector` (not|will be) auto-generated$", "must be left to the API server"),
    (r"must be specified single value", "must be exactly one"),
    (r"^\w*environment variable name must be non-empty", "must not be empty"),
    (
        r"a lowercase RFC 1123 label must .*",
        f"must consist of a-z, 0-9 and `-`, {_ENDS}",
    ),
    (
        r"a lowercase RFC 1123 subdomain must .*'_', .*",
        f"must consist of a-z, 0-9, `_`, `-` and `.`, {_ENDS}",
    ),
    (
        r"a lowercase RFC 1123 subdomain must .*",
        f"must consist of a-z, 0-9, `-` and `.`, {_ENDS}",
    ),
    (
        r"(name part|a valid label key) must consist of .*",
        f"must consist of letters, digits, `-`, `_` and `.`, {_ENDS}",
    ),
    (
        r"a valid label must be an empty .*",
        f"must consist of letters, digits, `-`, `_` and `.`, {_ENDS}",
    ),
    (r"name part must be non-empty", "has no name"),
    (r"prefix part must be non-empty", "has nothing before the slash"),
    (r"^prefix part ", "has an invalid domain before the slash: it "),
    (r"^name part ", "its name "),
    (
        r"a valid environment variable name must consist only of (.*)",
        r"must consist of \1",
    ),
    (r"a valid (config key|HTTP header) must ", "must "),
    (r"a valid percent string must be .*", "must be a whole number or a percentage such as 25%"),
    (r"must be no more than (\d+) (characters|bytes)", r"must have at most \1 characters"),
    (r"may not be more than (\d+) bytes", r"must have at most \1 bytes"),
    (
        r"error converting fieldPath: field label not supported: .*",
        "is not a field that can be read here",
    ),
    (r"error converting fieldPath: unsupported pod version: .*", "has an unknown apiVersion"),
    (r"^not a valid selector operator$", "is not an operator of selectors"),
    (r"^not a valid field selector key$", "is not a node field that can be selected by"),
    (
        r"^Limit must be set for non overcommit.*",
        "needs a limit, because it cannot be overcommitted",
    ),
    (r"^Bidirectional .* only to privileged .*", "is allowed only in privileged containers"),
    (r"^at least (\d+) (.*) is required$", r"must have at least \1 \2"),
    (r"^when (`hostUsers` is false)", r"cannot be set where \1"),
    (r'^valid values: "(\w+)", "(\w+)"', r"must be \1 or \2"),
    (r"^valid values: (.*)", r"must be one of \1"),
    (r'^no kind "(\w+)" is registered .*', r"has no \1"),
    (
        r"^may not be set for init containers without restartPolicy=Always$",
        "is not allowed without restartPolicy: Always",
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


_REMEDIES = (
    (r"must be in the range (\S+)-(\S+)$", r"Set {field} to a number from \1 to \2."),
    (r"must be between (\S+) and (\S+), inclusive$", r"Set {field} to a number from \1 to \2."),
    (r"must be greater than or equal to 0$", "Set {field} to 0 or more."),
    (r"must be (greater than zero|greater than 0)$", "Set {field} to 1 or more."),
    (r"must be an integer$", "Set {field} to a whole number."),
    (r"must be greater than (\w+)$", r"Raise {field} above \1, or lower \1."),
    (r"must be a relative path$", "Write a relative path, without the leading `/`."),
    (r"must be an absolute path$", "Write an absolute path, which starts with `/`."),
    (r"must not contain '\.\.'$", "Write a path without `..`."),
    (r"must not contain dots$", "Replace the dots with `-`."),
    (r"must be a valid IP address", "Write an IP address such as `10.0.0.10`."),
    (r"must not have leading or trailing whitespace$", "Remove the spaces around the value."),
    (r"must be exactly one when", "Give exactly one value, or use another operator."),
    (r"must be specified when `?(\w+)`? is (.*)$", r"Add {field}, or change \1."),
    (r"(may|must|can) ?not be (specified|set) when `?(\w+)`? is", r"Remove {field}, or change \3."),
    (r"must not be set for", "Remove {field}."),
    (r"can only be set when", "Remove {field}."),
    (r"requires (\w.*)$", r"Remove {field}, or set \1."),
    (r"must have at most (\d+) (\w+)", r"Shorten it to \1 \2 or fewer."),
    (r"may not be 0 when `?(\w+)`? is 0$", r"Set {field} or \1 to 1 or more."),
    (r"which the priority class gives$", "Remove {field}, and name a class in priorityClassName."),
    (r"must be (\w+)$", r"Set {field} to \1."),
    (r"is missing$", "Add {field}."),
    (r"is missing: it (must be set when|is required)", "Add {field}."),
    (r"is used twice$", "Keep one of the two."),
    (r"is empty$", "Give {field} a value, or remove it."),
)


def remedy(refusal: Refusal) -> str | None:
    """What to write instead, as far as the server's reason says it; None where it does not."""
    field = str(refusal.at.path[-1]) if refusal.at.path else ""
    if refusal.error.type == "Unsupported value":
        known = re.findall(r'"([^"]*)"', refusal.error.detail)
        value = refusal.value
        meant = nearest(value, known) if isinstance(value, str) and value else None
        if meant or len(known) == 1:
            return f"Write `{meant or known[0]}`."
    if not refusal.at.path or isinstance(refusal.at.path[-1], int):
        return None
    said = _predicate(refusal)
    for pattern, words in _REMEDIES:
        found = re.search(pattern, said)
        if found:
            return found.expand(words).replace("{field}", f"`{shorten(field)}`")
    return None


def asked_server(submission: Submission, versions: Sequence[str]) -> str:
    """Who says so: the versions are named where they differ, or are not known exactly."""
    cluster = submission.cluster
    rough = any(each in cluster.approximate for each in versions)
    if len(cluster.versions) > 1 and tuple(versions) != cluster.versions:
        return f"Kubernetes {span_of(tuple(versions))}" + (" (approximated)" if rough else "")
    if rough:
        return f"The API server of Kubernetes {span_of(tuple(versions))} (approximated)"
    return "The API server"


def subject(refusal: Refusal) -> str:
    """What a refusal is about: "container name `Web`"."""
    path, value = refusal.at.path, refusal.value
    name = _named(path)
    named = value.get("name") if isinstance(value, dict) else None
    if isinstance(named, str) and named:
        return f"{name} `{shorten(named)}`"
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
        return "is used twice"
    if error.type == "Not found":
        return "does not exist"
    if error.type == "Unsupported value":
        return _choice(error.detail)
    return _plain(error.detail) or "is not valid"


def _choice(detail: str) -> str:
    known = re.findall(r'"([^"]*)"', detail)
    *most, last = known or ["something else"]
    return f"must be {', '.join(most)} or {last}" if most else f"must be {last}"


def _plain(detail: str) -> str:
    for pattern, words in _WORDS:
        detail = re.sub(pattern, words, detail)
    if not detail or re.match("(may|must|can|cannot|do|has|is|its|needs|requires) ", detail):
        return shorten(detail, _LONGEST_DETAIL)
    return shorten(f"is invalid: {detail}", _LONGEST_DETAIL)


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
