"""A key that a mapping has twice."""

from podlint.authoring import Document, Problems, Severity, rule
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
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              image: app:1.5  # finding
           #  ^^^^^
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
    validation keep only the last value and silently drop the others.

    Remove one of the two keys, or merge their values.
    """
    why = "`kubectl` rejects the manifest. Other clients keep only the last value."
    yield from problems_in(document, "duplicate-key", why)
