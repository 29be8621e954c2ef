"""A key that a map has twice."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: error: key "image" already set in map; or the setting written first '
    "has no effect",
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

    kubectl and the API server refuse the manifest in strict decoding, which is kubectl's default.
    Clients that are not strict keep the last value and drop the first silently.

    Remove one of the two, or merge them.
    """
    why = "kubectl rejects the manifest; clients that are not strict keep only the last value."
    yield from problems_in(document, "duplicate-key", why)
