"""Metadata that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: metadata.annotations: Invalid value: name part must consist of "
    "alphanumeric characters",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            build info: "7"  # finding
            #           ^^^
          finalizers:
            - cleanup  # finding
            # ^^^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            example.com/build: "7"
          finalizers:
            - example.com/cleanup
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_metadata(refused: Refused) -> Problems:
    """An annotation, a finalizer, an owner reference or a managed field is invalid.

    Keys of annotations follow the rules of label keys; their values are free, but all together
    may not exceed 256 KiB. Annotations that Kubernetes reads, such as those of old security
    profiles, must have values that it knows. Finalizers carry a domain. Owner references and
    managed fields belong to controllers: manifests written out of a cluster have
    them.

    Correct the key or value, or remove what the server itself keeps.
    """
    yield refused.problem(refused.remedy or "Correct the entry, or remove it.")
