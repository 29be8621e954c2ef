"""The API server's errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podlint.document import JSON
from podlint.targets.field_names import WORDS_OF_KEY, shorten, statement
from podlint.targets.refused import Refusal
from podlint.targets.remedies import remedy as remedy_for
from podlint.targets.server_phrases import choices, plain
from podlint.targets.submission import Submission

__all__ = ["as_label", "as_port_name", "asked_server", "reason", "remedy", "shorten", "span_of"]

_LONGEST = 120
_LONGEST_CHOICE = 60
_LENGTH = re.compile(r"\b(\d+) characters\b")


def reason(refusals: Sequence[Refusal]) -> str:
    """What is wrong at one place: its container, its name and value, and up to two reasons."""
    first = refusals[0]
    said = list(dict.fromkeys(_predicate(each) for each in refusals))[:2]
    if said[0] in ("is missing", "is empty"):
        said = said[:1]
    data, path, detail = first.at.document.data, first.at.path, first.error.detail
    for words in (" and ".join(said), said[0]):
        text = statement(data, path, detail, words)
        if text:
            return text
    return shorten(f"`{path[-1] if path else 'object'}` {said[0]}", _LONGEST)


def remedy(refusal: Refusal) -> str | None:
    """What to write instead, if the server's reason tells; None otherwise."""
    return remedy_for(refusal, _predicate(refusal))


def asked_server(submission: Submission, versions: Sequence[str]) -> str:
    """The API server, with its versions if they differ or are only approximated."""
    cluster = submission.cluster
    rough = any(each in cluster.approximate for each in versions)
    if len(cluster.versions) > 1 and tuple(versions) != cluster.versions:
        return f"Kubernetes {span_of(tuple(versions))}" + (" (approximated)" if rough else "")
    if rough:
        return f"The API server of Kubernetes {span_of(tuple(versions))} (approximated)"
    return "The API server"


def as_label(text: str) -> str | None:
    """The most similar DNS label (RFC 1123) of a text; None if nothing is left of it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    found = re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")[:63].rstrip("-")
    return found or None


def as_port_name(text: str) -> str | None:
    """The most similar port name of a text; None if there is none."""
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
    if error.type == "Duplicate value":
        return "repeats another entry" if isinstance(value, dict | list) else "is used twice"
    if error.type == "Not found":
        listed = "resourceClaims" in error.detail
        return "is not in the Pod's `resourceClaims`" if listed else "does not exist"
    if error.type == "Unsupported value":
        if refusal.at.path[-2:-1] in (("requests",), ("limits",)):
            return "is not supported at Pod level"
        return "is empty" if value == "" else _choice(choices(error.detail))
    said = _in_bytes(plain(error.detail), refusal)
    if error.type == "Required value":
        return _lack(refusal, said)
    if said == "contains no letter" and str(value).isdigit() and refusal.at.path[-1] == "port":
        return "is a string instead of a number"
    if value == "" and re.match("is not (?!allowed)|must be |has no|contains no", said):
        return "is empty"
    if not refusal.at.document.has(refusal.at.path) and re.match("is not (?!allowed)", said):
        return "is missing"
    return said or ("is empty" if value in ([], {}, "") else "is invalid")


def _in_bytes(said: str, refusal: Refusal) -> str:
    """The words with the unit that Kubernetes counts, if characters would be another number."""
    of_key = refusal.error.detail.startswith(WORDS_OF_KEY)
    measured = str(refusal.at.path[-1]) if of_key else str(refusal.value)
    return said if measured.isascii() else _LENGTH.sub(r"\1 bytes", said)


def _lack(refusal: Refusal, said: str) -> str:
    """What is wrong with a value that is required: missing, empty, or without what it needs."""
    value: JSON = refusal.value
    if value is None or not refusal.at.document.has(refusal.at.path):
        state = "is missing"
    elif value and isinstance(value, str) and refusal.error.detail.startswith("valid values: "):
        return _choice(choices(refusal.error.detail))
    else:
        state = "is empty" if value in ("", [], {}) else "is incomplete"
    if not said or said == "is empty" or (said.startswith("is invalid") and value is None):
        return state
    return said


def _choice(known: list[str]) -> str:
    *most, last = [f"`{each}`" for each in known] or ["something else"]
    text = f"must be {', '.join(most)} or {last}" if most else f"must be {last}"
    return text if len(text) <= _LONGEST_CHOICE else "has an unsupported value"
