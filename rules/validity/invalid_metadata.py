"""Invalid metadata."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `metadata.annotations: Invalid value: name "
        "part must consist of alphanumeric characters`"
    ),
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

    Keys of annotations follow the rules for label keys. Their values can be any text, but all
    annotations together must not exceed 256 KiB. Annotations that Kubernetes itself reads, such as
    those for old security profiles, need a value that Kubernetes knows. Finalizers have a domain.
    Controllers set owner references and managed fields: a manifest has them if it was exported from
    a cluster.

    Correct the key or value, or remove what the API server maintains itself.
    """
    yield refused.problem(refused.remedy or "Correct the entry, or remove it.")
