"""Text that Kubernetes never reads."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="an object that is in the file and not in the cluster",
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
    """Text follows the end of a document, and Kubernetes does not read it.

    Kubernetes splits a file at lines that begin with `---` and reads the first YAML document of
    each part. What comes after a `...` line, or after a document that ended in another way, is
    dropped silently.

    Begin the next document with a line `---`.
    """
    why = "The objects in that text are never created, and kubectl does not report it."
    yield from problems_in(document, "extra-content", why)
