"""A key that a mapping has twice: written, and through a merge."""

from podlint.authoring import Document, Problems, Severity, rule
from podlint.targets.document_faults import problems_in


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `error: key already set in map`; or a setting without effect"
    ),
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
    """A mapping has a key that a merge (`<<`) also adds.

    By default, kubectl validates strictly and rejects the manifest. Other clients keep the value
    that is *later* in the file: a merge at the end overwrites the keys above it. The YAML
    specification and most tools do the opposite: an explicit key overrides a merged key.

    Write the key only once: remove it from the merged mapping, or write out the mapping without a
    merge.
    """
    why = "`kubectl` rejects the manifest. Other clients keep the value that is later in the file."
    yield from problems_in(document, "overwritten-merge-key", why)
