"""Text after the end of a document."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="object is in the file, but not in the cluster",
    fragments=True,
    asks_for=("extra-content",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        ...
        apiVersion: v1  # finding
     #  ^^^^^^^^^^^^^^
        kind: Pod
        metadata:
          name: other
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
        """,
)
def content_after_document(document: Document) -> Problems:
    """Text follows the end of a YAML document, and Kubernetes does not read it.

    Kubernetes splits a file at lines that begin with `---`, and reads the first YAML document of
    each part. It ignores everything after a `...` line, or after a document that ended in another
    way, without a message.

    Start the next document with a line `---`.
    """
    why = "Its objects are never created: kubectl ignores this text without a message."
    yield from problems_in(document, "extra-content", why)
