"""Text after the end of a document."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="an object is in the file, but not in the cluster",
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
    each part. Everything in a part after this document, for example after a `...` line, is silently
    ignored.

    Start the next document with a `---` line.
    """
    why = "`kubectl` silently ignores this text, so it never creates the objects in it."
    yield from problems_in(document, "extra-content", why)
