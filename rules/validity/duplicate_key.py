"""A key that a mapping has twice."""

import json

from podlint.authoring import Document, Fix, Problems, Severity, rule
from podlint.document import Fault, KeepLast
from podlint.document.shortening import shortened
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        '`kubectl apply` fails with `error: key "image" already set in map`; or '
        "a setting without effect"
    ),
    fragments=True,
    asks_for=("duplicate-key",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: Always
          containers:
            - name: app
              image: app:1.4
              image: app:1.5  # finding
           #  ^^^^^
              env:
                - name: A
                  value: "1"
              env:  # finding
                - name: B
                  value: "2"
          restartPolicy: Always  # finding
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.5
              env:
                - name: A
                  value: "1"
              env:
                - name: B
                  value: "2"
          restartPolicy: Always
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.5
        """,
)
def duplicate_key(document: Document) -> Problems:
    """A mapping has the same key twice.

    By default, kubectl validates strictly and rejects the manifest. Clients without strict
    validation keep only the last value and silently drop the other values.

    Remove one of the two keys, or merge their values. The fix keeps the last key. It is safe if the
    values are equal.
    """
    why = "`kubectl` rejects the manifest. Other clients keep only the last value."
    yield from problems_in(document, "duplicate-key", why, lambda fault: _fix(document, fault))


def _fix(document: Document, fault: Fault) -> Fix | None:
    """Remove the earlier of two equal entries, or a single value that another one overrides.

    Two lists or maps that differ are usually halves of one, which a person must merge.
    """
    found = next((each for each in document.repetitions() if fault.span in each.keys[1:]), None)
    if found is None:
        return None
    same = all(json.dumps(value) == json.dumps(found.values[-1]) for value in found.values)
    if not same and any(isinstance(value, dict | list) for value in found.values):
        return None
    edits = (KeepLast(found.path),)
    return Fix(f"keep the last `{shortened(str(found.path[-1]), 40)}`", edits, safe=same)
