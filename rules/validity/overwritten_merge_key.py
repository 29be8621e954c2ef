"""A merged key that is also written."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl apply: error: key already set in map; or a setting that has no effect",
    fragments=True,
    asks_for=("overwritten-merge-key",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: &labels
            app: web
          annotations:
            app: other
            <<: *labels  # finding
            #   ^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: &labels
            app: web
          annotations:
            <<: *labels
            owner: shop
        """,
)
def overwritten_merge_key(document: Document) -> Problems:
    """A mapping writes a key that a merge (`<<`) brings in as well.

    Strict reading refuses it. Otherwise Kubernetes lets the one that is written *later* win, other
    than the YAML specification and most tools: a merge at the end overwrites what stands above it.

    Write the key once: leave it out of the mapping that is merged, or spell the mapping out.
    """
    why = "Strict clients reject it; others keep the later value, unlike most YAML tools."
    yield from problems_in(document, "overwritten-merge-key", why)
