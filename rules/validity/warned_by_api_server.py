"""Any other warning of the API server."""

import re
from typing import Any

from podlint.authoring import Delete, Fix, Problems, Severity, Submission, rule
from podlint.document.field_path import value_at
from podlint.targets.refusals import OTHERS, server_warnings
from podlint.targets.refused import ServerWarning


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="`kubectl apply` prints `Warning: ...`, but the object is created",
    similar={
        "duplicate-env-var": (
            "kube-linter reports variables that are set twice. This rule also reports other "
            "warnings of the API server."
        ),
        "environment-variable-key-duplication": (
            "kube-score reports variables that are set twice. This rule also reports other "
            "warnings of the API server."
        ),
        "C-0295": (
            "Kubescape reports variables that are set twice. This rule also reports other "
            "warnings of the API server."
        ),
    },
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - name: MODE  # finding
                #       ^^^^
                  value: slow
                - {name: DEBUG, value: "1"}
                - {name: DEBUG, value: "1"}  # finding
                - {name: URL, value: "http://$(HOST)"}
                - {name: URL, value: "http://$(HOST)"}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - name: MODE
                  value: slow
                - {name: DEBUG, value: "1"}
                - {name: URL, value: "http://$(HOST)"}
                - {name: URL, value: "http://$(HOST)"}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - {name: MODE_2, value: "$(MODE)"}
        """,
)
def warned_by_api_server(submission: Submission) -> Problems:
    """The API server accepts the object with a warning that no other rule reports.

    `kubectl apply` shows the same warnings. Examples are variables that hide earlier variables,
    annotations that a field has replaced, selectors that match nothing, and fractions of a byte. If
    two variables are identical, podlint can remove one of them.
    """
    return server_warnings(submission, OTHERS, _advice, fix=_fix)


def _fix(warning: ServerWarning) -> Fix | None:
    """Remove a variable that is the same as the variable that it hides."""
    document, path = warning.at.document, warning.at.path
    if "hides previous definition" not in warning.text:
        return None
    *above, index = path if isinstance(path[-1], int) else path[:-1]
    entries: Any = value_at(document.data, tuple(above))
    if not isinstance(entries, list) or not isinstance(index, int):
        return None
    entry = entries[index]
    hidden = next(each for each in reversed(entries[:index]) if each["name"] == entry["name"])
    # A reference can have another value here, because the variables above it count.
    if hidden != entry or "$(" in str(entry.get("value")):
        return None
    return Fix("remove the repeated variable", (Delete((*above, index)),))


_ADVICE = (
    (
        "hides previous definition",
        "Remove one of the two entries. The last entry takes precedence.",
    ),
    (r"duplicate (ip|name)", "Remove one of the two entries."),
    ("invalid empty name", "Set `name` to the name of a Secret, or remove the entry."),
    (
        "negative values are invalid",
        "Set the number of seconds that the Pod needs to stop, such as 30.",
    ),
    ("overlapping paths", "Use a different `path` for each file."),
    ("has no sources provided", "Add a source that this version of Kubernetes supports."),
    ("a DNS label is recommended", "Use at most 63 characters: lowercase letters, digits and `-`."),
    ("a negative value retains", "Set the number of revisions to keep, such as 10."),
    ("fractional byte value", "Use a whole number of bytes, such as `64Mi`."),
    (
        "is invalid, (?:a valid label|must be)",
        "Use at most 63 characters: letters, digits, `-`, `_` and `.`.",
    ),
    ("In Indexed Jobs", "Lower `completions` to 100000, or `parallelism` to 10000."),
)
_REPLACEMENT = r'use (?:the )?"([^"]+)"|canonical format \("(.+)"\)'


def _advice(text: str) -> str:
    """What to write, from the words of the warning."""
    known = next((words for said, words in _ADVICE if re.search(said, text)), None)
    meant = re.search(_REPLACEMENT, text)
    if known or not meant:
        return known or "Correct the value, or remove the field."
    return f"Use `{meant[1] or meant[2]}`."
